// The reading port of a directory against the lab's Crowd: whole, exact, and with a code of its own for every refusal.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FaultWish } from '../lab/wire/faults.ts';
import { setAccountActive } from '../lab/world/changes.ts';
import { accountIn, type CrowdLab, crowdWritesOf, gather, openCrowdLab } from './crowd-lab.ts';

const delicate = [
  ...['plus+idle', 'percent%20idle', 'jörg.groß', "d'angelo", 'who?a&b#c', 'jean dupont', 'emea/idle', '田中太郎'],
  ...['Mixed.Case', 'ışıl.yılmaz', 'ليلى.حداد', 'show.break'],
];

describe('reading a directory from Crowd', () => {
  let subject: CrowdLab;
  beforeAll(async () => {
    subject = await openCrowdLab({ users: 1_300 });
  });
  afterEach(() => {
    subject.lab.wire.faults.clear();
    expect(crowdWritesOf(subject)).toEqual([]);
  });
  afterAll(async () => subject?.close());

  const accounts = () => [...subject.mapping.directory.accounts.values()];
  const groups = () => [...subject.mapping.directory.groups.values()];

  it('tells who answers and which directory it is', async () => {
    const { id, name } = subject.mapping.directory;
    expect(await subject.connection.reads.identify()).toEqual({
      product: 'Crowd',
      version: '5.1.0',
      seenDirectories: [{ id: String(id), name }],
      mapping: 'as-configured',
    });
  });

  it('lists every account as it is, more than fit on a page', async () => {
    const listed = await gather(subject.connection.reads.listAccounts());
    expect(listed.length).toBeGreaterThan(1_000);
    const told = listed.map(({ username, key, status, email, displayName, lastAuthenticated }) => ({
      username,
      key,
      status,
      email,
      displayName,
      lastAuthenticated,
    }));
    const real = accounts().map((account) => ({
      username: account.username,
      key: `${account.directory.id}:${account.externalId}`,
      status: account.active ? 'active' : 'disabled',
      email: account.email || null,
      displayName: account.displayName,
      lastAuthenticated:
        account.lastAuthenticatedEpochMs === null ? undefined : Math.round(account.lastAuthenticatedEpochMs),
    }));
    const byName = (one: { username: string }, other: { username: string }) => (one.username < other.username ? -1 : 1);
    expect(told.sort(byName)).toEqual(real.sort(byName));
    expect(told.some((account) => account.lastAuthenticated !== undefined)).toBe(true);
  });

  it.each(delicate)('reads exactly %s, and the groups of that account', async (username) => {
    const account = accountIn(subject, username);
    const { reads } = subject.connection;
    expect(await reads.readAccount(username)).toMatchObject({
      username: account.username,
      displayName: account.displayName,
      key: `${account.directory.id}:${account.externalId}`,
    });
    expect([...(await reads.readGroupsOf(username))].sort()).toEqual(
      [...account.groups].map((group) => group.name).sort(),
    );
  });

  it('reads single accounts with their attributes, and null for nobody', async () => {
    const { reads } = subject.connection;
    const account = await reads.readAccount('no.email');
    expect(account).toMatchObject({ email: null });
    expect(account?.attributes.get('requiresPasswordChange')).toEqual(['false']);
    expect(await reads.readAccount('nobody.at.all')).toBeNull();
    await expect(reads.readGroupsOf('nobody.at.all')).rejects.toMatchObject({ code: 'crowd_user_not_found' });
    await expect(gather(reads.listMembers('no such group'))).rejects.toMatchObject({ code: 'crowd_group_not_found' });
  });

  it('lists groups and reads one, whatever its name contains', async () => {
    const { reads } = subject.connection;
    const listed = (await gather(reads.listGroups())).map(({ name }) => name);
    expect(listed.sort()).toEqual(
      groups()
        .map(({ name }) => name)
        .sort(),
    );
    for (const name of ['partners/emea', 'équipe données', 'team+plus %20']) {
      expect(await reads.readGroup(name)).toMatchObject({ name });
    }
    expect(await reads.readGroup('no such group')).toBeNull();
  });

  it('gives the same memberships by the table, group by group, and by members', async () => {
    const { reads } = subject.connection;
    const real = groups().map((group) => ({
      group: group.name,
      usernames: [...group.accounts].map(({ username }) => username).sort(),
      childGroups: [...group.children].map(({ name }) => name).sort(),
    }));
    const sorted = async () => {
      const rows = await gather(reads.listMemberships());
      return rows
        .map(({ group, usernames, childGroups }) => ({
          group,
          usernames: [...usernames].sort(),
          childGroups: [...childGroups].sort(),
        }))
        .sort((one, other) => (one.group < other.group ? -1 : 1));
    };
    real.sort((one, other) => (one.group < other.group ? -1 : 1));
    expect(await sorted()).toEqual(real);
    expect(real.some(({ usernames }) => usernames.length > 1_000)).toBe(true);
    const missing = { 'x-embedded-crowd-version': 'Crowd/2.0.7' };
    subject.lab.wire.faults.add({
      match: { path: '**/group/membership' },
      kind: 'status',
      status: 404,
      headers: missing,
    });
    expect(await sorted()).toEqual(real);
  });

  it('tells direct from nested', async () => {
    const { reads } = subject.connection;
    expect(await reads.readGroupsOf('keep.nested.twice')).toContain('keep-board-deputies');
    expect(await reads.readGroupsOf('keep.nested.twice')).not.toContain('keep');
    expect(await reads.readGroupsOf('keep.nested.twice', 'nested')).toContain('keep');
    expect(await gather(reads.listMembers('keep'))).not.toContain('keep.nested.twice');
    expect(await gather(reads.listMembers('keep', 'nested'))).toContain('keep.nested.twice');
    expect(await gather(reads.listChildGroups('keep'))).not.toContain('keep-board-deputies');
    expect(await gather(reads.listChildGroups('keep', 'nested'))).toContain('keep-board-deputies');
  });

  it('asks what the application may do without writing', async () => {
    const states = await subject.connection.reads.abilities();
    const may = Object.fromEntries(states.map((state) => [state.ability, state.may]));
    expect(may).toMatchObject({ 'accounts.list': 'yes', 'groups.list': 'yes', 'changes.read': 'yes' });
    expect(may['accounts.delete']).toBe('untold');
  });

  it('is turned away with one code for each reason', async () => {
    const failing = (code: string) => expect.objectContaining({ code });
    const wrong = subject.connect({ password: 'wrong' });
    await expect(wrong.reads.identify()).rejects.toEqual(failing('crowd_unauthorised'));
    await expect(gather(wrong.reads.listMemberships())).rejects.toEqual(failing('crowd_unauthorised'));
    subject.application.addresses.splice(0);
    await expect(subject.connection.reads.identify()).rejects.toEqual(failing('crowd_address_refused'));
    await expect(wrong.reads.identify()).rejects.toEqual(failing('crowd_address_refused'));
    subject.application.addresses.push('127.0.0.1', '::1');
    const elsewhere = subject.connect({ url: subject.lab.baseUrl });
    await expect(elsewhere.reads.identify()).rejects.toEqual(failing('crowd_not_crowd'));
    const notHere = subject.connect({ url: subject.lab.crowdUrl.replace(/\/crowd$/, '/other') });
    await expect(notHere.reads.identify()).rejects.toEqual(failing('crowd_not_crowd'));
  });

  it.each<[string, FaultWish, string]>([
    ['a page', { kind: 'html' }, 'crowd_not_crowd'],
    ['half an answer', { kind: 'truncate' }, 'crowd_not_data'],
    ['a reset', { kind: 'reset' }, 'crowd_unreachable'],
    ['a 500', { kind: 'status', status: 500 }, 'crowd_error'],
  ])('fails with a code after %s, and never gives a part for the whole', async (_what, fault, code) => {
    const { reads } = subject.connection;
    subject.lab.wire.faults.add({ ...fault, match: { service: 'crowd' } });
    await expect(gather(reads.listAccounts())).rejects.toMatchObject({ code });
    await expect(gather(reads.listMemberships())).rejects.toMatchObject({ code });
    await expect(reads.readAccount('no.email')).rejects.toMatchObject({ code });
    await expect(reads.changesSince(null)).rejects.toMatchObject({ code });
  });

  it.each<FaultWish['kind']>(['reset', 'truncate'])('asks again after a single %s', async (kind) => {
    subject.lab.wire.faults.add({ kind, match: { service: 'crowd' }, count: 1 });
    expect(await subject.connection.reads.readAccount('no.email')).not.toBeNull();
  });
});

