// Deleting where possible and disabling otherwise: the choice stands with each user before anybody approves, and exactly it comes about.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { defaultLimits } from '../../sidecar/src/domain/policy.ts';
import type { Run } from '../../sidecar/src/domain/run.ts';
import { writeCsv } from '../../sidecar/src/mail/csv.ts';
import { renderReport } from '../../sidecar/src/mail/render.ts';
import { approveRun, undoRun } from '../../sidecar/src/services/decisions.ts';
import type { Actor } from '../../sidecar/src/services/service-context.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { setAccountActive } from '../lab/world/changes.ts';
import { findUser } from '../lab/world/views.ts';
import { readEntries } from '../support/agreement.ts';
import { startDatabases, type TestDatabases } from '../support/databases.ts';
import { createLabDatabase } from '../support/lab-database.ts';
import { readState } from '../support/lab-state.ts';
import { findEntry, outcomesOf, requirePlan, requireReport, writesAt } from '../support/runs.ts';
import { buildPolicy, requireRun, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

let databases: TestDatabases;
let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
beforeAll(async () => {
  databases = await startDatabases('postgres');
});
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
});
afterAll(() => databases.stop());

const [deletable, fastHeld] = ['crowd.only.idle', 'shadow.readonly'];
const policy = buildPolicy({
  criteria: { username: [deletable, fastHeld] },
  actions: ['deleteOrDisable'],
  limits: { ...defaultLimits, maxPercent: 100, maxUsers: 1 },
});

async function start() {
  const { ownerUrl, readerUrl } = await createLabDatabase(databases);
  const at = await startLab({ users: 200, directories: 'three', databaseUrl: ownerUrl });
  lab = at;
  // A second account that is disabled, in a directory from which nobody can be deleted.
  const user = findUser(at.world, fastHeld);
  const second = user?.accounts.at(-1);
  if (user === undefined || second === undefined) throw new Error(`the lab lacks ${fastHeld}`);
  setAccountActive(at.world, user, second, false);
  const made = await startSidecar({ lab: at, confluenceDatabaseUrl: readerUrl });
  sidecar = made;
  const settle = async ({ id }: Run): Promise<Run> => {
    made.context.runner.wake();
    await made.context.runner.settled();
    return requireRun(made.context, id);
  };
  return { lab: at, sidecar: made, context: made.context, settle };
}

it('says of each user of a held plan which it will be and that deletions are beyond undo, in plan, mail and table, and does exactly that', async () => {
  const { lab: at, sidecar: beside, context, settle } = await start();
  const held = await runPolicy(beside, policy, 'live');
  expect(held.ending).toBe('quarantined');
  const planOf = async (username: string) => {
    const entry = await findEntry(context, held.id, username);
    return [entry?.steps.map(({ change, disposition }) => [change, disposition]), entry?.notes];
  };
  expect(await planOf(deletable)).toEqual([[[{ kind: 'delete' }, { kind: 'planned' }]], ['beyond-undo']]);
  const instead = { kind: 'planned', insteadOf: 'delete', reason: 'directory-read-only' };
  expect(await planOf(fastHeld)).toEqual([[[{ kind: 'disable' }, instead]], ['disabled-instead']]);

  const entries = await readEntries(context.store, held.id);
  async function* all() {
    yield* entries;
  }
  const report = await requireReport(context, held.id);
  const mail = renderReport(report, { entries: all(), unknown: [] }, { publicUrl: null, timeZone: 'UTC' });
  const { text } = await mail;
  expect(text).toContain('a deletion is planned, which nothing takes back once it is done');
  expect(text).toContain('deleting is not possible, so they are disabled instead');
  const table = writeCsv({ users: entries }, 'UTC').split('\r\n');
  const rowOf = (username: string) => table.find((row) => row.startsWith(username));
  expect(rowOf(deletable)).toContain('which nothing takes back once it is done');
  expect(rowOf(fastHeld)).toContain('deleting is not possible, so they are disabled instead, as the policy says; ');
  expect(writesAt(at)).toEqual([]);

  const actor: Actor = { userKey: 'ada', username: 'ada' };
  const { digest } = await requirePlan(context, held.id);
  const approved = await settle(await approveRun(context, { runId: held.id, digest, actor }));
  expect(approved.ending).toBe('completed');
  const state = await readState(at);
  expect([state.get(deletable), state.get(fastHeld)?.status]).toEqual([undefined, 'deactivated']);

  const undo = await settle(await undoRun(context, { runId: approved.id, people: null, asked: undefined, actor }));
  expect(await outcomesOf(context, undo.id, deletable)).toEqual([
    { kind: 'unsupported', reason: 'user-is-gone-for-good' },
  ]);
  expect((await readState(at)).get(fastHeld)?.status).toBe('current');
}, 60_000);
