// Pages that nobody could edit any more: looked for in plans of any size, settled for each user right before, never taken for none.
import { describe, expect, it } from 'vitest';
import { writeCsv } from '../../../sidecar/src/mail/csv.ts';
import { readEntries } from '../../support/agreement.ts';
import { afterPlanning, findEntry, outcomesOf, requirePlan, writesAt } from '../../support/runs.ts';
import { runPolicy } from '../../support/sidecar.ts';
import { disable, everybody, heldFor, page, searches, solePages, start, untoldOf } from './support.ts';

describe.each(['9.2', '10.2'])('a plan at Confluence %s shows before the act', (confluence) => {
  it('whoever alone may edit a page they made or changed, others who leave not counting, in the table of the mail too', async () => {
    const { lab, sidecar, context } = await start({ confluence });
    const alone = page(lab, 'no.email', { editors: ['no.email'] });
    const both = page(lab, 'no.email', { editors: ['no.email', 'show.rtl'] });
    const changed = page(lab, 'admin', { editors: ['show.rtl'], changedBy: 'show.rtl' });
    page(lab, 'no.email', { editors: ['no.email', 'admin'] });
    page(lab, 'no.email', { editors: ['no.email'], groups: ['confluence-users'] });
    page(lab, 'no.email', {});
    const run = await runPolicy(sidecar, disable(['no.email', 'show.rtl']), 'test');
    expect(await solePages(sidecar, run.id, 'no.email')).toEqual([alone, both].sort());
    expect(await solePages(sidecar, run.id, 'show.rtl')).toEqual([both, changed].sort());
    expect((await findEntry(context, run.id, 'no.email'))?.notes).toContain('sole-editor');
    expect(await untoldOf(sidecar, run.id)).not.toContain('soleEditor');
    const table = writeCsv({ users: (await readEntries(context.store, run.id)) as never }, 'UTC');
    expect(table).toContain('only editor of page');
    const less = await runPolicy(sidecar, disable(['no.email']), 'test');
    expect(await solePages(sidecar, less.id, 'no.email')).toEqual([alone]);
    expect(searches(lab)).toHaveLength(2);
  });

  it('the same of a plan for everybody, many people in one search, where the policy asks for it', async () => {
    const { lab, sidecar, context } = await start({ confluence });
    const alone = page(lab, 'no.email', { editors: ['no.email'] });
    const run = await runPolicy(sidecar, everybody(['soleEditor']), 'live');
    const { summary } = await requirePlan(context, run.id);
    expect(summary.planned).toBeGreaterThan(80);
    expect(await solePages(sidecar, run.id, 'no.email')).toEqual([alone]);
    expect(await heldFor(sidecar, run.id)).toMatchObject({ soleEditor: 1, untold: '' });
    expect(searches(lab)).toHaveLength(Math.ceil(summary.planned / 20));
    expect(writesAt(lab)).toEqual([]);
  });
});

describe('nobody else may edit a page', () => {
  it('where the others who are named are disabled already', async () => {
    const { lab, sidecar } = await start();
    const left = page(lab, 'no.email', { editors: ['no.email', 'disabled.idle'] });
    const run = await runPolicy(sidecar, disable(['no.email']), 'test');
    expect(await solePages(sidecar, run.id, 'no.email')).toEqual([left]);
  });

  it('where all members of the groups that are named leave', async () => {
    const { lab, sidecar } = await start();
    const left = page(lab, 'slash.group.idle', { groups: ['keep/legal'], changedBy: 'keep.slash' });
    const run = await runPolicy(sidecar, disable(['keep.slash']), 'test');
    expect(await solePages(sidecar, run.id, 'keep.slash')).toEqual([left]);
  });

  it('where the others who are named may not see it', async () => {
    const { lab, sidecar } = await start();
    const left = page(lab, 'no.email', { editors: ['no.email', 'show.rtl'], viewers: ['um-service'] });
    page(lab, 'no.email', { viewers: ['um-service'] });
    const run = await runPolicy(sidecar, disable(['no.email']), 'test');
    expect(await solePages(sidecar, run.id, 'no.email')).toEqual([left]);
  });
});

describe('a policy that does not ask for it', () => {
  it('costs a site no request about pages where its plan is for many, and says that they are not known', async () => {
    const { lab, sidecar } = await start();
    page(lab, 'no.email', { editors: ['no.email'] });
    const run = await runPolicy(sidecar, everybody(), 'live');
    expect(run.ending).toBe('completed');
    expect(await untoldOf(sidecar, run.id)).toContain('soleEditor');
    expect(searches(lab)).toEqual([]);
  });
});