describe('the feed of a directory', () => {
  let subject: CrowdLab;
  beforeAll(async () => {
    subject = await openCrowdLab();
  });
  afterAll(async () => subject?.close());

  it('tells what changed since, and asks for a full reading when it no longer knows', async () => {
    const { reads } = subject.connection;
    const first = await reads.changesSince(null);
    expect(first).toMatchObject({ kind: 'full-read-needed', reason: 'no-token' });
    expect(await reads.changesSince(first.token)).toMatchObject({ kind: 'changes', changes: [] });
    const account = accountIn(subject, 'plus+idle');
    const user = subject.mapping.world.users.get(account.lowerName);
    if (user === undefined) throw new Error('an account has a user');
    setAccountActive(subject.mapping.world, user, account, false);
    const second = await reads.changesSince(first.token);
    expect(second).toMatchObject({
      kind: 'changes',
      changes: [{ subject: 'account', name: 'plus+idle', part: 'itself', operation: 'UPDATED' }],
    });
    subject.lab.crowd.feed.forget();
    const third = await reads.changesSince(second.token);
    expect(third).toMatchObject({ kind: 'full-read-needed', reason: 'expired', token: expect.any(String) });
    expect(await reads.changesSince(third.token)).toMatchObject({ kind: 'changes', changes: [] });
    subject.application.incremental = false;
    const last = await reads.changesSince(third.token);
    expect(last).toEqual({ kind: 'full-read-needed', token: null, reason: 'not-available' });
    expect(crowdWritesOf(subject)).toEqual([]);
  });
});

