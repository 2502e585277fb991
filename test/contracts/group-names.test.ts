// Groups of every legal name, read and changed by every way there is: exactly the one that was meant, or said to be out of reach.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WriteTarget } from '../../sidecar/src/adapters/writes.ts';
import type { Username } from '../../sidecar/src/domain/user.ts';
import type { LabOptions } from '../lab/options.ts';
import { addGroupTo, oddGroupNames } from '../support/groups.ts';
import { accountIn, type CrowdLab, gather, openCrowdLab, targetOf } from './crowd-lab.ts';
import { connectTo, type LabConnection, openLab, passwordOf, userOf } from './host-lab.ts';
import { collect } from './reads.contract.ts';

const unreachable = /[/\\]|^\.\.?$/;

describe.each<[string, LabOptions]>([
  ['7.4', { remoteApi: true }],
  ['7.19', { remoteApi: true }],
  ['8.3', {}],
  ['8.5', { remoteApi: true }],
  ['10.2', {}],
  ['10.2', { remoteApi: true }],
])('groups of every legal name on %s, %o', (confluence, more) => {
  let subject: LabConnection;
  let connection: LabConnection['connection'];
  const target = (name: string): WriteTarget => {
    const { key: userKey, username } = userOf(subject.lab, name);
    return { userKey, username: username as Username };
  };
  beforeAll(async () => {
    subject = await openLab({ confluence, users: 120, ...more });
    connection = connectTo(subject.lab, { credentials: passwordOf(subject.lab) });
    for (const name of oddGroupNames) {
      if (!subject.lab.world.directories[0]?.groups.has(name)) addGroupTo(subject.lab, name, []);
    }
  });
  afterAll(async () => {
    await connection?.close();
    await subject?.close();
  });

  it('are all listed, spelt as they are', async () => {
    expect(await collect(connection.reads.listGroups())).toEqual(expect.arrayContaining([...oddGroupNames]));
  });

  it.each(oddGroupNames)('"%s" is joined, read and left, and no other group is', async (group) => {
    const { userKey } = target('no.email');
    const before = await connection.reads.readGroupsOf(userKey);
    const changeable = more.remoteApi === true || !unreachable.test(group);
    const join = await connection.writes.apply(target('no.email'), { kind: 'add-to-group', group });
    if (!changeable) {
      expect(join).toMatchObject({ kind: 'refused', code: 'host_names_remote_api_off' });
      expect(await connection.reads.readGroupsOf(userKey)).toEqual(before);
      return;
    }
    expect(join).toEqual({ kind: 'done' });
    expect([...(await connection.reads.readGroupsOf(userKey))].sort()).toEqual([...before, group].sort());
    const read = collect(connection.reads.listMembers(group)).then((users) => users.map((user) => user.userKey));
    if (confluence === '10.2' || !unreachable.test(group)) expect(await read).toEqual([userKey]);
    else await expect(read).rejects.toMatchObject({ code: 'host_capability_absent' });
    expect(await connection.writes.apply(target('no.email'), { kind: 'remove-from-group', group })).toEqual({
      kind: 'done',
    });
    expect([...(await connection.reads.readGroupsOf(userKey))].sort()).toEqual([...before].sort());
  });
});

describe('groups of every legal name in Crowd', () => {
  let subject: CrowdLab;
  beforeAll(async () => {
    subject = await openCrowdLab({ users: 120 });
    for (const name of oddGroupNames) {
      if (!subject.mapping.directory.groups.has(name)) addGroupTo(subject.lab, name, []);
    }
  });
  afterAll(async () => subject?.close());

  it.each(oddGroupNames)('"%s" is joined, read by each form and left, and no other group is', async (group) => {
    const { reads, writes } = subject.connection;
    const { username } = accountIn(subject, 'no.email');
    const before = [...(await reads.readGroupsOf(username))];
    expect(await writes.addToGroup(targetOf(username), group)).toEqual({ kind: 'done' });
    expect(await reads.readGroup(group)).toMatchObject({ name: group });
    expect([...(await reads.readGroupsOf(username))].sort()).toEqual([...before, group].sort());
    expect(await gather(reads.listMembers(group))).toEqual([username]);
    const table = await gather(reads.listMemberships());
    expect(table.find((row) => row.group === group)).toEqual({ group, usernames: [username], childGroups: [] });
    expect(await writes.removeFromGroup(targetOf(username), group)).toEqual({ kind: 'done' });
    expect([...(await reads.readGroupsOf(username))].sort()).toEqual(before.sort());
  });

  it('are all listed, spelt as they are, by the list and by the table', async () => {
    const { reads } = subject.connection;
    expect((await gather(reads.listGroups())).map(({ name }) => name)).toEqual(
      expect.arrayContaining([...oddGroupNames]),
    );
    expect((await gather(reads.listMemberships())).map(({ group }) => group)).toEqual(
      expect.arrayContaining([...oddGroupNames]),
    );
  });
});