describe('beyond the requests that a plan may spend', () => {
  it('a plan is not held for its size: it says of how many it is not known, and each is asked about right before, and held alone', async () => {
    const { lab, sidecar, context } = await start({}, { allSeen: true, searches: 0 });
    const left = page(lab, 'no.email', { editors: ['no.email'] });
    page(lab, 'show.rtl', { editors: ['show.rtl', 'admin'] });
    const run = await runPolicy(sidecar, everybody(['soleEditor']), 'live');
    expect(run.ending).toBe('completed');
    const { summary, refusals } = await requirePlan(context, run.id);
    expect(refusals).toEqual([]);
    expect(summary.impactUntold).not.toContain('soleEditor');
    expect(summary.notes?.['sole-editor-asked-later']).toBe(summary.planned);
    expect(await outcomesOf(context, run.id, 'no.email')).toEqual([
      { kind: 'refused', guard: 'sole-editor', details: { pages: [left] } },
    ]);
    expect(await outcomesOf(context, run.id, 'show.rtl')).toEqual([{ kind: 'applied' }]);
    const { users } = await context.store.runs.counts(run.id);
    expect(users.applied).toBe(summary.planned - 1);
    expect(searches(lab)).toHaveLength(summary.planned);
    const table = writeCsv({ users: (await readEntries(context.store, run.id)) as never }, 'UTC');
    expect(table).toContain(`alone may edit page ${left}: open it to another one first`);
  });

  it('whoever was looked at in the plan is asked about no more', async () => {
    const { lab, sidecar, context } = await start({}, { allSeen: true, searches: 2 });
    const run = await runPolicy(sidecar, everybody(['soleEditor']), 'live');
    const { summary } = await requirePlan(context, run.id);
    expect(summary.notes?.['sole-editor-asked-later']).toBe(summary.planned - 40);
    expect(searches(lab)).toHaveLength(2 + summary.planned - 40);
  });

  it('a rehearsal asks too, so that it shows who would be left alone', async () => {
    const { lab, sidecar, context } = await start({}, { allSeen: true, searches: 0 });
    const left = page(lab, 'no.email', { editors: ['no.email'] });
    const run = await runPolicy(sidecar, disable(['no.email', 'show.rtl'], ['soleEditor']), 'test');
    expect(await outcomesOf(context, run.id, 'no.email')).toEqual([
      { kind: 'refused', guard: 'sole-editor', details: { pages: [left] } },
    ]);
    expect(await outcomesOf(context, run.id, 'show.rtl')).toEqual([{ kind: 'rehearsed' }]);
    expect(writesAt(lab)).toEqual([]);
  });

  it('whoever cannot be told about is left alone, and nobody else is', async () => {
    const { lab, sidecar, context } = await start({ checkAnswers: false }, { allSeen: true, searches: 0 });
    afterPlanning(context, () => {
      lab.wire.faults.add({ kind: 'status', status: 403, count: 1, match: { path: '**/content/search' } });
    });
    const run = await runPolicy(sidecar, disable(['no.email', 'show.rtl'], ['soleEditor']), 'live');
    const outcomes = [
      ...(await outcomesOf(context, run.id, 'no.email')),
      ...(await outcomesOf(context, run.id, 'show.rtl')),
    ];
    expect(outcomes.map((outcome) => outcome?.kind).sort()).toEqual(['applied', 'refused']);
    expect(outcomes).toContainEqual({ kind: 'refused', guard: 'sole-editor-unknown' });
  });
});

describe('a search that fails when the plan is made', () => {
  it('leaves its people to be asked about right before, and the others as they were found', async () => {
    const { lab, sidecar, context } = await start({ checkAnswers: false });
    // The site is read already: of the searches that follow, the plan's is the first.
    await runPolicy(sidecar, disable(['no.email']), 'test');
    lab.wire.faults.add({ kind: 'status', status: 403, count: 1, match: { path: '**/content/search' } });
    const run = await runPolicy(sidecar, everybody(['soleEditor']), 'test');
    const { summary } = await requirePlan(context, run.id);
    expect(summary.notes?.['sole-editor-asked-later']).toBe(20);
    expect(summary.impactUntold).not.toContain('soleEditor');
  });
});
