// Pages of which nothing can be told for certain: a plan says so and is held, and nobody is taken for not missed.
import { describe, expect, it } from 'vitest';
import type { Run } from '../../../sidecar/src/domain/run.ts';
import type { Lab } from '../../lab/lab.ts';
import type { Page } from '../../lab/world/content.ts';
import { createMovableClock, type MovableClock } from '../../support/clock.ts';
import { outcomesOf, requirePlan, writesAt } from '../../support/runs.ts';
import { requireRun, runPolicy, type Sidecar } from '../../support/sidecar.ts';
import { approve, disable, everybody, heldFor, page, searches, solePages, start, untoldOf } from './support.ts';

describe('while the search index is rebuilt', () => {
  const hour = 3_600_000;
  const reindex = ({ world, clock }: Lab) => {
    world.reindex = { jobId: 7, startedEpochMs: clock.nowMs(), durationMs: hour };
  };
  type Pages = readonly (readonly [string, readonly Page[]])[];
  interface Scene {
    readonly lab: Lab;
    readonly sidecar: Sidecar;
    readonly clock: MovableClock;
  }
  /** Approves the plan, sees that nothing is done while the index is rebuilt, and goes on once it holds these pages. */
  const goOnOnceIndexed = async ({ lab, sidecar, clock }: Scene, runId: number, pages: Pages): Promise<Run> => {
    const approved = await approve(sidecar, runId);
    expect(approved.state).toBe('executing');
    expect(writesAt(lab)).toEqual([]);
    for (const [userKey, written] of pages) lab.world.written.set(userKey, written);
    lab.clock.setTo(lab.clock.nowMs() + hour);
    clock.advanceMs(31_000);
    sidecar.context.runner.wake();
    await sidecar.context.runner.settled();
    return approved;
  };

  it('an empty answer says of nobody that they are not missed: the plan is held, and approved it waits, then asks', async () => {
    const clock = createMovableClock();
    const { lab, sidecar, context } = await start({}, { allSeen: true, clock });
    const left = page(lab, 'no.email', { editors: ['no.email'] });
    const written = [...lab.world.written];
    lab.world.written.clear();
    reindex(lab);
    const run = await runPolicy(sidecar, disable(['no.email', 'show.rtl'], ['soleEditor']), 'live');
    expect(await heldFor(sidecar, run.id)).toMatchObject({ soleEditor: 0, untold: 'soleEditor' });
    expect((await requirePlan(context, run.id)).summary.notes?.['sole-editor-asked-later']).toBe(2);
    const approved = await goOnOnceIndexed({ lab, sidecar, clock }, run.id, written);
    expect(await outcomesOf(context, approved.id, 'no.email')).toEqual([
      { kind: 'refused', guard: 'sole-editor', details: { pages: [left] } },
    ]);
    expect(await outcomesOf(context, approved.id, 'show.rtl')).toEqual([{ kind: 'applied' }]);
  });

  it('whoever has one page found is asked about the rest: the page that was shown was approved, the others were not', async () => {
    const clock = createMovableClock();
    const { lab, sidecar, context } = await start({}, { allSeen: true, clock });
    const shown = page(lab, 'no.email', { editors: ['no.email'] });
    const alone = page(lab, 'show.rtl', { editors: ['show.rtl'] });
    const indexed = [...lab.world.written];
    const left = page(lab, 'no.email', { editors: ['no.email'] });
    const all = [...lab.world.written];
    for (const [userKey, pages] of indexed) lab.world.written.set(userKey, pages);
    reindex(lab);
    const run = await runPolicy(sidecar, disable(['no.email', 'show.rtl'], ['soleEditor']), 'live');
    expect(await solePages(sidecar, run.id, 'no.email')).toEqual([shown]);
    expect(await heldFor(sidecar, run.id)).toMatchObject({ soleEditor: 2, untold: 'soleEditor' });
    expect((await requirePlan(context, run.id)).summary.notes?.['sole-editor-asked-later']).toBe(2);
    const approved = await goOnOnceIndexed({ lab, sidecar, clock }, run.id, all);
    expect(await outcomesOf(context, approved.id, 'no.email')).toEqual([
      { kind: 'refused', guard: 'sole-editor', details: { pages: [left] } },
    ]);
    expect(await solePages(sidecar, approved.id, 'show.rtl')).toEqual([alone]);
    expect(await outcomesOf(context, approved.id, 'show.rtl')).toEqual([{ kind: 'applied' }]);
  });

  it('that begins as one is asked about, that one alone is left alone, and whoever follows waits for its end', async () => {
    const clock = createMovableClock();
    const { lab, sidecar, context } = await start({}, { allSeen: true, searches: 0, clock });
    lab.wire.beforeAnswer = async () => {
      if (searches(lab).length > 0 && lab.world.reindex === null) reindex(lab);
    };
    const policy = disable(['no.email', 'show.rtl'], ['soleEditor']);
    const { id } = await runPolicy(sidecar, policy, 'live');
    expect((await requireRun(context, id)).state).toBe('executing');
    const names = ['no.email', 'show.rtl'];
    const outcomes = () => Promise.all(names.map((name) => outcomesOf(context, id, name)));
    const refused = { kind: 'refused', guard: 'sole-editor-unknown' } as const;
    expect((await outcomes()).flat()).toEqual(expect.arrayContaining([refused, null]));
    expect(searches(lab)).toHaveLength(1);
    lab.clock.setTo(lab.clock.nowMs() + hour);
    clock.advanceMs(31_000);
    context.runner.wake();
    await context.runner.settled();
    expect(await outcomes()).toEqual(expect.arrayContaining([[refused], [{ kind: 'applied' }]]));
    expect(writesAt(lab)).toHaveLength(1);
  });

  it('a policy that does not ask for it says that it is not known, and waits for nothing', async () => {
    const { lab, sidecar } = await start();
    reindex(lab);
    const run = await runPolicy(sidecar, disable(['no.email']), 'live');
    expect(await untoldOf(sidecar, run.id)).toContain('soleEditor');
    expect(run.ending).toBe('completed');
  });
});

