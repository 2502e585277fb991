// What a rehearsal records and shows, without a host.
import { describe, expect, it } from 'vitest';
import type { UserKey, Username } from '../domain/user.ts';
import type { HostUser, ReadPort } from './ports.ts';
import { rehearse } from './rehearsal.ts';

const userOf = (name: string): HostUser => ({
  userKey: `key-${name}` as UserKey,
  username: name as Username,
  displayName: name,
  status: 'active',
});
const ann = userOf('ann');
const bob = userOf('bob');
const target = { userKey: ann.userKey, username: ann.username };

async function* pageOf<Row>(...rows: Row[]): AsyncGenerator<readonly Row[]> {
  yield rows;
}

const reads: ReadPort = {
  listUsers: () => pageOf(ann, bob),
  judgeListing: async () => ({ state: 'complete', reason: null }),
  listActivity: () =>
    pageOf(
      { userKey: ann.userKey, email: null, lastLogin: null },
      { userKey: bob.userKey, email: null, lastLogin: null },
    ),
  listGroups: () => pageOf('Staff', 'guests'),
  listMembers: (group) => (group === 'Staff' ? pageOf(ann, bob) : pageOf<HostUser>()),
  listChildGroups: () => pageOf<string>(),
  readAddress: async () => null,
  readUser: async (userKey) => [ann, bob].find((user) => user.userKey === userKey) ?? null,
  readGroupsOf: async () => ['Staff'],
};

async function collect<Row>(pages: AsyncIterable<readonly Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

describe('the rehearsal', () => {
  it('records what would have been done, in order', async () => {
    const { writes, recorded } = rehearse(reads);
    expect(await writes.apply(target, { kind: 'disable' })).toEqual({ kind: 'rehearsed' });
    await writes.apply(target, { kind: 'remove-from-group', group: 'Staff' });
    expect(recorded().map((one) => one.change.kind)).toEqual(['disable', 'remove-from-group']);
  });

  it('keeps one rehearsal from another and from the host', async () => {
    const first = rehearse(reads);
    await first.writes.apply(target, { kind: 'delete' });
    expect(await rehearse(reads).reads.readUser(ann.userKey)).toEqual(ann);
    expect(await reads.readUser(ann.userKey)).toEqual(ann);
  });

  it('compares group names as Confluence does', async () => {
    const rehearsal = rehearse(reads);
    await rehearsal.writes.apply(target, { kind: 'add-to-group', group: 'STAFF' });
    expect(await rehearsal.reads.readGroupsOf(ann.userKey)).toEqual(['Staff']);
    await rehearsal.writes.apply(target, { kind: 'remove-from-group', group: 'staff' });
    expect(await rehearsal.reads.readGroupsOf(ann.userKey)).toEqual([]);
    expect(await collect(rehearsal.reads.listMembers('Staff'))).toEqual([bob]);
  });

  it('lists somebody in the group they would be in, with the status they would have', async () => {
    const rehearsal = rehearse(reads);
    await rehearsal.writes.apply(target, { kind: 'add-to-group', group: 'guests' });
    await rehearsal.writes.apply(target, { kind: 'disable' });
    expect(await collect(rehearsal.reads.listMembers('guests'))).toEqual([{ ...ann, status: 'disabled' }]);
  });

  it('shows somebody deleted nowhere', async () => {
    const rehearsal = rehearse(reads);
    await rehearsal.writes.apply(target, { kind: 'add-to-group', group: 'guests' });
    await rehearsal.writes.apply(target, { kind: 'delete' });
    expect(await rehearsal.reads.readUser(ann.userKey)).toBeNull();
    expect(await collect(rehearsal.reads.listUsers())).toEqual([bob]);
    expect(await collect(rehearsal.reads.listMembers('guests'))).toEqual([]);
    expect((await collect(rehearsal.reads.listActivity())).map((row) => row.userKey)).toEqual([bob.userKey]);
  });
});
