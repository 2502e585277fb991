// Moves under way when our sign-in is refused: a directory that does so is asked for nothing more, the others go on being asked.
import { expect, it } from 'vitest';
import { HostFailure } from '../../../sidecar/src/adapters/ports.ts';
import { accountAt } from '../../support/directories.ts';
import { afterPlanning, findEntry } from '../../support/runs.ts';
import { runPolicy } from '../../support/sidecar.ts';
import { move, setTransferStage } from './stage.ts';

const stage = setTransferStage();

const headers = { 'X-Embedded-Crowd-Version': 'Crowd/5.1.0' };
const refusal = { kind: 'status', status: 401, count: 1, headers, match: { service: 'crowd' } } as const;

it('not even the account that was made there is asked about to be taken back, as that may lock the application', async () => {
  const sidecar = await stage.open();
  const username = stage.takePerson();
  const { log, faults } = stage.lab().wire;
  const { outcomes } = sidecar.context.store.journal;
  let isMade = false;
  Object.assign(sidecar.context.store.journal, {
    outcomes: async (rows: Parameters<typeof outcomes>[0]) => {
      await outcomes(rows);
      const isThere = accountAt(stage.lab(), stage.names().crowd, username) !== undefined;
      if (isThere && !isMade) faults.add(refusal);
      isMade ||= isThere;
    },
  });
  const run = await runPolicy(sidecar, move(username, stage.names().internal, stage.names().crowd), 'live');
  expect(run).toMatchObject({ state: 'finished', ending: 'completed' });
  const refused = log.list().find(({ status }) => status === 401);
  const since = log.list().filter(({ n, service }) => service === 'crowd' && n > (refused?.n ?? 0));
  const found = (await findEntry(sidecar.context, run.id, username))?.steps.map(({ change, outcome }) => [
    change.kind,
    outcome,
  ]);
  expect(found).toContainEqual(['withdraw-account', { kind: 'failed', code: 'crowd_unauthorised' }]);
  expect(found?.flat()).not.toContain(null);
  expect(since.filter(({ method }) => method !== 'GET')).toEqual([]);
});

it('the account that was made is taken away again although Confluence refuses our sign-in to somebody else meanwhile', async () => {
  const sidecar = await stage.open();
  const { connection, directories, store } = sidecar.context;
  const [username, other] = [stage.takePerson(), stage.takePerson()];
  const [before, { userKey }] = [stage.stateOf(username), stage.stateOf(other)];
  stage.refuseGroups();
  const [looking, refused] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let isPlanned = false;
  let isHalfway = false;
  afterPlanning(sidecar.context, () => {
    isPlanned = true;
  });
  const { outcomes } = store.journal;
  Object.assign(store.journal, {
    outcomes: async (rows: Parameters<typeof outcomes>[0]) => {
      await outcomes(rows);
      isHalfway ||= rows.some(({ outcome }) => outcome.kind === 'failed');
    },
  });
  const { readUser } = connection.reads;
  Object.assign(connection.reads, {
    readUser: async (key: Parameters<typeof readUser>[0]) => {
      if (!isPlanned || key !== userKey) return readUser(key);
      await looking.promise;
      refused.resolve();
      throw new HostFailure('host_unauthorised', { request: 'GET /rest/api/user', status: 401 });
    },
  });
  for (const { reads } of directories) {
    const { readAccount } = reads;
    Object.assign(reads, {
      readAccount: async (name: Parameters<typeof readAccount>[0]) => {
        if (isHalfway) looking.resolve();
        if (isHalfway) await refused.promise;
        return readAccount(name);
      },
    });
  }
  const policy = move(username, stage.names().internal, stage.names().crowd);
  const run = await runPolicy(sidecar, { ...policy, criteria: { username: [username, other] } }, 'live');
  expect(run).toMatchObject({ state: 'finished', ending: 'completed' });
  const found = async (name: string) =>
    (await findEntry(sidecar.context, run.id, name))?.steps.map(({ change, outcome }) => [change.kind, outcome]) ?? [];
  expect(await found(username)).toContainEqual(['withdraw-account', { kind: 'applied' }]);
  expect((await found(username)).flat()).not.toContain(null);
  expect((await found(other)).map(([, outcome]) => outcome)).toContainEqual({
    kind: 'failed',
    code: 'host_unauthorised',
  });
  expect(stage.whereIs(username, before)).toBe('source');
});
