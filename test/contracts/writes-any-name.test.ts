// Names that no path of REST can carry, at versions where REST makes the changes: by the Remote API where it is open.
import { afterEach, describe, expect, it } from 'vitest';
import { unsupportedChange } from '../../sidecar/src/adapters/confluence/abilities.ts';
import type { Username } from '../../sidecar/src/domain/user.ts';
import { sentenceOf } from '../../sidecar/src/errors.ts';
import { wordReason } from '../../sidecar/src/mail/words.ts';
import type { LabOptions } from '../lab/options.ts';
import { connectTo, type LabConnection, openLab, passwordOf, requestsOf, userOf, writesOf } from './host-lab.ts';

const opened: LabConnection[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function open(confluence: string, more: LabOptions = {}, signIn: 'by password' | 'by token' = 'by password') {
  const one = await openLab({ confluence, users: 150, ...more });
  opened.push(one);
  const credentials = signIn === 'by password' ? { credentials: passwordOf(one.lab) } : {};
  const connection = connectTo(one.lab, { timeoutMs: 300, deletionDeadlineMs: 30_000, ...credentials });
  opened.push({ ...one, close: connection.close });
  const targetOf = (name: string) => {
    const { key: userKey, username } = userOf(one.lab, name);
    return { userKey, username: username as Username };
  };
  return { ...one, connection, targetOf };
}

const rpc = (method: string, status = 200) => `POST /rpc/json-rpc/confluenceservice-v2/${method} ${status}`;
const remoteRequestsOf = (lab: LabConnection['lab']) => requestsOf(lab).filter((one) => one.includes('/rpc/'));

describe.each(['8.3', '8.5', '9.2', '9.4', '10.2'])('on %s with the Remote API on', (confluence) => {
  const on = { remoteApi: true };

  it('a user with a slash in the name is disabled, enabled and deleted, each read back', async () => {
    const { connection, lab, targetOf } = await open(confluence, on);
    const target = targetOf('emea/idle');
    expect(await connection.writes.apply(target, { kind: 'disable' })).toEqual({ kind: 'done' });
    expect(await connection.reads.readUser(target.userKey)).toMatchObject({ status: 'disabled' });
    expect(await connection.writes.apply(target, { kind: 'enable' })).toEqual({ kind: 'done' });
    expect(await connection.reads.readUser(target.userKey)).toMatchObject({ status: 'active' });
    expect(await connection.writes.apply(target, { kind: 'delete' })).toEqual({ kind: 'done' });
    expect(await connection.reads.readUser(target.userKey)).toBeNull();
    expect(writesOf(lab)).toEqual([rpc('deactivateUser'), rpc('reactivateUser'), rpc('removeUser')]);
  });

  it('a group with a slash in the name is left and joined, and everything else goes by REST', async () => {
    const { connection, lab, targetOf } = await open(confluence, on);
    const target = targetOf('slash.group.idle');
    const group = 'partners/emea';
    expect(await connection.reads.readGroupsOf(target.userKey)).toContain(group);
    expect(await connection.writes.apply(target, { kind: 'remove-from-group', group })).toEqual({ kind: 'done' });
    expect(await connection.reads.readGroupsOf(target.userKey)).not.toContain(group);
    expect(await connection.writes.apply(target, { kind: 'add-to-group', group })).toEqual({ kind: 'done' });
    expect(await connection.reads.readGroupsOf(target.userKey)).toContain(group);
    expect(await connection.writes.apply(target, { kind: 'disable' })).toEqual({ kind: 'done' });
    expect(writesOf(lab)).toEqual([
      rpc('removeUserFromGroup'),
      rpc('addUserToGroup'),
      'PUT /rest/api/admin/user/slash.group.idle/disable 204',
    ]);
  });

  it('nothing is sent there until a name needs it, and then it is asked once', async () => {
    const { connection, lab, targetOf } = await open(confluence, on);
    await connection.host.capabilities({ names: ['ann', 'all-staff'] });
    await connection.writes.apply(targetOf('no.email'), { kind: 'disable' });
    if (confluence !== '8.3') expect(remoteRequestsOf(lab)).toEqual([]);
    const before = remoteRequestsOf(lab).length;
    const names = ['ann', 'partners/emea'];
    const [states] = await Promise.all([
      connection.host.capabilities({ names }),
      connection.host.capabilities({ names }),
    ]);
    expect(unsupportedChange(states)({ kind: 'disable' }, 'emea/idle')).toBeNull();
    expect(remoteRequestsOf(lab).slice(before)).toEqual([rpc('isActiveUser'), rpc('getSpacePermissionSets', 500)]);
  });
});

describe.each([
  ['8.5', 'by password', {}, 'host_names_remote_api_off', 'name-needs-remote-api', /switch it on/i],
  ['10.2', 'by password', {}, 'host_names_remote_api_off', 'name-needs-remote-api', /switch it on/i],
  ['8.5', 'by token', { remoteApi: true }, 'host_names_basic_needed', 'name-needs-password', /UM_CONFLUENCE_PASSWORD/],
  ['10.2', 'by token', { remoteApi: true }, 'host_names_basic_needed', 'name-needs-password', /UM_CONFLUENCE_PASSWORD/],
  [
    '10.2',
    'by password',
    { remoteApi: true, secureAdmin: true },
    'host_names_websudo',
    'name-needs-open-sessions',
    /switch them off/i,
  ],
] as const)('on %s, signed in %s, %o', (confluence, signIn, more, code, reason, remedy) => {
  it(`the plan says ${reason} with the remedy, and a change is refused as ${code} without being sent`, async () => {
    const { connection, lab, targetOf } = await open(confluence, more, signIn);
    const unsupported = unsupportedChange(await connection.host.capabilities({ names: ['emea/idle'] }));
    expect(unsupported({ kind: 'disable' }, 'emea/idle')).toBe(reason);
    expect(unsupported({ kind: 'add-to-group', group: 'partners/emea' }, 'ann')).toBe(reason);
    expect(unsupported({ kind: 'disable' }, 'ann')).toBeNull();
    expect(wordReason({ kind: 'unsupported', reason })).toMatch(remedy);
    expect(sentenceOf(code)).toMatch(remedy);
    const refused = { kind: 'refused', code, status: null };
    expect(await connection.writes.apply(targetOf('emea/idle'), { kind: 'disable' })).toEqual(refused);
    expect(writesOf(lab)).toEqual([]);
  });
});

describe('the Remote API of a new Confluence', () => {
  it('is asked again after a minute when it was off, and the next plan can use it', async () => {
    const { connection, lab } = await open('10.2');
    const ask = async () => {
      const states = await connection.host.capabilities({ names: ['a/b'] });
      return states.find(({ capability }) => capability === 'changes.any-name')?.absence;
    };
    expect(await ask()).toBe('host_names_remote_api_off');
    Object.assign(lab.site, { remoteApi: true });
    expect(await ask()).toBe('host_names_remote_api_off');
    lab.clock.advanceDays(61 / 86_400);
    expect(await ask()).toBeNull();
  });

  it('counts as shut once it asked for a secure session, and nothing more is sent there', async () => {
    const { connection, lab, targetOf } = await open('10.2', { remoteApi: true });
    const body = 'com.atlassian.confluence.rpc.WebSudoRequiredException';
    lab.wire.faults.add({ match: { path: '**/deactivateUser' }, kind: 'html', status: 500, body });
    const target = targetOf('emea/idle');
    const first = { kind: 'refused', code: 'host_websudo', status: 500 };
    expect(await connection.writes.apply(target, { kind: 'disable' })).toEqual(first);
    const second = { kind: 'refused', code: 'host_names_websudo', status: null };
    expect(await connection.writes.apply(target, { kind: 'disable' })).toEqual(second);
    expect(writesOf(lab)).toHaveLength(1);
    expect(await connection.writes.apply(targetOf('no.email'), { kind: 'disable' })).toEqual({ kind: 'done' });
  });

  it('that breaks keeps these names out of reach and nothing else', async () => {
    const { connection, lab, targetOf } = await open('10.2', { remoteApi: true });
    lab.wire.faults.add({ match: { path: '**/isActiveUser' }, kind: 'reset' });
    const unsupported = unsupportedChange(await connection.host.capabilities({ names: ['a/b'] }));
    expect(unsupported({ kind: 'disable' }, 'emea/idle')).toBe('user-not-addressable');
    expect(unsupported({ kind: 'remove-from-group', group: '..' }, 'ann')).toBe('group-not-addressable');
    expect(unsupported({ kind: 'disable' }, 'ann')).toBeNull();
    const refused = { kind: 'refused', code: 'host_names_absent', status: null };
    expect(await connection.writes.apply(targetOf('emea/idle'), { kind: 'disable' })).toEqual(refused);
  });

  it('says of a lost answer that it is unclear, and sends the change once', async () => {
    const { connection, lab, targetOf } = await open('8.5', { remoteApi: true });
    lab.wire.faults.add({ match: { path: '**/deactivateUser' }, kind: 'lost-answer' });
    expect(await connection.writes.apply(targetOf('emea/idle'), { kind: 'disable' })).toMatchObject({
      kind: 'unclear',
    });
    expect(writesOf(lab)).toHaveLength(1);
  });
});
