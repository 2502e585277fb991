// The writing port of a directory against the lab's Crowd: what it changes, what it leaves alone, and what it never does.
import { afterEach, describe, expect, it } from 'vitest';
import type { CrowdOptions } from '../../sidecar/src/adapters/crowd/connect.ts';
import type { DirectoryWritePort, NewAccount, WriteResult } from '../../sidecar/src/adapters/writes.ts';
import type { AccountKey } from '../../sidecar/src/domain/user.ts';
import type { LabOptions } from '../lab/options.ts';
import type { FaultWish } from '../lab/wire/faults.ts';
import { passwordOf } from '../lab/world/model.ts';
import { accountIn, type CrowdLab, crowdWritesOf, openCrowdLab, targetOf } from './crowd-lab.ts';

const done = { kind: 'done' };
const refused = (code: string, status: number | null) => ({ kind: 'refused', code, status });
const idle = 'plus+idle';
const target = targetOf(idle);
const newcomer: NewAccount = {
  username: 'Née O’Brien+1',
  firstName: 'Née',
  lastName: 'O’Brien',
  displayName: 'Née O’Brien',
  email: 'nee@example.com',
  active: true,
  password: 'Zx9-correct-horse',
};

const opened: CrowdLab[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function open(labOptions: LabOptions = {}, name = 'user-management', options: Partial<CrowdOptions> = {}) {
  const one = await openCrowdLab(labOptions, name, options);
  opened.push(one);
  return { ...one, ...one.connection };
}

const groupsOf = (subject: CrowdLab, username: string) =>
  [...accountIn(subject, username).groups].map(({ name }) => name).sort();

describe('changing an account in Crowd', () => {
  it('disables and enables, leaving everything else as it was; disabling ends the sessions, and enabling none', async () => {
    const subject = await open();
    const account = accountIn(subject, idle);
    await subject.writes.setAttributes(target, new Map([['note', ['kept', 'kept too']]]));
    const before = await subject.reads.readAccount(idle);
    const session = {
      token: 't',
      application: 'confluence',
      username: idle,
      createdEpochMs: 0,
      expiryEpochMs: 0,
      durationMs: 0,
      factors: new Map<string, string>(),
    };
    for (const [kind, status, sessionsLeft] of [
      ['disable', 'disabled', 0],
      ['enable', 'active', 1],
    ] as const) {
      subject.lab.crowd.sessions.set('t', session);
      for (const _time of ['first', 'second']) expect(await subject.writes.apply(target, { kind })).toEqual(done);
      const after = await subject.reads.readAccount(idle);
      expect({ ...after, updatedAt: null }).toEqual({ ...before, status, updatedAt: null });
      expect(account.active).toBe(status === 'active');
      expect(subject.lab.crowd.sessions.size).toBe(sessionsLeft);
    }
    expect(crowdWritesOf(subject).filter((request) => request === 'PUT /user')).toHaveLength(2);
  });

  it('changes names, and is denied another e-mail', async () => {
    const { writes, ...subject } = await open();
    const { email } = accountIn(subject, idle);
    expect(await writes.updateAccount(target, { firstName: 'A', lastName: 'B', displayName: 'A B' })).toEqual(done);
    expect(accountIn(subject, idle)).toMatchObject({
      firstName: 'A',
      lastName: 'B',
      displayName: 'A B',
      email,
      active: true,
    });
    const denied = refused('crowd_permission_denied', 403);
    expect(await writes.updateAccount(target, { email: 'other@example.com' })).toEqual(denied);
    subject.application.emailChanges = true;
    expect(await writes.updateAccount(target, { email: 'other@example.com' })).toEqual(done);
    expect(accountIn(subject, idle)).toMatchObject({ email: 'other@example.com', displayName: 'A B' });
  });

  it('joins and leaves groups whatever their names, and both are harmless to repeat', async () => {
    const { writes, ...subject } = await open();
    const before = groupsOf(subject, idle);
    for (const group of ['partners/emea', 'team+plus %20', 'équipe données']) {
      for (const _time of ['first', 'second']) expect(await writes.addToGroup(target, group)).toEqual(done);
      expect(groupsOf(subject, idle)).toEqual([...before, group].sort());
      for (const _time of ['first', 'second']) expect(await writes.removeFromGroup(target, group)).toEqual(done);
      expect(groupsOf(subject, idle)).toEqual(before);
    }
    expect(groupsOf(subject, 'plus idle')).toEqual(groupsOf(await openCopy(), 'plus idle'));
  });

  async function openCopy() {
    const copy = await openCrowdLab();
    opened.push(copy);
    return copy;
  }

  it('creates a group only where it is missing, and never by adding somebody to it', async () => {
    const { writes, mapping } = await open();
    expect(await writes.addToGroup(target, 'new/group')).toEqual(refused('crowd_group_not_found', null));
    expect(mapping.directory.groups.has('new/group')).toBe(false);
    for (const _time of ['first', 'second']) {
      expect(await writes.ensureGroup({ name: 'new/group', description: 'made here' })).toEqual(done);
    }
    expect(mapping.directory.groups.get('new/group')).toMatchObject({ description: 'made here', active: true });
    expect(await writes.addToGroup(target, 'new/group')).toEqual(done);
  });

  it('creates an account with a password, recognises it the second time, and refuses the name to somebody else', async () => {
    const { writes, reads, ...subject } = await open();
    for (const _time of ['first', 'second']) expect(await writes.createAccount(newcomer)).toEqual(done);
    const account = accountIn(subject, newcomer.username);
    expect(passwordOf(account)).toBe(newcomer.password);
    expect(await reads.readAccount(newcomer.username)).toMatchObject({
      firstName: 'Née',
      lastName: 'O’Brien',
      email: 'nee@example.com',
      status: 'active',
    });
    const other = { ...newcomer, email: 'else@example.com' };
    expect(await writes.createAccount(other)).toEqual(refused('crowd_name_taken', null));
    expect(crowdWritesOf(subject)).toEqual(['POST /user']);
  });

  it('sets and removes attributes, a password, and has a reset mailed', async () => {
    const { writes, reads, lab, ...subject } = await open();
    const seen = new Map([['lastAuthenticated', ['1700000000000']]]);
    expect(await writes.setAttributes(target, seen)).toEqual(done);
    expect(await reads.readAccount(idle)).toMatchObject({ lastAuthenticated: 1_700_000_000_000 });
    expect(await writes.setAttributes(target, new Map([['a', ['1']]]))).toEqual(done);
    expect(await writes.removeAttribute(target, 'a')).toEqual(done);
    expect((await reads.readAccount(idle))?.attributes.has('a')).toBe(false);
    expect(await writes.setPassword(target, 'Another-1')).toEqual(done);
    expect(passwordOf(accountIn({ ...subject }, idle))).toBe('Another-1');
    expect(await writes.setPassword(target, ' ')).toEqual(refused('crowd_password_refused', 400));
    expect(await writes.mailPasswordReset(target)).toEqual(done);
    expect(lab.crowd.mails).toMatchObject([{ kind: 'password-reset', username: idle }]);
    expect(await writes.mailPasswordReset(targetOf('no.email'))).toEqual(refused('crowd_no_email', 400));
  });

  it('deletes, and gone is done', async () => {
    const { writes, reads, mapping } = await open();
    for (const _time of ['first', 'second']) expect(await writes.deleteAccount(target)).toEqual(done);
    expect(await reads.readAccount(idle)).toBeNull();
    expect(mapping.directory.accounts.has('plus idle')).toBe(true);
  });
});

/** One of every kind, with what it sends and what shows that it was done. */
const kinds: readonly {
  readonly request: string;
  readonly write: (writes: DirectoryWritePort) => Promise<WriteResult>;
  readonly readable: boolean;
}[] = [
  { request: 'POST /user', write: (writes) => writes.createAccount(newcomer), readable: true },
  { request: 'PUT /user', write: (writes) => writes.updateAccount(target, { active: false }), readable: true },
  { request: 'DELETE /user', write: (writes) => writes.deleteAccount(target), readable: true },
  { request: 'POST /user/group/direct', write: (writes) => writes.addToGroup(target, 'keep'), readable: true },
  {
    request: 'DELETE /user/group/direct',
    write: (writes) => writes.removeFromGroup(target, 'confluence-users'),
    readable: true,
  },
  { request: 'POST /group', write: (writes) => writes.ensureGroup({ name: 'new', description: '' }), readable: true },
  {
    request: 'POST /user/attribute',
    write: (writes) => writes.setAttributes(target, new Map([['a', ['1']]])),
    readable: true,
  },
  { request: 'PUT /user/password', write: (writes) => writes.setPassword(target, 'Another-1'), readable: false },
  { request: 'POST /user/mail/password', write: (writes) => writes.mailPasswordReset(target), readable: false },
  { request: 'DELETE /session', write: (writes) => writes.endSessions(target), readable: false },
];

describe.each(kinds)('a write to Crowd that does not go well: $request', ({ request, write, readable }) => {
  const [method = '', path = ''] = request.split(' ');
  const match = { method, path: `/crowd/rest/usermanagement/1${path}`, service: 'crowd' } as const;
  const openWith = async (fault: FaultWish) => {
    const subject = await open({}, 'user-management', { timeoutMs: 300 });
    subject.lab.wire.faults.add({ ...fault, match });
    return subject;
  };

  it('is settled by reading when its answer is lost, and sent once', async () => {
    const subject = await openWith({ kind: 'lost-answer' });
    const unclear = { kind: 'unclear', code: 'crowd_unreachable' };
    expect(await write(subject.writes)).toEqual(readable ? done : unclear);
    expect(crowdWritesOf(subject)).toEqual([request]);
  });

  it.each<[string, FaultWish, string]>([
    ['a reset', { kind: 'reset' }, 'crowd_unreachable'],
    ['silence', { kind: 'hang' }, 'crowd_timeout'],
    ['a 502', { kind: 'status', status: 502 }, 'crowd_error'],
    ['a sign-in page', { kind: 'html' }, 'crowd_not_crowd'],
  ])('is unclear after %s, and sent once', async (_what, fault, code) => {
    const subject = await openWith(fault);
    expect(await write(subject.writes)).toEqual({ kind: 'unclear', code });
    expect(crowdWritesOf(subject)).toEqual([request]);
  });

  it('is refused without a request when the application is mapped to another directory', async () => {
    const subject = await open({}, 'user-management', { directory: { id: '77', writable: true } });
    expect(await write(subject.writes)).toEqual(refused('crowd_wrong_directory', null));
    expect(crowdWritesOf(subject)).toEqual([]);
  });

  it.each([
    ['crowd_unauthorised', 401],
    ['crowd_address_refused', 403],
  ])('is refused as %s before anything is written', async (code, status) => {
    const subject = await open();
    if (status === 401) subject.application.password = 'changed';
    else subject.application.addresses = ['192.0.2.1'];
    expect(await write(subject.writes)).toEqual(refused(code, status));
    expect(crowdWritesOf(subject)).toEqual([]);
  });
});

describe('an account that is not the planned one', () => {
  it('is left alone when it was made anew under the same name', async () => {
    const { writes, reads, ...subject } = await open();
    const planned = await reads.readAccount(idle);
    expect(await writes.deleteAccount(target)).toEqual(done);
    expect(await writes.createAccount({ ...newcomer, username: idle })).toEqual(done);
    const asPlanned = { ...target, key: planned?.key ?? ('' as AccountKey) };
    expect(await writes.updateAccount(asPlanned, { active: false })).toEqual(refused('crowd_account_replaced', null));
    expect(await writes.deleteAccount(asPlanned)).toEqual(refused('crowd_account_replaced', null));
    expect(accountIn(subject, idle).active).toBe(true);
  });
});

describe('several directories', () => {
  it('denies every change to a read-only one, by Crowd and by our own setting', async () => {
    const name = 'user-management-connector';
    const { writes, reads, ...subject } = await open({ directories: 'three' }, name);
    const account = targetOf('ldap.only.idle');
    const denied = refused('crowd_permission_denied', 403);
    expect(await writes.updateAccount(account, { active: false })).toEqual(denied);
    expect(await writes.deleteAccount(account)).toEqual(denied);
    expect(await writes.createAccount(newcomer)).toEqual(denied);
    expect(await reads.readAccount('ldap.only.idle')).toMatchObject({ status: 'active' });
    const states = new Map((await reads.abilities()).map(({ ability, may }) => [ability, may]));
    expect(states.get('accounts.delete')).toBe('no');
    const sent = crowdWritesOf(subject).length;
    const closed = subject.connect({ directory: { id: String(subject.mapping.directory.id), writable: false } });
    expect(await closed.writes.deleteAccount(account)).toEqual(refused('crowd_read_only', null));
    expect(crowdWritesOf(subject)).toHaveLength(sent);
  });

  it('takes nothing from an application that is mapped to all of them', async () => {
    const { writes, reads, ...subject } = await open({ directories: 'three' }, 'confluence');
    expect((await reads.identify()).mapping).toBe('several');
    const several = refused('crowd_several_directories', null);
    expect(await writes.createAccount(newcomer)).toEqual(several);
    expect(await writes.deleteAccount(targetOf('shadow.both'))).toEqual(several);
    expect(crowdWritesOf(subject)).toEqual([]);
  });

  it('moves an account from one to another by single steps, each harmless to repeat', async () => {
    const from = await open({ directories: 'three' });
    const application = from.lab.applications.find(({ name }) => name === 'user-management-crowd');
    if (application === undefined) throw new Error('the lab has a Crowd directory');
    const { directoryId, name, password } = application;
    const to = from.connect({ application: name, password, directory: { id: String(directoryId), writable: true } });
    const account = await from.reads.readAccount(idle);
    if (account === null) throw new Error('the cast has an idle user with a plus');
    const source = { username: account.username, key: account.key };
    expect(await to.reads.readAccount(idle)).toBeNull();
    const copy = {
      username: account.username,
      firstName: account.firstName ?? '',
      lastName: account.lastName ?? '',
      displayName: account.displayName,
      email: account.email ?? '',
      active: account.status === 'active',
      password: 'Zx9-random',
    };
    for (const _time of ['first', 'second']) {
      expect(await to.writes.createAccount(copy)).toEqual(done);
      for (const group of await from.reads.readGroupsOf(idle).catch(() => [])) {
        expect(await to.writes.ensureGroup({ name: group, description: '' })).toEqual(done);
        expect(await to.writes.addToGroup({ ...source, key: null }, group)).toEqual(done);
      }
      expect(await from.writes.deleteAccount(source)).toEqual(done);
    }
    const moved = await to.reads.readAccount(idle);
    expect(moved?.directoryId).toBe(String(directoryId));
    expect(moved).toMatchObject({ displayName: account.displayName, email: account.email, status: account.status });
    expect(await to.reads.readGroupsOf(idle)).toContain('confluence-users');
    expect(await from.reads.readAccount(idle)).toBeNull();
  });
});