describe('an application that is not mapped to the one directory', () => {
  let subject: CrowdLab;
  beforeAll(async () => {
    subject = await openCrowdLab({ directories: 'three' }, 'confluence');
  });
  afterAll(async () => subject?.close());

  it('is said to answer for several, and its accounts are not read as those of one', async () => {
    const { reads } = subject.connection;
    const identity = await reads.identify();
    expect(identity.mapping).toBe('several');
    expect(identity.seenDirectories.length).toBeGreaterThan(1);
    await expect(gather(reads.listAccounts())).rejects.toMatchObject({ code: 'crowd_several_directories' });
    await expect(reads.readAccount('shadow.both')).rejects.toMatchObject({ code: 'crowd_several_directories' });
  });

  it('is said to answer for another', async () => {
    const [crowd] = subject.lab.applications.filter(({ name }) => name === 'user-management-crowd');
    if (crowd === undefined) throw new Error('the lab has a Crowd directory');
    const { reads } = subject.connect({ application: crowd.name, password: crowd.password });
    expect(await reads.identify()).toMatchObject({ mapping: 'another' });
    await expect(reads.readAccount('shadow.both')).rejects.toMatchObject({ code: 'crowd_wrong_directory' });
    const id = String(crowd.directoryId);
    const right = subject.connect({ ...crowd, application: crowd.name, directory: { id, writable: true } });
    expect(await right.reads.identify()).toMatchObject({ mapping: 'as-configured' });
    expect(await right.reads.readAccount('shadow.both')).toMatchObject({ email: 'shadow.both@crowd.example.com' });
    expect(crowdWritesOf(subject)).toEqual([]);
  });
});
