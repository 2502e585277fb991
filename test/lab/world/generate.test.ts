// The generated site: the same for a seed on any day, quick, and with everybody on stage the README names.
import { expect, test } from 'vitest';
import { createClock, DAY_MS } from '../clock.ts';
import { DELICATE } from './delicate.ts';
import { DIRECTORY_CAST } from './directory-cast.ts';
import { CAST_SIZE, COMPANY_DOMAINS, CONTRACTOR_DOMAIN, generateWorld } from './generate.ts';
import { ADMIN_GROUP, EXEMPT_GROUP } from './group-plan.ts';
import type { World } from './model.ts';
import { TRAPS } from './traps.ts';
import {
  effectiveAccount,
  findUser,
  isActive,
  isAdministrator,
  isLicensed,
  listGroupNamesOf,
  listUsers,
} from './views.ts';

const START = Date.parse('2026-03-01T12:00:00Z');

function describeWorld(world: World, startEpochMs: number): unknown {
  return listUsers(world).items.map((user) => ({
    username: user.username,
    userKey: user.userKey,
    loginAgoMs: user.lastLoginEpochMs === null ? null : startEpochMs - user.lastLoginEpochMs,
    displayName: effectiveAccount(user).displayName,
    email: effectiveAccount(user).email,
    active: isActive(user),
    groups: listGroupNamesOf(user),
  }));
}

function generate(seed: number, userCount: number, startEpochMs = START): World {
  return generateWorld({ seed, userCount, clock: createClock(startEpochMs) });
}

test('the same seed gives the same people on another day, give or take the milliseconds of starting', () => {
  const clockOf = (epochMs: number) => ({ ...createClock(), nowMs: () => epochMs });
  const first = generateWorld({ seed: 7, userCount: 800, clock: clockOf(START) });
  const second = generateWorld({ seed: 7, userCount: 800, clock: clockOf(START + 400 * DAY_MS) });
  expect(describeWorld(second, START + 400 * DAY_MS)).toEqual(describeWorld(first, START));
});

test('another seed gives other people', () => {
  const names = (seed: number) => [...generate(seed, 400).users.keys()].slice(CAST_SIZE);
  expect(names(1)).not.toEqual(names(2));
});

test('the number of users includes the cast, and the cast is always complete', () => {
  expect(generate(1, 5000).users.size).toBe(5000);
  expect(generate(1, 0).users.size).toBe(CAST_SIZE);
});

test('twenty thousand users are there in a moment', () => {
  const startedMs = performance.now();
  generate(1, 20_000);
  expect(performance.now() - startedMs).toBeLessThan(2000);
});

test('user keys are 32 hexadecimal digits and never repeat', () => {
  const keys = [...generate(1, 2000).usersByKey.keys()];
  expect(keys.every((key) => /^[0-9a-f]{32}$/.test(key))).toBe(true);
  expect(new Set(keys).size).toBe(2000);
});

test('most people logged in within a month, some long ago, some never', () => {
  const world = generate(1, 5000);
  const licensed = [...world.users.values()].filter((user) => isLicensed(world, user));
  const within = (days: number) =>
    licensed.filter((user) => user.lastLoginEpochMs !== null && user.lastLoginEpochMs > START - days * DAY_MS).length;
  expect(within(31) / licensed.length).toBeGreaterThan(0.6);
  expect(within(90) / licensed.length).toBeLessThan(0.9);
  expect(licensed.filter((user) => user.lastLoginEpochMs === null).length).toBeGreaterThan(50);
});

test('nearly half of the contractors have been idle for half a year, and they have a mail domain of their own', () => {
  const users = [...generate(1, 5000).users.values()].slice(CAST_SIZE);
  const domainOf = (email: string | null) => email?.split('@')[1] ?? '';
  const contractors = users.filter((user) => domainOf(effectiveAccount(user).email) === CONTRACTOR_DOMAIN);
  const idle = contractors.filter((user) => (user.lastLoginEpochMs ?? START) < START - 180 * DAY_MS);
  expect(contractors.length).toBeGreaterThan(300);
  expect(idle.length / contractors.length).toBeGreaterThan(0.4);
  const others = new Set(users.map((user) => domainOf(effectiveAccount(user).email)));
  expect(others).toEqual(new Set([CONTRACTOR_DOMAIN, ...COMPANY_DOMAINS]));
});

test('nobody outside the cast is an administrator or exempt', () => {
  const world = generate(1, 3000);
  const cast = new Set([...TRAPS, ...DELICATE].map((member) => member.username));
  for (const user of world.users.values()) {
    if (cast.has(user.username)) continue;
    expect(isAdministrator(world, user), user.username).toBe(false);
    expect(listGroupNamesOf(user).some((name) => name.startsWith(EXEMPT_GROUP) || name === ADMIN_GROUP)).toBe(false);
  }
});

test('display names come in many scripts', () => {
  const shown = [...generate(1, 3000).users.values()].map((user) => effectiveAccount(user).displayName).join(' ');
  for (const script of ['Latin', 'Cyrillic', 'Greek', 'Arabic', 'Hebrew', 'Han', 'Hangul']) {
    expect(shown, script).toMatch(new RegExp(`\\p{Script=${script}}`, 'u'));
  }
});

test.each(TRAPS.map((member) => [member.trap, member] as const))('on stage as a trap: %s', (_trap, member) => {
  const world = generate(1, 300);
  const user = findUser(world, member.username);
  expect(user?.username).toBe(member.username);
  if (user === undefined) return;
  expect(isActive(user)).toBe(member.active);
  expect(listGroupNamesOf(user).toSorted()).toEqual(member.groups.toSorted());
  expect(isAdministrator(world, user)).toBe(/administrator|own account/.test(member.trap));
});

test.each(DELICATE.map((member) => [member.trap, member] as const))('on stage as delicate: %s', (_trap, member) => {
  const world = generate(1, 300);
  const user = findUser(world, member.username);
  if (user === undefined) throw new Error(`${member.username} is missing`);
  expect(isLicensed(world, user)).toBe(true);
  expect(user.lastLoginEpochMs).toBeLessThan(START - 300 * DAY_MS);
  expect(effectiveAccount(user).displayName.length).toBeLessThanOrEqual(255);
});

test('the longest display name has 255 characters', () => {
  expect(DELICATE.find((member) => member.username === 'show.long')?.displayName).toHaveLength(255);
});

test.each(DIRECTORY_CAST.map((member) => [member.trap, member] as const))('on stage in three: %s', (_trap, member) => {
  const clock = createClock(START);
  const world = generateWorld({ seed: 1, userCount: 300, clock, directories: 'three' });
  const kinds = { internal: 'internal', crowd: 'crowd', ldap: 'connector' } as const;
  const user = findUser(world, member.username);
  expect(world.unsynced.has(member.username.toLowerCase())).toBe(member.gone ?? false);
  if (member.gone) return;
  expect(user?.accounts.map(({ directory, active }) => [directory.kind, active])).toEqual(
    member.accounts.map(({ place, active }) => [kinds[place], active ?? true]),
  );
  for (const [index, { groups }] of member.accounts.entries()) {
    const held = [...(user?.accounts[index]?.groups ?? [])].map((group) => group.name);
    expect(held.toSorted()).toEqual((groups ?? []).toSorted());
  }
});
