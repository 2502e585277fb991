// A directory that refuses our sign-in in the middle of a move is asked for nothing more, and the move is left where it stands.
import { expect, it } from 'vitest';
import { accountAt } from '../../support/directories.ts';
import { findEntry } from '../../support/runs.ts';
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
