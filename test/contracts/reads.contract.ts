// What every way of reading promises, the rehearsal with nothing recorded included: one suite, run against each of them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostActivity, HostUser, ReadPort } from '../../sidecar/src/adapters/ports.ts';
import type { UserKey } from '../../sidecar/src/domain/user.ts';

export interface ReadsSubject {
  readonly reads: ReadPort;
  /** What the host really holds. */
  readonly truth: {
    readonly users: readonly HostUser[];
    readonly groups: readonly string[];
    readonly membersOf: (group: string) => readonly UserKey[];
    readonly groupsOf: (userKey: UserKey) => readonly string[];
    /** Null where the host has no source of activity. */
    readonly activity: readonly HostActivity[] | null;
    /** Null where the host does not tell. */
    readonly childrenOf: ((group: string) => readonly string[]) | null;
  };
  /** A group whose name cannot stand in a path, and whether it can be read all the same. */
  readonly slashed: { readonly group: string; readonly readable: boolean };
  readonly close: () => Promise<void>;
}

/** Reads an iterator of pages to its end. */
export async function collect<Row>(pages: AsyncIterable<readonly Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

export function promiseReads(name: string, open: () => Promise<ReadsSubject>): void {
  describe(`${name} keeps the promises of the reading port`, () => {
    let subject: ReadsSubject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(async () => subject?.close());
    const sorted = (texts: readonly string[]) => [...texts].sort();

    it('lists every user once, with name, display name and status', async () => {
      const users = await collect(subject.reads.listUsers());
      const byKey = (one: HostUser, other: HostUser) => (one.userKey < other.userKey ? -1 : 1);
      expect(users.sort(byKey)).toEqual([...subject.truth.users].sort(byKey));
    });

    it('lists every group', async () => {
      expect(sorted(await collect(subject.reads.listGroups()))).toEqual(sorted(subject.truth.groups));
    });

    it('lists the direct members of groups small, large and empty', async () => {
      const bySize = [...subject.truth.groups]
        .filter((group) => !group.includes('/'))
        .sort((one, other) => subject.truth.membersOf(one).length - subject.truth.membersOf(other).length);
      const chosen = [bySize[0], bySize[Math.floor(bySize.length / 2)], bySize.at(-1)];
      for (const group of chosen) {
        if (group === undefined) throw new Error('the host has no groups');
        const members = await collect(subject.reads.listMembers(group));
        expect(sorted(members.map((user) => user.userKey))).toEqual(sorted(subject.truth.membersOf(group)));
      }
    });

    it('reads the members of a group with a slash in its name, or says that this host cannot', async () => {
      const { group, readable } = subject.slashed;
      const read = collect(subject.reads.listMembers(group)).then((users) => users.map((user) => user.userKey));
      if (readable) expect(sorted(await read)).toEqual(sorted(subject.truth.membersOf(group)));
      else await expect(read).rejects.toMatchObject({ code: 'host_capability_absent' });
    });

    it('says host_not_found for a group that does not exist', async () => {
      const read = collect(subject.reads.listMembers('no such group'));
      await expect(read).rejects.toMatchObject({ code: 'host_not_found', status: 404 });
    });

    it('reads one user as the list shows them, and null for a key nobody has', async () => {
      for (const user of subject.truth.users.filter((_user, index) => index % 20 === 0)) {
        expect(await subject.reads.readUser(user.userKey)).toEqual(user);
      }
      expect(await subject.reads.readUser('0000ffff0000ffff0000ffff0000ffff' as UserKey)).toBeNull();
    });

    it('reads the direct groups of a user', async () => {
      for (const { userKey } of subject.truth.users.filter((_user, index) => index % 20 === 0)) {
        expect(sorted(await subject.reads.readGroupsOf(userKey))).toEqual(sorted(subject.truth.groupsOf(userKey)));
      }
    });

    it('tells last logins, told "never" and not told apart, or says that this host cannot', async () => {
      const read = collect(subject.reads.listActivity());
      const { activity } = subject.truth;
      if (activity === null) return expect(read).rejects.toMatchObject({ code: 'host_capability_absent' });
      const byKey = (one: HostActivity, other: HostActivity) => (one.userKey < other.userKey ? -1 : 1);
      expect((await read).sort(byKey)).toEqual([...activity].sort(byKey));
    });

    it('lists the direct child groups, or says that this host cannot', async () => {
      const read = collect(subject.reads.listChildGroups('keep'));
      const { childrenOf } = subject.truth;
      if (childrenOf === null) return expect(read).rejects.toMatchObject({ code: 'host_capability_absent' });
      expect(sorted(await read)).toEqual(sorted(childrenOf('keep')));
    });
  });
}
