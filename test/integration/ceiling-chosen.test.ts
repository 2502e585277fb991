// Taking a run back for a few people is judged by what was done to these, not by all that the run did.
import { expect, it } from 'vitest';
import { demandHostRights } from '../../sidecar/src/services/ceiling.ts';
import { giveStores, makeEntry, planRun } from '../contracts/store/given.ts';
import { readConfig } from './api-harness.ts';

const given = giveStores('sqlite');

it('asks for the right that giving back to the chosen people takes, and for the highest where nobody is chosen', async () => {
  const { store } = given();
  await store.settings.set('processMode', 'live', { by: 'test', at: '2026-03-01T12:00:00.000Z' });
  const planned = { kind: 'planned' } as const;
  const { runId } = await planRun(store, 'idle', [
    makeEntry('ada', { change: { kind: 'disable' }, disposition: planned }),
    makeEntry('bob', { change: { kind: 'remove-from-group', group: 'System' }, disposition: planned }),
  ]);
  const entries = await store.runs.entries({ runId, after: 0, limit: 10 });
  const [ada = 0, bob = 0] = ['ada', 'bob'].map((name) => entries.find((one) => one.username === name)?.personId ?? 0);
  const standing = { rank: 'administrator', systemGroups: new Set(['system']) } as const;
  const context = { store, config: readConfig({}), findHostStanding: async () => standing };
  const ask = (people: readonly number[] | null) =>
    demandHostRights(
      context,
      { kind: 'take-back', runId, people, asked: undefined },
      { userKey: 'key-cleo', username: 'cleo' },
    );
  await expect(ask([ada])).resolves.toBeUndefined();
  await expect(ask([ada, bob])).rejects.toMatchObject({ code: 'host_rights_too_low' });
  await expect(ask(null)).rejects.toMatchObject({ code: 'host_rights_too_low' });
});
