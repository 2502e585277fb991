// Who belongs where through nested groups, held against a slow definition; and what is said where groups cannot be read.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HostFailure, type HostUser, type ReadPort } from '../adapters/ports.ts';
import { foldName, type UserKey, type Username } from '../domain/user.ts';
import type { MembershipRow } from './membership-writer.ts';
import { type GroupWork, readGroups } from './snapshot-groups.ts';

interface GroupOfWorld {
  readonly members?: readonly string[];
  readonly children?: readonly string[];
  /** What breaks off: the list of members after its first page, or the list of child groups. */
  readonly broken?: 'members' | 'children' | undefined;
}
type World = Readonly<Record<string, GroupOfWorld>>;

const now = '2026-03-01T12:00:00.000Z';

function userOf(name: string): HostUser {
  return { userKey: name as UserKey, username: name as Username, displayName: name, status: 'active' };
}

/** A host with these groups, serving two rows a page. */
function hostOf(world: World): ReadPort {
  const refuse = () => {
    throw new Error('Only groups are read here.');
  };
  async function* pages<Row>(rows: readonly Row[], isBroken: boolean) {
    for (let at = 0; at < rows.length; at += 2) yield rows.slice(at, at + 2);
    if (isBroken) throw new HostFailure('host_error', { status: 500, request: 'GET /rest/api/group' });
  }
  const find = (name: string): GroupOfWorld => world[name] ?? {};
  return {
    listGroups: () => pages(Object.keys(world), false),
    listMembers: (name) => pages((find(name).members ?? []).map(userOf), find(name).broken === 'members'),
    listChildGroups: (name) => pages(find(name).children ?? [], find(name).broken === 'children'),
    listUsers: refuse,
    judgeListing: refuse,
    listActivity: refuse,
    readUser: refuse,
    readAddress: refuse,
    readGroupsOf: refuse,
  };
}

async function read(world: World, more: Partial<GroupWork> = {}) {
  const nested: MembershipRow[] = [];
  const direct: MembershipRow[] = [];
  const reading = await readGroups({
    reads: hostOf(world),
    canNest: true,
    nestingDeclaredNone: false,
    clock: { now: () => now, sleep: async () => undefined },
    onMembers: (rows) => {
      for (const row of rows) (row.direct ? direct : nested).push(row);
    },
    ...more,
  });
  const knowledge = Object.fromEntries(reading.groups.map((group) => [group.name, group.knowledge]));
  return { ...reading, direct, nested, knowledge };
}

/** Where the members broke off, the child groups were not asked for. */
function childrenRead(group: GroupOfWorld | undefined): readonly string[] {
  return group?.broken === 'members' ? [] : (group?.children ?? []);
}

/** By definition: whoever is a member of the group or, one step further each time, of any group below it. */
function belongsSlowly(world: World, start: string): { members: Set<string>; readable: boolean } {
  let below = new Set([start]);
  for (;;) {
    const further = new Set([...below].flatMap((name) => [name, ...childrenRead(world[name])]));
    if (further.size === below.size) break;
    below = further;
  }
  const groups = [...below].map((name) => world[name]);
  return {
    members: new Set(groups.flatMap((group) => group?.members ?? [])),
    readable: groups.every((group) => group !== undefined && group.broken === undefined),
  };
}

const names = ['a', 'b', 'c', 'd', 'e', 'f'];
const anyWorld: fc.Arbitrary<World> = fc
  .array(
    fc.record({
      members: fc.array(fc.constantFrom('u1', 'u2', 'u3', 'u4', 'u5')),
      children: fc.array(fc.constantFrom(...names, 'nobody-listed-this'), { maxLength: 2 }),
      broken: fc.oneof({ weight: 7, arbitrary: fc.constant(undefined) }, fc.constantFrom('members', 'children')),
    }),
    { maxLength: names.length },
  )
  .map((groups) => Object.fromEntries(groups.map((group, index) => [names[index] ?? '', group])));

