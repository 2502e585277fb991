// Who is spared at the lab beyond what a policy protects: the exempt, whoever started it, administrators, service accounts.
import { afterEach, describe, expect, it } from 'vitest';
import type { Context } from '../../sidecar/src/context.ts';
import { addExemption, endExemption } from '../../sidecar/src/services/exemptions.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import type { LabOptions } from '../lab/options.ts';
import { createMovableClock } from '../support/clock.ts';
import { joinAt, leaveAt, renameAt, setActiveAt } from '../support/lab-changes.ts';
import { readState } from '../support/lab-state.ts';
import { afterPlanning, findEntry, outcomesOf, requirePlan, requireReport, writesAt } from '../support/runs.ts';
import { buildPolicy, requestRun, requireRun, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
  lab = null;
  sidecar = null;
});

async function start(options: LabOptions = {}) {
  lab = await startLab({ users: 80, ...options });
  const clock = createMovableClock();
  sidecar = await startSidecar({ lab, clock });
  return { lab, sidecar, clock, context: sidecar.context };
}

const actor = { userKey: 'key', username: 'admin' };
const disable = (username: readonly string[], more: object = {}) =>
  buildPolicy({ criteria: { username: [...username] }, actions: ['disable'], ...more });

describe('an exemption', () => {
  const wanted = { subject: 'user', name: "d'angelo", owner: 'people team', reason: 'long leave' } as const;
  const dayAhead = (now: string, days: number) =>
    new Date(Date.parse(now) + days * 86_400_000).toISOString().slice(0, 10);

  const exempt = (context: Context, days: number) =>
    addExemption(context, { wanted: { ...wanted, lastDay: dayAhead(context.clock.now(), days) }, actor });

  it('keeps every policy away from a user, also after a rename, and is named in the plan', async () => {
    const { context, clock, ...at } = await start();
    await context.takeSnapshot();
    const { exemption } = await exempt(context, 100);
    renameAt(at.lab, "d'angelo", 'new.name');
    clock.advanceMs(2 * 86_400_000);
    const run = await runPolicy(at.sidecar, disable(['new.name', 'plus idle']), 'live');
    const details = { exemption: exemption.id, endsAt: exemption.endsAt };
    expect(await outcomesOf(context, run.id, 'new.name')).toEqual([{ kind: 'refused', guard: 'exempt', details }]);
    expect(await outcomesOf(context, run.id, 'plus idle')).toEqual([{ kind: 'applied' }]);
    expect((await requireReport(context, run.id)).exemptionsEnding).toBeUndefined();
  });

  it('also covers whoever got the name when it was free again, and the plan says that it was made for another account', async () => {
    const { context, clock, ...at } = await start();
    await context.takeSnapshot();
    const { exemption } = await exempt(context, 100);
    renameAt(at.lab, "d'angelo", 'new.name');
    renameAt(at.lab, 'plus idle', "d'angelo");
    clock.advanceMs(2 * 86_400_000);
    const run = await runPolicy(at.sidecar, disable(["d'angelo", 'new.name']), 'live');
    const details = { exemption: exemption.id, endsAt: exemption.endsAt };
    const byName = { ...details, byNameAlone: true };
    expect(await outcomesOf(context, run.id, "d'angelo")).toEqual([
      { kind: 'refused', guard: 'exempt', details: byName },
    ]);
    expect(await outcomesOf(context, run.id, 'new.name')).toEqual([{ kind: 'refused', guard: 'exempt', details }]);
    expect(writesAt(at.lab)).toEqual([]);
  });

  it('that was added after the plan still saves the user, and one that was ended does not any more', async () => {
    const { context, clock, ...at } = await start();
    await context.takeSnapshot();
    const added: number[] = [];
    afterPlanning(context, async () => {
      if (added.length > 0) return;
      const { exemption } = await exempt(context, 5);
      added.push(exemption.id);
    });
    const run = await runPolicy(at.sidecar, disable(["d'angelo"]), 'live');
    expect(await outcomesOf(context, run.id, "d'angelo")).toMatchObject([{ kind: 'refused', guard: 'exempt' }]);
    expect(writesAt(at.lab)).toEqual([]);
    await endExemption(context, { id: added[0] ?? 0, actor });
    const next = await runPolicy(at.sidecar, disable(["d'angelo"]), 'live');
    expect(await outcomesOf(context, next.id, "d'angelo")).toEqual([{ kind: 'applied' }]);
  });

  it('is told in reports 14 days before it ends, and ends by itself', async () => {
    const { context, clock, ...at } = await start();
    await context.takeSnapshot();
    const { exemption } = await exempt(context, 15);
    const reportOf = async () => {
      const run = await runPolicy(at.sidecar, disable(["d'angelo"]), 'test');
      return { report: await requireReport(context, run.id), outcomes: await outcomesOf(context, run.id, "d'angelo") };
    };
    expect((await reportOf()).report.exemptionsEnding).toBeUndefined();
    clock.advanceMs(2 * 86_400_000);
    const ending = [{ id: exemption.id, group: null, endsAt: exemption.endsAt }];
    expect((await reportOf()).report.exemptionsEnding).toEqual(ending);
    clock.advanceMs(14 * 86_400_000);
    const { report, outcomes } = await reportOf();
    expect(report.exemptionsEnding).toBeUndefined();
    expect(outcomes).toEqual([{ kind: 'rehearsed' }]);
  });

  it('of a group whose members cannot be read any more holds live runs', async () => {
    const { context, clock, ...at } = await start({ confluence: '9.4', checkAnswers: false });
    await context.takeSnapshot();
    const group = { ...wanted, subject: 'group', name: 'keep', lastDay: dayAhead(clock.now(), 5) } as const;
    await addExemption(context, { wanted: group, actor });
    at.lab.wire.faults.add({ kind: 'status', status: 403, match: { path: '**/group/keep/member' } });
    clock.advanceMs(86_400_000 * 2);
    const run = await runPolicy(at.sidecar, disable(["d'angelo"]), 'live');
    expect(run.ending).toBe('quarantined');
    expect((await requirePlan(context, run.id)).refusals).toMatchObject([{ guard: 'exemption-unreadable' }]);
  });
});

