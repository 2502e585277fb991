// Setting somebody's password, by REST from 8.4 on and by the Remote API before: what came about, and what each no means.
import { afterEach, describe, expect, it } from 'vitest';
import type { Username } from '../../sidecar/src/domain/user.ts';
import { sentenceOf } from '../../sidecar/src/errors.ts';
import type { LabOptions } from '../lab/options.ts';
import { effectiveAccount } from '../lab/world/views.ts';
import { connectTo, type LabConnection, openLab, passwordOf, requestsOf, userOf, writesOf } from './host-lab.ts';

const opened: LabConnection[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function open(labOptions: LabOptions, by: 'token' | 'password') {
  const one = await openLab({ users: 150, ...labOptions });
  const connection = by === 'token' ? one.connection : connectTo(one.lab, { credentials: passwordOf(one.lab) });
  const close = async () => {
    await connection.close();
    await one.close();
  };
  opened.push({ ...one, close });
  const { key: userKey, username } = userOf(one.lab, 'no.email');
  const target = { userKey, username: username as Username };
  const password = () => effectiveAccount(userOf(one.lab, 'no.email')).password;
  return { ...one, connection, target, password };
}

const secret = 'Aa9-a secret nobody reads';

describe('another password', () => {
  it.each([
    ['8.5', 'token'],
    ['9.2', 'token'],
    ['10.2', 'token'],
    ['7.4', 'password'],
    ['7.19', 'password'],
    ['8.3', 'password'],
  ] as const)('is set at Confluence %s, signed in by %s', async (confluence, by) => {
    const { connection, target, password, lab } = await open({ confluence, remoteApi: by === 'password' }, by);
    expect(await connection.writes.setPassword(target, secret)).toEqual({ kind: 'done' });
    expect(password()).toBe(secret);
    expect(writesOf(lab)).toHaveLength(1);
    expect(requestsOf(lab).join()).not.toContain('secret');
  });

  it('is not possible at 8.3 where the Remote API is off, and nothing is sent', async () => {
    const { connection, target, password, lab } = await open({ confluence: '8.3' }, 'password');
    const before = password();
    expect(await connection.writes.setPassword(target, secret)).toEqual({
      kind: 'refused',
      code: 'host_remote_api_off',
      status: null,
    });
    expect(password()).toBe(before);
    expect(writesOf(lab)).toEqual([]);
  });

  it('is refused by Confluence to an account that is no system administrator, which is said', async () => {
    const { lab, target } = await open({ confluence: '10.2' }, 'token');
    const plain = connectTo(lab, {
      credentials: { kind: 'password', username: 'admin.site', password: 'admin.site-secret' },
    });
    const result = await plain.writes.setPassword(target, secret);
    await plain.close();
    expect(result).toEqual({ kind: 'refused', code: 'host_password_forbidden', status: 403 });
    expect(sentenceOf('host_password_forbidden')).toMatch(/takes a system administrator/);
  });

  it('is unclear where the answer is lost, and is not sent again by itself', async () => {
    const { connection, target, lab } = await open({ confluence: '10.2' }, 'token');
    lab.wire.faults.add({ match: { method: 'POST', path: '**/password' }, kind: 'lost-answer' });
    expect(await connection.writes.setPassword(target, secret)).toMatchObject({ kind: 'unclear' });
    expect(writesOf(lab)).toHaveLength(1);
  });

  it('is tried with a user in place of the name only where the Remote API raised an exception', async () => {
    const { connection, target, lab } = await open({ confluence: '7.19', remoteApi: true }, 'password');
    const body = '{"error":{"message":"java.lang.ClassCastException"}}';
    const match = { method: 'POST', path: '**/changeUserPassword' };
    lab.wire.faults.add({ match, kind: 'html', status: 500, body, count: 1 });
    expect(await connection.writes.setPassword(target, secret)).toEqual({ kind: 'done' });
    expect(writesOf(lab)).toHaveLength(2);
  });
});