describe('nested groups', () => {
  it('give memberships by the closure of child groups, cycles included', async () => {
    let nestedSeen = 0;
    await fc.assert(
      fc.asyncProperty(anyWorld, async (world) => {
        const { direct, nested, groups } = await read(world);
        nestedSeen += nested.length;
        for (const name of Object.keys(world)) {
          const own = new Set(world[name]?.members);
          const all = belongsSlowly(world, name).members;
          const rows = [...direct, ...nested].filter((row) => row.group === name);
          expect(
            rows
              .filter((row) => row.direct)
              .map((row) => row.userKey)
              .sort(),
          ).toEqual([...own].sort());
          expect(rows.map((row) => row.userKey).sort()).toEqual([...all].sort());
          expect(groups.find((group) => group.name === name)?.directMembers).toBe(own.size);
        }
      }),
      { numRuns: 500 },
    );
    expect(nestedSeen).toBeGreaterThan(200);
  });

  it('are unreadable wherever anything below them is, and completely known otherwise', async () => {
    const seen = { complete: 0, unreadable: 0 };
    await fc.assert(
      fc.asyncProperty(anyWorld, async (world) => {
        const { knowledge, readings: told } = await read(world);
        for (const name of Object.keys(world)) {
          const expected = belongsSlowly(world, name).readable ? 'complete' : 'unreadable';
          expect(knowledge[name]).toBe(expected);
          seen[expected] += 1;
        }
        const state = Object.values(knowledge).includes('unreadable') ? 'partial' : 'complete';
        expect(told.find((one) => one.source === 'groups.members')?.state).toBe(state);
      }),
      { numRuns: 500 },
    );
    expect(Math.min(seen.complete, seen.unreadable)).toBeGreaterThan(100);
  });

  it('end where they began when they go round in a circle', async () => {
    const { nested, knowledge } = await read({
      a: { members: ['u1'], children: ['b'] },
      b: { members: ['u2'], children: ['c'] },
      c: { members: ['u3'], children: ['a'] },
    });
    expect(
      nested
        .filter((row) => row.group === 'a')
        .map((row) => row.userKey)
        .sort(),
    ).toEqual(['u2', 'u3']);
    expect(nested).toHaveLength(6);
    expect(knowledge).toEqual({ a: 'complete', b: 'complete', c: 'complete' });
  });

  it('are told apart without regard to case', async () => {
    const { nested } = await read({ Staff: { children: ['STRAẞE'] }, straße: { members: ['u1'] } });
    expect(nested).toEqual([{ group: 'Staff', userKey: 'u1', direct: false }]);
  });
});

describe('a host that cannot read nested groups', () => {
  const world: World = { a: { members: ['u1'], children: ['b'] }, b: { members: ['u2'], broken: 'members' } };

  it('leaves every readable group known but for its nesting', async () => {
    const { nested, knowledge } = await read(world, { canNest: false });
    expect(nested).toEqual([]);
    expect(knowledge).toEqual({ a: 'nesting-unread', b: 'unreadable' });
  });

  it('is believed where somebody declared that no groups are nested there', async () => {
    const { knowledge } = await read(world, { canNest: false, nestingDeclaredNone: true });
    expect(knowledge).toEqual({ a: 'complete', b: 'unreadable' });
  });
});

describe('reading groups', () => {
  it('keeps the members that were read before a list broke off', async () => {
    const { direct, members, knowledge } = await read({ a: { members: ['u1', 'u2', 'u3'], broken: 'members' } });
    expect(direct.map((row) => row.userKey)).toEqual(['u1', 'u2', 'u3']);
    expect([...members.keys()]).toEqual(['u1', 'u2', 'u3']);
    expect(knowledge).toEqual({ a: 'unreadable' });
  });

  it('counts somebody served twice once, and a group listed twice once', async () => {
    const host = hostOf({ Staff: { members: ['u1', 'u2', 'u1'] }, STAFF: { members: ['u1', 'u2', 'u1'] } });
    const { groups, direct } = await read({}, { reads: host });
    expect(groups.map((group) => [foldName(group.name), group.directMembers])).toEqual([['staff', 2]]);
    expect(direct).toHaveLength(2);
  });

  it('gives up where the groups themselves cannot be listed, and where the fault is not the host’s', async () => {
    const broken = (error: Error): ReadPort => ({
      ...hostOf({ a: {} }),
      listMembers: () => {
        throw error;
      },
    });
    const failure = new HostFailure('host_timeout', { request: 'GET /rest/api/group' });
    const noList: ReadPort = {
      ...hostOf({}),
      listGroups: () => {
        throw failure;
      },
    };
    await expect(read({}, { reads: noList })).rejects.toBe(failure);
    const ours = new TypeError('ours');
    await expect(read({}, { reads: broken(ours) })).rejects.toBe(ours);
    expect((await read({}, { reads: broken(failure) })).knowledge).toEqual({ a: 'unreadable' });
  });
});
