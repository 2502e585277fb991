// Two ways to ask whether the search index is whole, from what was told a moment ago and right now; and whom what meets.
import { expect, it } from 'vitest';
import { makeAccount, now } from '../../../test/support/people.ts';
import { readReindexing } from '../adapters/confluence/reindex.ts';
import { HostFailure } from '../adapters/ports.ts';
import { createFakeClient, type FakeAnswer, missingResource } from '../adapters/scripted-host.ts';
import { systemClock } from '../clock.ts';
import { findHindrance, watchOccupation } from './host-occupied.ts';

const standing = { ...systemClock, now: () => now };

function watch(isReindexing: () => Promise<boolean | null>) {
  return watchOccupation({ directories: async () => [], isReindexing }, standing);
}

it('what was told a moment ago is enough to look, and never to say that the index is whole', async () => {
  let reindexing = false;
  const { look, isIndexWhole } = watch(async () => reindexing);
  expect((await look()).reindexing).toBe(false);
  reindexing = true;
  expect((await look()).reindexing).toBe(false);
  expect(await isIndexWhole()).toBe(false);
  expect((await look()).reindexing).toBe(true);
  reindexing = false;
  expect(await isIndexWhole()).toBe(true);
  expect((await look()).reindexing).toBe(false);
});

it('an index of which nobody answers is not taken for whole, and holds no run by itself', async () => {
  const failure = new HostFailure('host_timeout', { request: 'GET /rest/api/index/reindex' });
  const { look, isIndexWhole } = watch(() => Promise.reject(failure));
  expect(await isIndexWhole()).toBe(false);
  expect((await look()).reindexing).toBe(false);
});

it.each([
  ['a host that failed is asked again as soon as one that answered', 'host_error', 2],
  ['a host that does not tell is left alone for longer', null, 1],
] as const)('%s', async (_, code, asked) => {
  let nowMs = Date.parse(now);
  let times = 0;
  const isReindexing = async () => {
    times += 1;
    if (code !== null) throw new HostFailure(code, { request: 'GET /rest/api/index/reindex' });
    return null;
  };
  const clock = { ...systemClock, now: () => new Date(nowMs).toISOString() };
  const { look } = watchOccupation({ directories: async () => [], isReindexing }, clock);
  await look();
  nowMs += 16_000;
  await look();
  expect(times).toBe(asked);
});

it('a host that has not rebuilt its index since it was started is asked again as soon as any other', async () => {
  let nowMs = Date.parse(now);
  const answers: FakeAnswer[] = [{ json: {} }, { json: { finished: false } }];
  const client = createFakeClient(() => answers.shift() ?? missingResource);
  const { look } = watchOccupation(
    { directories: async () => [], isReindexing: () => readReindexing(client) },
    { ...systemClock, now: () => new Date(nowMs).toISOString() },
  );
  expect((await look()).reindexing).toBe(false);
  nowMs += 16_000;
  expect((await look()).reindexing).toBe(true);
});

it('a host that does not tell is taken to be at rest', async () => {
  expect(await watch(async () => null).isIndexWhole()).toBe(true);
});

it('an answer that comes late does not lengthen how long a newer one is kept', async () => {
  let nowMs = Date.parse(now);
  const late = Promise.withResolvers<boolean | null>();
  const answers = [late.promise, Promise.resolve(true), Promise.resolve(false)];
  const { look, isIndexWhole } = watchOccupation(
    { directories: async () => [], isReindexing: () => answers.shift() ?? Promise.resolve(null) },
    { ...systemClock, now: () => new Date(nowMs).toISOString() },
  );
  const first = isIndexWhole();
  expect(await isIndexWhole()).toBe(false);
  late.resolve(null);
  await first;
  nowMs += 16_000;
  expect((await look()).reindexing).toBe(false);
});

const inDirectory = (directory: string, complete = true) => ({
  accounts: { kind: 'told' as const, complete, accounts: [makeAccount(directory)] },
});

it.each([
  [
    'the directory of the user alone',
    inDirectory('company crowd'),
    false,
    { directories: ['Company Crowd'], reindexing: false },
  ],
  ['nothing, where other directories are read', inDirectory('Internal'), false, null],
  [
    'all of them, where not all accounts are known',
    inDirectory('Internal', false),
    false,
    { directories: ['Company Crowd', 'LDAP'], reindexing: false },
  ],
  [
    'the index alone, where that is what is asked',
    inDirectory('Internal'),
    true,
    { directories: [], reindexing: true },
  ],
])('a change waits for %s', (_, before, dependsOnActivity, hindrance) => {
  const busy = { directories: ['Company Crowd', 'LDAP'], reindexing: true };
  expect(findHindrance({ before, notes: [], dependsOnActivity }, busy)).toEqual(hindrance);
});