describe('what cannot be established', () => {
  it('is not known where this Confluence tells no restrictions: it is asked once, and holds where the policy asks', async () => {
    const { lab, sidecar } = await start({ confluence: '8.5' });
    page(lab, 'no.email', { editors: ['no.email'] });
    const run = await runPolicy(sidecar, everybody(['soleEditor']), 'live');
    expect(await untoldOf(sidecar, run.id)).toContain('soleEditor');
    expect(await heldFor(sidecar, run.id)).toMatchObject({ soleEditor: 0, untold: 'soleEditor' });
    expect(searches(lab)).toHaveLength(1);
    expect(writesAt(lab)).toEqual([]);
  });

  it('is not known where nobody declared that this account sees every page: the plan is held, with what was found', async () => {
    const { lab, sidecar } = await start({}, { allSeen: false });
    page(lab, 'no.email', { editors: ['no.email'] });
    const run = await runPolicy(sidecar, disable(['no.email'], ['soleEditor']), 'live');
    expect(await heldFor(sidecar, run.id)).toMatchObject({ soleEditor: 1, untold: 'soleEditor' });
    expect(writesAt(lab)).toEqual([]);
  });

  it('is let pass by who approves the plan as it was shown, and by nobody a page that was not shown', async () => {
    const { lab, sidecar, context } = await start({}, { allSeen: false, searches: 0 });
    const left = page(lab, 'no.email', { editors: ['no.email'] });
    const run = await runPolicy(sidecar, disable(['no.email', 'show.rtl'], ['soleEditor']), 'live');
    expect(run.ending).toBe('quarantined');
    const approved = await approve(sidecar, run.id);
    expect(approved.ending).toBe('completed');
    expect(await outcomesOf(context, approved.id, 'no.email')).toEqual([
      { kind: 'refused', guard: 'sole-editor', details: { pages: [left] } },
    ]);
    expect(await outcomesOf(context, approved.id, 'show.rtl')).toEqual([{ kind: 'applied' }]);
  });

  it('is let pass by nobody of whom the question failed, whatever was approved', async () => {
    const { lab, sidecar, context } = await start({ checkAnswers: false }, { allSeen: false, searches: 0 });
    const run = await runPolicy(sidecar, disable(['no.email'], ['soleEditor']), 'live');
    expect(run.ending).toBe('quarantined');
    lab.wire.faults.add({ kind: 'status', status: 403, count: 1, match: { path: '**/content/search' } });
    const approved = await approve(sidecar, run.id);
    expect(await outcomesOf(context, approved.id, 'no.email')).toEqual([
      { kind: 'refused', guard: 'sole-editor-unknown' },
    ]);
    expect(writesAt(lab)).toEqual([]);
  });

  it('is let pass by nobody while Confluence fails to say whether its index is whole, whatever was approved', async () => {
    const { lab, sidecar, context } = await start({ checkAnswers: false }, { allSeen: true, searches: 0 });
    lab.wire.faults.add({ kind: 'status', status: 500, match: { path: '**/index/reindex' } });
    const run = await runPolicy(sidecar, disable(['no.email'], ['soleEditor']), 'live');
    expect(await heldFor(sidecar, run.id)).toMatchObject({ soleEditor: 0, untold: 'soleEditor' });
    const approved = await approve(sidecar, run.id);
    expect(approved.ending).toBe('completed');
    expect(await outcomesOf(context, approved.id, 'no.email')).toEqual([
      { kind: 'refused', guard: 'sole-editor-unknown' },
    ]);
    expect(searches(lab)).toHaveLength(1);
    expect(writesAt(lab)).toEqual([]);
  });

  it('leaves a page to nobody where somebody approved that, as it was shown', async () => {
    const { lab, sidecar, context } = await start();
    page(lab, 'no.email', { editors: ['no.email'] });
    const run = await runPolicy(sidecar, disable(['no.email'], ['soleEditor']), 'live');
    expect(run.ending).toBe('quarantined');
    const approved = await approve(sidecar, run.id);
    expect(await outcomesOf(context, approved.id, 'no.email')).toEqual([{ kind: 'applied' }]);
  });
});
