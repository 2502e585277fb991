// What people of a plan would leave behind is shown before the act, can be made a reason to hold, and is never taken for none.
import { afterEach, describe, expect, it } from 'vitest';
import type { ImpactKind } from '../../sidecar/src/domain/impact.ts';
import { defaultLimits } from '../../sidecar/src/domain/policy.ts';
import { writeCsv } from '../../sidecar/src/mail/csv.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import type { LabOptions } from '../lab/options.ts';
import { readEntries } from '../support/agreement.ts';
import { findEntry, requirePlan, writesAt } from '../support/runs.ts';
import { buildPolicy, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(options: LabOptions = {}) {
  const lab = await startLab({ users: 160, ...options });
  const sidecar = await startSidecar({ lab });
  closers.push(lab.close, sidecar.close);
  return { lab, sidecar, context: sidecar.context };
}

const disable = (username: readonly string[], holdOnImpact?: readonly ImpactKind[]) =>
  buildPolicy({
    criteria: { username: [...username] },
    actions: ['disable'],
    limits: {
      ...defaultLimits,
      maxPercent: 100,
      maxUnknownPercent: 100,
      ...(holdOnImpact === undefined ? {} : { holdOnImpact }),
    },
  });

const impactOf = async ({ context }: Sidecar, runId: number, username: string) => {
  const entry = await findEntry(context, runId, username);
  return { notes: entry?.notes, impact: entry?.before.impact };
};

const spaceReads = (lab: Lab) => lab.wire.log.list().filter(({ path }) => path.includes('/rest/api/space'));

describe('the plan shows', () => {
  it('who would leave a space without an administrator, counting only who is active and stays', async () => {
    const { sidecar, context } = await start();
    const names = ['no.email', 'show.rtl', 'show.break', 'show.formula', 'show.markup'];
    const run = await runPolicy(sidecar, disable(names), 'test');
    const sole = async (name: string) => (await impactOf(sidecar, run.id, name)).impact?.soleAdministratorOf;
    expect(await sole('no.email')).toEqual(['SOLO']);
    expect(await sole('show.rtl')).toEqual(['PAIR']);
    expect(await sole('show.break')).toEqual(['PAIR']);
    expect(await sole('show.formula')).toEqual(['LEFT']);
    expect((await sole('show.markup')) ?? []).not.toContain('TEAM');
    const { summary } = await requirePlan(context, run.id);
    expect(summary.notes?.['sole-space-administrator']).toBe(4);
    expect(summary.impactUntold).toEqual(['soleEditor', 'tokensInUse']);
    const alone = await runPolicy(sidecar, disable(['show.rtl']), 'test');
    expect((await impactOf(sidecar, alone.id, 'show.rtl')).impact?.soleAdministratorOf ?? []).toEqual([]);
  });

  it('who has a personal space, in the table of the mail too', async () => {
    const { sidecar, context } = await start();
    const run = await runPolicy(sidecar, disable(['two.licences.idle']), 'test');
    const { notes, impact } = await impactOf(sidecar, run.id, 'two.licences.idle');
    expect(notes).toContain('personal-space');
    expect(impact).toEqual({
      soleAdministratorOf: [],
      soleEditorOf: [],
      personalSpace: '~two.licences.idle',
      tokensUsedAt: null,
    });
    const table = writeCsv({ users: (await readEntries(context.store, run.id)) as never }, 'UTC');
    expect(table).toContain('personal space ~two.licences.idle');
  });

  it('nothing of it, and asks nobody, where nobody loses anything', async () => {
    const { lab, sidecar, context } = await start();
    const policy = buildPolicy({ criteria: { username: ['no.email'] }, actions: [{ addToGroups: ['empty-group'] }] });
    const run = await runPolicy(sidecar, policy, 'test');
    expect((await requirePlan(context, run.id)).summary.impactUntold).toBeUndefined();
    expect(spaceReads(lab)).toEqual([]);
  });

  it('the same to every plan of one snapshot without reading the spaces again', async () => {
    const { lab, sidecar } = await start();
    await runPolicy(sidecar, disable(['no.email']), 'test');
    const read = spaceReads(lab).length;
    expect(read).toBeGreaterThan(5);
    await runPolicy(sidecar, disable(['show.rtl']), 'test');
    expect(spaceReads(lab)).toHaveLength(read);
  });
});

describe('what nobody tells', () => {
  it.each([
    { where: 'where the reference has no permissions of spaces', options: { confluence: '9.4' }, faults: false },
    { where: 'where one of the answers fails', options: { checkAnswers: false }, faults: true },
  ])('is said, and taken for none nowhere: $where', async ({ options, faults }) => {
    const { lab, sidecar, context } = await start(options);
    if (faults) lab.wire.faults.add({ kind: 'status', status: 403, match: { path: '**/space/PAIR/permissions' } });
    const run = await runPolicy(sidecar, disable(['no.email']), 'test');
    expect(run.ending).toBe('completed');
    expect((await requirePlan(context, run.id)).summary.impactUntold).toContain('soleSpaceAdministrator');
    const held = await runPolicy(sidecar, disable(['no.email'], ['soleSpaceAdministrator']), 'live');
    expect((await requirePlan(context, held.id)).refusals).toEqual([
      {
        guard: 'impact',
        details: {
          soleSpaceAdministrator: 0,
          soleEditor: 0,
          personalSpace: 0,
          tokensInUse: 0,
          untold: 'soleSpaceAdministrator',
        },
      },
    ]);
    expect(writesAt(lab)).toEqual([]);
  });
});

describe('a policy that says so', () => {
  it('holds a plan that would leave a space without an administrator, and names who it is', async () => {
    const { lab, sidecar, context } = await start();
    const run = await runPolicy(sidecar, disable(['no.email', 'show.markup'], ['soleSpaceAdministrator']), 'live');
    expect(run.ending).toBe('quarantined');
    const [refusal] = (await requirePlan(context, run.id)).refusals;
    expect(refusal).toMatchObject({ guard: 'impact', details: { soleSpaceAdministrator: 1, untold: '' } });
    expect((await impactOf(sidecar, run.id, 'no.email')).notes?.[0]).toBe('sole-space-administrator');
    expect(writesAt(lab)).toEqual([]);
  });

  it('lets pass a plan that leaves nothing behind', async () => {
    const { sidecar } = await start();
    const run = await runPolicy(sidecar, disable(['show.rtl'], ['soleSpaceAdministrator', 'personalSpace']), 'live');
    expect(run.ending).toBe('completed');
  });
});
