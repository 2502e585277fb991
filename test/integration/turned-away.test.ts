// A sign-in that is refused once, by whatever a run asks on its way: nothing more goes out by it, and nobody is put down for less.
import { afterEach, describe, expect, it } from 'vitest';
import type { PolicyDefinition } from '../../sidecar/src/domain/policy.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { readEntries } from '../support/agreement.ts';
import { setActiveAt } from '../support/lab-changes.ts';
import { afterPlanning, writesAt } from '../support/runs.ts';
import { buildPolicy, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Whoever asked again would be let in, so that it would be seen. */
const refuseOnce = { kind: 'status', status: 401, count: 1 } as const;
const failed = { kind: 'failed', code: 'host_unauthorised' } as const;
const leftAlone = { kind: 'skipped', reason: 'turned-away' } as const;

async function start(more: { readonly smtpUrl?: string } = {}) {
  const lab = await startLab({ users: 160, checkAnswers: false });
  closers.push(lab.close);
  const sidecar = await startSidecar({ lab, ...more });
  closers.push(sidecar.close);
  return { lab, sidecar, context: sidecar.context };
}

const refusedAt = (lab: Lab) => lab.wire.log.list().filter(({ status }) => status === 401);

/** The outcomes of everybody who was planned, in the order of the plan. */
async function outcomesIn({ context }: Sidecar, runId: number) {
  const planned = (await readEntries(context.store, runId)).filter(({ fate }) => fate === 'planned');
  return planned.map(({ steps }) => steps.map(({ outcome }) => outcome));
}

async function act(sidecar: Sidecar, policy: PolicyDefinition) {
  const run = await runPolicy(sidecar, policy, 'live');
  expect(run).toMatchObject({ state: 'finished', ending: 'completed' });
  return outcomesIn(sidecar, run.id);
}

const idle = (actions: PolicyDefinition['actions']) =>
  buildPolicy({
    criteria: { all: [{ inactiveDays: 90 }, { inGroup: 'confluence-users' }, { status: 'active' }] },
    actions,
    protect: { users: [], groups: ['keep'] },
  });

describe('a refusal before anything was done ends the run with one user who carries its code', () => {
  it('where the user is read', async () => {
    const { lab, sidecar, context } = await start();
    afterPlanning(context, () => void lab.wire.faults.add({ ...refuseOnce, match: { path: '**/rest/api/user' } }));
    const [first, ...others] = await act(sidecar, idle(['disable']));
    expect(first).toEqual([failed]);
    expect(others.length).toBeGreaterThan(5);
    expect(new Set(others.map((one) => JSON.stringify(one)))).toEqual(new Set([JSON.stringify([leftAlone])]));
    expect(writesAt(lab)).toEqual([]);
  });

  it('where what they wrote last is asked about', async () => {
    const { lab, sidecar, context } = await start();
    afterPlanning(
      context,
      () => void lab.wire.faults.add({ ...refuseOnce, match: { path: '**/rest/api/content/search' } }),
    );
    const [first, ...others] = await act(sidecar, idle(['disable']));
    expect(refusedAt(lab)).toHaveLength(1);
    expect([first, others[0]]).toEqual([[failed], [leftAlone]]);
    expect(writesAt(lab)).toEqual([]);
  });

  it('where it is asked whether an administrator is left, and says of nobody that they are the last', async () => {
    const { lab, sidecar, context } = await start();
    const username = ['admin.never', 'admin.grant'];
    for (const name of ['admin.idle', 'admin.nested', 'admin.site']) setActiveAt(lab, name, false);
    afterPlanning(context, () => void lab.wire.faults.add({ ...refuseOnce, match: { path: '**/rest/api/user' } }));
    const policy = buildPolicy({ criteria: { username }, actions: ['disable'], includeAdministrators: username });
    expect(await act(sidecar, policy)).toEqual([[failed], [leftAlone]]);
    expect(refusedAt(lab)).toHaveLength(1);
    expect(writesAt(lab)).toEqual([]);
  });

  it('of a rehearsal too', async () => {
    const { lab, sidecar, context } = await start();
    const username = ['admin.never', 'admin.grant'];
    for (const name of ['admin.idle', 'admin.nested', 'admin.site']) setActiveAt(lab, name, false);
    afterPlanning(context, () => void lab.wire.faults.add({ ...refuseOnce, match: { path: '**/rest/api/user' } }));
    const policy = buildPolicy({ criteria: { username }, actions: ['disable'], includeAdministrators: username });
    const run = await runPolicy(sidecar, policy, 'test');
    const found = (await outcomesIn(sidecar, run.id)).flat();
    // Several are rehearsed at once, so the second may have been about to ask when the first was refused.
    expect(found).toContainEqual(failed);
    for (const outcome of found) expect([failed, leftAlone]).toContainEqual(outcome);
    expect(refusedAt(lab).length).toBeLessThanOrEqual(2);
  });
});

it('a refusal met by reading the first user back is known to all who wait for it', async () => {
  const { lab, sidecar, context } = await start();
  const { outcomes } = context.store.journal;
  let isFirst = true;
  Object.assign(context.store.journal, {
    outcomes: async (rows: Parameters<typeof outcomes>[0]) => {
      if (isFirst) lab.wire.faults.add({ ...refuseOnce, match: { path: '**/rest/api/user' } });
      isFirst = false;
      await outcomes(rows);
    },
  });
  const [first, ...others] = await act(sidecar, idle(['disable']));
  expect(first).toEqual([{ kind: 'applied' }]);
  expect(new Set(others.map((one) => JSON.stringify(one)))).toEqual(new Set([JSON.stringify([leftAlone])]));
  expect(writesAt(lab)).toHaveLength(1);
});

it('whoever is in the middle of a user sends no further step once another was turned away', async () => {
  const { lab, sidecar, context } = await start();
  const { attempting, outcomes } = context.store.journal;
  const refused = Promise.withResolvers<void>();
  let firstSteps: ReadonlySet<number> | null = null;
  let done = 0;
  let attemptsSince = 0;
  const waitForRefusal = async () => {
    if (done === 4) lab.wire.faults.add({ ...refuseOnce, match: { method: 'GET' } });
    const look = setInterval(() => refusedAt(lab).length > 0 && refused.resolve(), 5);
    await refused.promise;
    clearInterval(look);
  };
  Object.assign(context.store.journal, {
    attempting: async (row: Parameters<typeof attempting>[0]) => {
      if (refusedAt(lab).length > 0) attemptsSince += 1;
      await attempting(row);
    },
    // Three have their first step behind them and wait to go on, until somebody else is turned away.
    outcomes: async (rows: Parameters<typeof outcomes>[0]) => {
      firstSteps ??= new Set(
        (await readEntries(context.store, rows[0]?.runId ?? 0)).map(({ steps }) => steps[0]?.id ?? 0),
      );
      if (rows.some(({ stepId, outcome }) => outcome.kind === 'applied' && firstSteps?.has(stepId))) done += 1;
      const isFirst = firstSteps.has(rows[0]?.stepId ?? 0);
      if (isFirst && done >= 4 && done <= 6 && refusedAt(lab).length === 0) await waitForRefusal();
      await outcomes(rows);
    },
  });
  const found = await act(sidecar, idle([{ removeFromGroups: ['confluence-users'] }, 'disable']));
  expect(attemptsSince).toBe(0);
  const begun = found.filter(([first, second]) => first?.kind === 'applied' && second?.kind !== 'applied');
  expect(begun.length).toBeGreaterThanOrEqual(3);
  for (const [, second] of begun) expect(second).toEqual(leftAlone);
  expect(found.flat()).not.toContain(null);
});

it('a call of which nobody can tell what came of it is unknown, and not left alone', async () => {
  const { lab, sidecar, context } = await start({ smtpUrl: 'smtp://127.0.0.1:9' });
  const { attempting } = context.store.journal;
  const isSent = Promise.withResolvers<void>();
  let calls = 0;
  Object.assign(context.store.journal, {
    // The first call gets no answer, and none before all who are read after it were turned away.
    attempting: async (row: Parameters<typeof attempting>[0]) => {
      calls += 1;
      if (calls === 1) {
        lab.wire.faults.add({ kind: 'lost-answer', count: 1, delayMs: 700, match: { path: '**/password' } });
        const look = setInterval(() => {
          if (writesAt(lab).length === 0) return;
          clearInterval(look);
          lab.wire.faults.add({ ...refuseOnce, match: { method: 'GET' } });
          isSent.resolve();
        }, 5);
      } else await isSent.promise;
      await attempting(row);
    },
  });
  const found = (await act(sidecar, idle(['resetPassword']))).flat();
  expect(refusedAt(lab)).toHaveLength(1);
  expect(found.filter((outcome) => outcome?.kind === 'unknown')).toEqual([{ kind: 'unknown', code: failed.code }]);
  expect(found).not.toContain(null);
});
