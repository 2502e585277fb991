// The Remote API when it does not go well: every way of saying no, answers that never come, and names REST cannot carry.
import { afterEach, describe, expect, it } from 'vitest';
import type { Username } from '../../sidecar/src/domain/user.ts';
import type { LabOptions } from '../lab/options.ts';
import type { FaultWish } from '../lab/wire/faults.ts';
import { addGroup } from '../lab/world/changes.ts';
import { connectTo, type LabConnection, openLab, passwordOf, userOf, writesOf } from './host-lab.ts';

const opened: LabConnection[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function open(labOptions: LabOptions = {}, fault?: FaultWish) {
  const { lab, close } = await openLab({ confluence: '7.19', remoteApi: true, users: 150, ...labOptions });
  const connection = connectTo(lab, {
    credentials: passwordOf(lab),
    timeoutMs: 300,
    deletionDeadlineMs: 30_000,
  });
  opened.push({
    lab,
    connection,
    close: async () => {
      await connection.close();
      await close();
    },
  });
  if (fault !== undefined) lab.wire.faults.add(fault);
  const targetOf = (name: string) => {
    const { key: userKey, username } = userOf(lab, name);
    return { userKey, username: username as Username };
  };
  return { lab, connection, targetOf, target: targetOf('no.email') };
}

const service = '**/confluenceservice-v2';
const onDisable = { method: 'POST', path: `${service}/deactivateUser` };
const disable = { kind: 'disable' } as const;

/** An answer in place of the host's own; the work is not done. */
const answered = (status: number, body: string): FaultWish => ({ match: onDisable, kind: 'html', status, body });

describe('a change by the Remote API that does not go well', () => {
  it.each([
    ['a page with 500', 500, '<html>com.atlassian.confluence.rpc.WebSudoRequiredException</html>'],
    ['a page with 200', 200, '<html>com.atlassian.confluence.rpc.WebSudoRequiredException</html>'],
    ['an exception', 500, '{"error":{"code":500,"message":"com.atlassian.confluence.rpc.WebSudoRequiredException"}}'],
  ])('is refused as host_websudo after %s, and the next is not even sent', async (_title, status, body) => {
    const { connection, lab, target } = await open({}, answered(status, body));
    const refused = { kind: 'refused', code: 'host_websudo', status };
    expect(await connection.writes.apply(target, disable)).toEqual(refused);
    expect(await connection.writes.apply(target, disable)).toEqual({ ...refused, status: null });
    expect(writesOf(lab)).toHaveLength(1);
    const states = await connection.host.capabilities();
    expect(states.find((state) => state.capability === 'users.delete')?.absence).toBe('host_websudo');
  });

  it.each([
    ['refused', 'host_remote_api_off', 401, '<html>Unauthorized</html>'],
    [
      'refused',
      'host_change_forbidden',
      500,
      '{"error":{"message":"com.atlassian.confluence.rpc.NotPermittedException: no"}}',
    ],
    ['refused', 'host_capability_absent', 404, '<html>Page not found</html>'],
    ['refused', 'host_capability_absent', 200, '{"error":{"code":-32601,"message":"Method not found"}}'],
    [
      'unclear',
      'host_remote_exception',
      200,
      '{"jsonrpc":"2.0","id":1,"error":{"code":500,"message":"RemoteException"}}',
    ],
    ['unclear', 'host_remote_exception', 500, '{"error":{"message":"java.lang.NullPointerException"}}'],
    ['unclear', 'host_error', 500, '<html>Oops</html>'],
    ['unclear', 'host_not_json', 200, '<html>Sign in</html>'],
    ['refused', 'host_without_effect', 200, 'false'],
    ['unclear', 'host_without_effect', 200, 'true'],
    ['unclear', 'host_without_effect', 200, ''],
    ['unclear', 'host_without_effect', 200, '{"jsonrpc":"2.0","id":1,"result":true}'],
    ['refused', 'host_without_effect', 200, '{"jsonrpc":"2.0","id":1,"result":false}'],
  ] as const)('is %s as %s after %i %s', async (kind, code, status, body) => {
    const { connection, lab, target } = await open({}, answered(status, body));
    expect(await connection.writes.apply(target, disable)).toMatchObject({ kind, code });
    expect(writesOf(lab)).toHaveLength(1);
  });

  it('is unclear and not repeated when the answer is lost, and reading tells that it was done', async () => {
    const { connection, lab, target } = await open({}, { match: onDisable, kind: 'lost-answer' });
    expect(await connection.writes.apply(target, disable)).toMatchObject({ kind: 'unclear' });
    expect(writesOf(lab)).toHaveLength(1);
    expect(await connection.reads.readUser(target.userKey)).toMatchObject({ status: 'disabled' });
  });

  it.each([
    ['unclear', 'host_without_effect', 200, ''],
    ['unclear', 'host_without_effect', 200, '{"jsonrpc":"2.0","id":1,"result":null}'],
    ['unclear', 'host_remote_exception', 500, '{"error":{"message":"java.lang.NullPointerException"}}'],
    [
      'refused',
      'host_forbidden',
      500,
      '{"error":{"message":"com.atlassian.confluence.rpc.NotPermittedException: no"}}',
    ],
  ] as const)('creates nobody by word alone: %s as %s after %i %s, and sent once', async (kind, code, status, body) => {
    const match = { method: 'POST', path: `${service}/addUser` };
    const { connection, lab } = await open({}, { match, kind: 'html', status, body });
    const person = { displayName: 'New Comer', email: 'new.comer@example.com', password: 'a long secret' };
    const created = await connection.writes.createUser({ username: 'new.comer' as Username, ...person });
    expect(created).toMatchObject({ kind, code });
    expect(writesOf(lab)).toHaveLength(1);
  });

  it('is unclear when it cannot be read back', async () => {
    const { connection, lab, target } = await open();
    lab.wire.faults.add({ match: { path: '**/rest/api/user' }, kind: 'status', status: 500 });
    expect(await connection.writes.apply(target, disable)).toEqual({ kind: 'unclear', code: 'host_error' });
  });

  it('is left to reading when the host knows nobody of the name, or no such group', async () => {
    const { connection, target } = await open();
    const nobody = { ...target, username: 'nobody' as Username };
    const exception = { kind: 'unclear', code: 'host_remote_exception' };
    expect(await connection.writes.apply(nobody, disable)).toEqual(exception);
    const join = { kind: 'add-to-group', group: 'no such group' } as const;
    expect(await connection.writes.apply(target, join)).toEqual(exception);
  });

  it('is repeated only while the host has no time: 503', async () => {
    const { connection, lab, target } = await open({}, { match: onDisable, kind: 'status', status: 503, count: 2 });
    expect(await connection.writes.apply(target, disable)).toEqual({ kind: 'done' });
    expect(writesOf(lab)).toHaveLength(3);
  });

  it('asks again what the host can do after the Remote API was switched off', async () => {
    const { connection, lab, target } = await open();
    expect(await connection.writes.apply(target, disable)).toEqual({ kind: 'done' });
    Object.assign(lab.site, { remoteApi: false });
    expect(await connection.writes.apply(target, { kind: 'enable' })).toMatchObject({ code: 'host_remote_api_off' });
    const states = await connection.host.capabilities();
    expect(states.find((state) => state.capability === 'users.enable')?.absence).toBe('host_remote_api_off');
  });
});

describe('names that no path can carry', () => {
  it('go through by the Remote API, users and groups', async () => {
    const { connection, lab, targetOf } = await open();
    const directory = lab.world.directories[0];
    if (directory === undefined) throw new Error('the lab has no directory');
    for (const group of ['a/b/c', 'back\\slash', '50% & more', 'two  spaces', '中文', 'q?x=1#y', '..']) {
      addGroup(lab.world, directory, group);
      const target = targetOf('emea/idle');
      expect(await connection.writes.apply(target, { kind: 'add-to-group', group })).toEqual({ kind: 'done' });
      expect(await connection.reads.readGroupsOf(target.userKey)).toContain(group);
      expect(await connection.writes.apply(target, { kind: 'remove-from-group', group })).toEqual({ kind: 'done' });
      expect(await connection.reads.readGroupsOf(target.userKey)).not.toContain(group);
    }
  });
});
