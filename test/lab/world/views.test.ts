// Derived answers stay right, whatever changes: kept up to date one by one, they equal those worked out anew.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createClock } from '../clock.ts';
import {
  addMembership,
  removeAccount,
  removeMembership,
  removeUser,
  setAccountActive,
  setAggregation,
  setLastLogin,
} from './changes.ts';
import { generateWorld } from './generate.ts';
import type { World } from './model.ts';
import { groupsNamed, isLicensed, licensedKey, listLicensed, listMembers, listUsers } from './views.ts';

const GROUPS = ['confluence-users', 'all-staff', 'subsidiary-staff', 'keep'] as const;

function snapshot(world: World): unknown {
  return {
    users: listUsers(world).items.map((user) => user.username),
    licensed: listLicensed(world).index.items.map((user) => user.username),
    members: GROUPS.map((name) => listMembers(world, name).items.map((user) => user.username)),
  };
}

function forget(world: World): void {
  world.views.users = null;
  world.views.licensed = null;
  world.views.members.clear();
  world.views.granting.clear();
}

test('lists kept up to date equal lists made anew after any sequence of changes', () => {
  const change = fc.record({
    kind: fc.constantFrom('join', 'leave', 'toggle', 'login', 'remove', 'vanish', 'aggregate'),
    user: fc.nat(199),
    group: fc.constantFrom(...GROUPS),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      const world = generateWorld({ seed: 3, userCount: 200, clock: createClock(), directories: 'three' });
      snapshot(world);
      for (const { kind, user: number, group: groupName } of changes) {
        const users = listUsers(world).items;
        const user = users[number % users.length];
        const account = user?.accounts[number % user.accounts.length];
        const group = groupsNamed(world, groupName).find((one) => one.directory === account?.directory);
        if (user === undefined || account === undefined || group === undefined) continue;
        if (kind === 'join') addMembership(world, user, account, group);
        else if (kind === 'leave') removeMembership(world, user, account, group);
        else if (kind === 'toggle') setAccountActive(world, user, account, !account.active);
        else if (kind === 'login') setLastLogin(world, user, world.clock.nowMs());
        else if (kind === 'vanish') removeAccount(world, user, account);
        else if (kind === 'aggregate') setAggregation(world, !world.aggregation);
        else removeUser(world, user);
      }
      const kept = snapshot(world);
      forget(world);
      expect(kept).toEqual(snapshot(world));
    }),
    { numRuns: 40 },
  );
});

test('the licensed list begins with those who never logged in and ends with the latest', () => {
  const world = generateWorld({ seed: 1, userCount: 500, clock: createClock() });
  const { items } = listLicensed(world).index;
  expect(items.every((user) => isLicensed(world, user))).toBe(true);
  expect(items.map(licensedKey)).toEqual(items.map(licensedKey).toSorted());
  expect(items[0]?.lastLoginEpochMs === null || items[0]?.lastLoginTold === false).toBe(true);
});

test('a licence comes through a nested group too', () => {
  const world = generateWorld({ seed: 1, userCount: 100, clock: createClock() });
  const user = world.users.get('nested.licence.idle');
  expect(user !== undefined && isLicensed(world, user)).toBe(true);
});
