// Unsynced users from end to end: selected where the database names them and a policy asks, planned, handed over, never acted upon.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { exportHandOvers } from '../../sidecar/src/services/hand-overs.ts';
import type { Actor } from '../../sidecar/src/services/service-context.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { removeUnsynced } from '../lab/world/changes.ts';
import { startDatabases, type TestDatabases } from '../support/databases.ts';
import { createLabDatabase } from '../support/lab-database.ts';
import { findEntry, requirePlan, writesAt } from '../support/runs.ts';
import { buildPolicy, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

let databases: TestDatabases;
beforeAll(async () => {
  databases = await startDatabases('postgres');
});
afterAll(() => databases?.stop());

let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
  [sidecar, lab] = [null, null];
});

const gone = 'unsynced.idle';
const deleteUnsynced = buildPolicy({
  criteria: { unsynced: true },
  actions: ['delete'],
  handOver: { dueDays: 30 },
});

async function start(read: { readonly database: boolean }) {
  const { ownerUrl, readerUrl } = await createLabDatabase(databases);
  const started = await startLab({ users: 150, directories: 'three', databaseUrl: ownerUrl });
  lab = started;
  const beside = await startSidecar({ lab: started, ...(read.database ? { confluenceDatabaseUrl: readerUrl } : {}) });
  sidecar = beside;
  return { lab: started, sidecar: beside, context: beside.context };
}

describe('an unsynced user', () => {
  it('is selected, planned as unsupported and handed over with a date, and nobody is acted upon', async () => {
    const at = await start({ database: true });
    const run = await runPolicy(at.sidecar, deleteUnsynced, 'live');
    const { summary } = await requirePlan(at.context, run.id);
    const users = at.lab.world.users.size;
    expect(summary).toMatchObject({ usersRead: users, matched: 1, unsupported: 1, planned: 0, unknown: 0 });
    expect(await findEntry(at.context, run.id, gone)).toMatchObject({
      userKey: at.lab.world.unsynced.get(gone)?.userKey,
      fate: 'unsupported',
      trace: { leaf: 'unsynced', verdict: 'yes' },
      steps: [{ change: { kind: 'delete' }, outcome: { kind: 'unsupported', reason: 'unsynced' } }],
    });
    expect(writesAt(at.lab)).toEqual([]);

    const [task, ...others] = await at.context.store.handOvers.list({
      now: at.context.clock.now(),
      after: 0,
      limit: 9,
    });
    expect(others).toEqual([]);
    expect(task).toMatchObject({ username: gone, task: { directory: null, reason: 'unsynced' }, closed: null });
    expect(Date.parse(task?.dueAt ?? '') - Date.parse(task?.openedAt ?? '')).toBe(30 * 86_400_000);
    const csv = await exportHandOvers(at.context, {
      state: 'open',
      actor: { userKey: 'ada', username: 'ada' } as Actor,
    });
    expect(csv).toMatch(/,none,unsynced\.idle,.*Unsynced from directory/);
  });

  it('stays on the list until a reading of the names shows that the user was deleted or is back', async () => {
    const at = await start({ database: true });
    await runPolicy(at.sidecar, deleteUnsynced, 'live');
    const ends = async () => {
      const { store, clock } = at.context;
      const tasks = await store.handOvers.list({ now: clock.now(), after: 0, limit: 9 });
      return tasks.map(({ closed }) => closed?.because ?? 'open');
    };
    await at.context.takeSnapshot();
    expect(await ends()).toEqual(['open']);
    removeUnsynced(at.lab.world, gone);
    await at.context.takeSnapshot();
    expect(await ends()).toEqual(['user-is-gone']);
    const again = await runPolicy(at.sidecar, deleteUnsynced, 'live');
    expect((await requirePlan(at.context, again.id)).summary).toMatchObject({ matched: 0, unknown: 0 });
  });

  it('is seen and counted by no policy that does not ask', async () => {
    const at = await start({ database: true });
    const everybody = buildPolicy({
      criteria: {
        any: [{ not: { inGroup: 'empty-group' } }, { neverActive: { accountOlderThanDays: 1 } }, { all: [] }],
      },
      actions: ['delete'],
    });
    const run = await runPolicy(at.sidecar, everybody, 'test');
    const users = at.lab.world.users.size;
    expect((await requirePlan(at.context, run.id)).summary).toMatchObject({
      usersRead: users,
      matched: users,
      unknown: 0,
    });
    expect(await findEntry(at.context, run.id, gone)).toBeNull();
    const idle = buildPolicy({ criteria: { any: [{ inactiveDays: 90 }, { unsynced: true }] }, actions: ['disable'] });
    const mixed = await runPolicy(at.sidecar, idle, 'test');
    expect((await findEntry(at.context, mixed.id, gone))?.steps.map(({ outcome }) => outcome)).toEqual([
      { kind: 'unsupported', reason: 'unsynced' },
    ]);
  });

  it('is unknown, like everybody, where the database is not read, and the run says what would help', async () => {
    const at = await start({ database: false });
    const run = await runPolicy(at.sidecar, deleteUnsynced, 'live');
    const users = at.lab.world.users.size;
    const { summary, unknownByReason } = await requirePlan(at.context, run.id);
    expect(summary).toMatchObject({ usersRead: users, matched: 0, unknown: users });
    expect(unknownByReason).toEqual({ 'unsynced-not-told': users });
    expect(await at.context.store.runs.missing(run.id)).toEqual(['unsynced_not_told']);
    expect(writesAt(at.lab)).toEqual([]);
  });
});
