// Activity read again during a run: a user is judged by the very reading they were read after, however long that was ago.
import { expect, it } from 'vitest';
import { createMovableClock } from '../../../test/support/clock.ts';
import { makePerson } from '../../../test/support/people.ts';
import type { EvidencePort } from '../adapters/ports.ts';
import { createFreshActivity } from './fresh-activity.ts';

const tenMinutesMs = 10 * 60_000;

it('is not read again between the moment a user is read and the moment they are judged', async () => {
  const clock = createMovableClock('2026-11-27T10:00:00.000Z');
  const { user } = makePerson();
  let readings = 0;
  const port: EvidencePort = {
    name: 'users.activity',
    kind: 'login',
    again: true,
    covers: () => ({ importance: 'required', users: 'all', since: null, asOf: null, maxAgeDays: null }),
    read: async function* () {
      readings += 1;
      yield [{ subject: { userKey: user.userKey }, told: `2026-0${readings}-01T00:00:00.000Z` }];
    },
  };
  const activity = createFreshActivity({
    store: { snapshots: { evidenceOf: async () => [], get: async () => null } },
    evidence: { list: async () => [port] },
    clock,
    snapshotId: 1,
  });
  const before = await activity.renew();
  clock.advanceMs(tenMinutesMs + 1_000);
  expect(await before.of(user)).toMatchObject({ state: 'seen', at: '2026-01-01T00:00:00.000Z' });
  expect(readings).toBe(1);
  expect(await (await activity.renew()).of(user)).toMatchObject({ at: '2026-02-01T00:00:00.000Z' });
  expect(readings).toBe(2);
});
