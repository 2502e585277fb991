// The list of runs over the API, narrowed down by everything that tells one run from another.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunDocument } from '../../sidecar/src/contract/runs.ts';
import { type ApiHarness, startApi } from './api-harness.ts';

let harness: ApiHarness;
let run: RunDocument;

beforeAll(async () => {
  harness = await startApi();
  const policy = { policy: 'sought', name: 'Sought', criteria: { inactiveDays: 90 }, actions: ['disable'] };
  await harness.call('PUT', '/policies/sought', { ...policy, report: { to: ['a@b.test'] } });
  run = (await harness.call('POST', '/policies/sought/runs')).json();
  const end = { ending: 'failed', failure: 'host_timeout' } as const;
  await harness.store.runs.advance({ runId: run.id, from: 'requested', to: 'finished', at: harness.now(), ...end });
});
afterAll(() => harness.close());

const idsOf = async (wish: string): Promise<number[]> =>
  (await harness.call('GET', `/runs?${wish}`)).json().items.map(({ id }: RunDocument) => id);

it('has the run that is all of what is asked for', async () => {
  const by = 'by' in run.trigger ? run.trigger.by : '';
  const since = encodeURIComponent('2020-01-01T00:00:00+02:00');
  expect(await idsOf(`mode=test&trigger=by-hand&standing=failed&since=${since}&by=${by}`)).toEqual([run.id]);
});

it.each([
  'mode=live',
  'trigger=schedule',
  'standing=open',
  'until=2020-01-01T00:00:00Z',
  'since=2999-01-01T00:00:00Z',
  'by=somebody-else',
  'user=nobody-in-its-plan',
])('has none that is not so: %s', async (wish) => {
  expect(await idsOf(wish)).toEqual([]);
});

it.each(['mode=loud', 'trigger=moon', 'standing=lost', 'since=yesterday', 'user=', 'by='])(
  'refuses what is no such wish: %s',
  async (wish) => {
    expect((await harness.call('GET', `/runs?${wish}`)).statusCode).toBe(400);
  },
);