describe('whoever started the run', () => {
  it('is never a target of it, not even an administrator whom the policy names', async () => {
    const { context, ...at } = await start();
    const policy = disable(['admin', 'plus idle'], { includeAdministrators: ['admin'] });
    const run = await requestRun(context, policy, 'live', 'ADMIN');
    context.runner.wake();
    await context.runner.settled();
    expect(await requireRun(context, run.id)).toMatchObject({ ending: 'completed' });
    expect(await outcomesOf(context, run.id, 'admin')).toEqual([{ kind: 'refused', guard: 'started-the-run' }]);
    expect(await outcomesOf(context, run.id, 'plus idle')).toEqual([{ kind: 'applied' }]);
    expect((await readState(at.lab)).get('admin')).toMatchObject({ status: 'current' });
  });
});

describe('administrators', () => {
  it('are touched where the policy names them, all but the one who is kept', async () => {
    const { context, ...at } = await start();
    const everyone = [...(await readState(at.lab)).values()].map((user) => user.username);
    const policy = disable(['*'], { includeAdministrators: everyone });
    const run = await runPolicy(at.sidecar, policy, 'live');
    expect((await requirePlan(context, run.id)).refusals).toEqual([]);
    const kept: string[] = [];
    const after = await readState(at.lab);
    for (const username of everyone) {
      const [outcome] = await outcomesOf(context, run.id, username);
      if (outcome?.kind === 'refused' && outcome.guard === 'last-administrator') kept.push(username);
    }
    expect(kept).toHaveLength(1);
    expect(after.get(kept[0] ?? '')).toMatchObject({ status: 'current' });
    expect(after.get('um-service')).toMatchObject({ status: 'current' });
    expect(after.get('admin.grant')).toMatchObject({ status: 'deactivated' });
  });

  it.each([
    { what: 'was disabled', happen: (at: Lab, name: string) => setActiveAt(at, name, false) },
    { what: 'left the group', happen: (at: Lab, name: string) => leaveAt(at, name, 'confluence-administrators') },
  ])('are spared when the one who is kept $what after the plan', async ({ happen }) => {
    const { context, ...at } = await start();
    const policy = disable(['admin.never', 'admin.grant'], { includeAdministrators: ['admin.never', 'admin.grant'] });
    for (const name of ['admin.idle', 'admin.nested', 'admin.site']) setActiveAt(at.lab, name, false);
    afterPlanning(context, () => happen(at.lab, 'admin'));
    const run = await runPolicy(at.sidecar, policy, 'live');
    for (const name of ['admin.never', 'admin.grant']) {
      expect([name, await outcomesOf(context, run.id, name)]).toEqual([
        name,
        [{ kind: 'refused', guard: 'last-administrator' }],
      ]);
    }
    expect(writesAt(at.lab)).toEqual([]);
  });
});

