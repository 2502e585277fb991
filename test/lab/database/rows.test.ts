// What rows say where the world itself says less: the login before the last one.
import { expect, test } from 'vitest';
import { createClock, DAY_MS } from '../clock.ts';
import { addAccount, addDirectory } from '../world/changes.ts';
import { createWorld } from '../world/model.ts';
import { formatTimestamp, loginRow } from './rows.ts';

const world = createWorld({ seed: 1, clock: createClock(), licenceSeats: 10 });
const directory = addDirectory(world, { id: 1, name: 'One', kind: 'internal', writable: true });
const numbers = { of: () => 1, next: () => 1 };

test.each([
  ['a day earlier', '0a', 10, -DAY_MS],
  ['nothing where the account was not there yet', '0b', 0.5, null],
  ['nothing where the user key says there was one login only', '07', 10, null],
])('the login before the last of a site that begins is %s', (_, userKey, daysOld, apartMs) => {
  const nowMs = world.clock.nowMs();
  const input = { username: userKey, displayName: 'Somebody', email: null, createdEpochMs: nowMs - daysOld * DAY_MS };
  const user = addAccount(world, directory, input, userKey);
  user.lastLoginEpochMs = nowMs;
  const expected = apartMs === null ? null : formatTimestamp(nowMs + apartMs);
  expect(loginRow(numbers, world, user)).toMatchObject({
    successdate: formatTimestamp(nowMs),
    prevsuccessdate: expected,
  });
});
