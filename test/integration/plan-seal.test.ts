// The seal of a plan: right before acting its digest is computed anew, and what was changed behind our back is not carried out.
import { afterEach, expect, it } from 'vitest';
import { readSeal } from '../../sidecar/src/automation/check-seal.ts';
import type { UserKey } from '../../sidecar/src/domain/user.ts';
import { type Database, openDatabase } from '../../sidecar/src/store/database.ts';
import { readJson, writeJson } from '../../sidecar/src/store/json-text.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { afterPlanning, requirePlan, writesAt } from '../support/runs.ts';
import { buildPolicy, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const another = 'key-of-another' as UserKey;

const policy = buildPolicy({
  criteria: { all: [{ inactiveDays: 90 }, { inGroup: 'confluence-users' }, { status: 'active' }] },
  actions: ['disable', { removeFromGroups: ['confluence-users'] }],
});

async function start(): Promise<{ lab: Lab; sidecar: Sidecar; database: Database }> {
  const lab = await startLab({ users: 80 });
  const folder = await makeTemporaryFolder();
  const databaseFile = `${folder.path}/store.db`;
  const sidecar = await startSidecar({ lab, databaseFile });
  const database = await openDatabase({ kind: 'sqlite', file: databaseFile });
  closers.push(lab.close, folder.remove, sidecar.close, database.close);
  return { lab, sidecar, database };
}

const changes: readonly [string, (database: Database) => Promise<unknown>][] = [
  [
    'a step that became another',
    ({ writes }) =>
      writes
        .updateTable('run_steps')
        .set({ change: writeJson({ kind: 'delete' }) })
        .where('position', '=', 0)
        .execute(),
  ],
  [
    'another user in the place of one who was planned',
    ({ writes }) => writes.updateTable('run_people').set({ user_key: another }).where('entry_id', '=', 1).execute(),
  ],
  [
    'somebody of another status before',
    async ({ writes }) => {
      const person = await writes
        .selectFrom('run_people')
        .select(['entry_id', 'before_image'])
        .executeTakeFirstOrThrow();
      const before_image = writeJson({ ...readJson(person.before_image), status: 'disabled' as const });
      return writes.updateTable('run_people').set({ before_image }).where('entry_id', '=', person.entry_id).execute();
    },
  ],
  ['a step that is gone', ({ writes }) => writes.deleteFrom('run_steps').where('id', '=', 1).execute()],
];

it.each(changes)('acts on nobody by a stored plan with %s', async (_what, change) => {
  const { lab, sidecar, database } = await start();
  afterPlanning(sidecar.context, async () => {
    await change(database);
  });
  const run = await runPolicy(sidecar, policy, 'live');
  expect(run).toMatchObject({ ending: 'failed', failure: 'plan_not_as_sealed' });
  expect(writesAt(lab)).toEqual([]);
});

it('finds a plan as it was sealed before it is carried out, afterwards, and once its people are erased', async () => {
  const { sidecar, database } = await start();
  const { context } = sidecar;
  const found: boolean[] = [];
  const { hostId } = await context.host.identify();
  const run = await runPolicy(sidecar, policy, 'live');
  expect(run.ending).toBe('completed');
  const isAsSealed = async (id: string) => (await readSeal({ store: context.store, run }))(id);
  found.push(await isAsSealed(hostId));
  await database.writes.deleteFrom('run_people').where('run_id', '=', run.id).execute();
  found.push(await isAsSealed(hostId));
  found.push(await isAsSealed('another'));
  expect(found).toEqual([true, true, false]);
  expect((await requirePlan(context, run.id)).summary.matched).toBeGreaterThan(0);
});