it('an administrator who is protected while it is asked whether another one stays is left alone', async () => {
  const { context, ...at } = await start();
  const { list } = context.store.runs;
  afterPlanning(context, () => {
    Object.assign(context.store.runs, {
      list: async (query: Parameters<typeof list>[0]) => {
        joinAt(at.lab, 'admin.never', 'keep');
        return list(query);
      },
    });
  });
  const protect = { users: [], groups: ['keep'] };
  const policy = disable(['admin.never'], { includeAdministrators: ['admin.never'], protect });
  const run = await runPolicy(at.sidecar, policy, 'live');
  expect(await outcomesOf(context, run.id, 'admin.never')).toEqual([{ kind: 'refused', guard: 'protected-group' }]);
});

describe('groups inside groups', () => {
  it('protect whoever was put into one of them after Confluence was read', async () => {
    const { context, ...at } = await start();
    await context.takeSnapshot();
    joinAt(at.lab, 'no.email', 'keep-board');
    joinAt(at.lab, 'plus idle', 'platform-admins');
    const policy = disable(['no.email', 'plus idle', "d'angelo"], { protect: { users: [], groups: ['keep'] } });
    const run = await runPolicy(at.sidecar, policy, 'live');
    const outcomes = async (name: string) => outcomesOf(context, run.id, name);
    expect(await outcomes('no.email')).toEqual([{ kind: 'refused', guard: 'protected-group' }]);
    expect(await outcomes('plus idle')).toEqual([{ kind: 'refused', guard: 'administrator' }]);
    expect(await outcomes("d'angelo")).toEqual([{ kind: 'applied' }]);
  });

  it('make nobody an administrator any more who has left the inner one: the others stay then', async () => {
    const { context, ...at } = await start();
    const direct = ['admin', 'admin.idle', 'admin.never'];
    for (const name of ['admin.site', 'admin.grant']) setActiveAt(at.lab, name, false);
    await context.takeSnapshot();
    leaveAt(at.lab, 'admin.nested', 'platform-admins');
    const run = await runPolicy(at.sidecar, disable(direct, { includeAdministrators: direct }), 'live');
    for (const name of direct) {
      expect([name, await outcomesOf(context, run.id, name)]).toEqual([
        name,
        [{ kind: 'refused', guard: 'last-administrator' }],
      ]);
    }
    expect(writesAt(at.lab)).toEqual([]);
  });
});

describe('a service account', () => {
  it('that works by its token and never signed in is left alone and listed', async () => {
    const { context, ...at } = await start();
    const { addUsers } = context.store.snapshots;
    const used = { source: 'database.tokens', kind: 'token-use', word: 'seen', carried: false } as const;
    const lately = { at: new Date().toISOString(), readAt: new Date().toISOString() };
    Object.assign(context.store.snapshots, {
      addUsers: (id: number, users: Parameters<typeof addUsers>[1], readAt: string) =>
        addUsers(
          id,
          users.map((user) =>
            ["d'angelo", 'build-bot'].includes(user.username)
              ? { ...user, evidence: [...(user.evidence ?? []), { ...used, ...lately }] }
              : user,
          ),
          readAt,
        ),
    });
    const run = await runPolicy(at.sidecar, disable(["d'angelo", 'build-bot']), 'live');
    expect((await findEntry(context, run.id, 'build-bot'))?.steps[0]?.outcome).toEqual({
      kind: 'refused',
      guard: 'looks-like-service-account',
    });
    expect(await outcomesOf(context, run.id, "d'angelo")).toEqual([{ kind: 'applied' }]);
  });
});
