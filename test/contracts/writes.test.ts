// The writing port's suite, passed by Confluence's REST, its Remote API and the rehearsal; then what REST can do wrong.
import { afterEach, describe, expect, it } from 'vitest';
import { rehearse } from '../../sidecar/src/adapters/rehearsal.ts';
import type { UserKey, Username } from '../../sidecar/src/domain/user.ts';
import type { LabOptions } from '../lab/options.ts';
import type { FaultWish } from '../lab/wire/faults.ts';
import {
  connectTo,
  type LabConnection,
  openLab,
  passwordOf,
  requestsOf,
  tokenOf,
  userOf,
  writesOf,
} from './host-lab.ts';
import { promiseWrites, type WritesSubject, writesCast } from './writes.contract.ts';

/** Keys are kept, so that somebody deleted can still be asked for. */
function keysIn({ lab }: LabConnection) {
  const names = [...writesCast.ordinary, ...writesCast.delicate, ...writesCast.twins].filter((name) =>
    lab.world.users.has(name.toLowerCase()),
  );
  const keys = new Map<string, UserKey>(names.map((name) => [name, userOf(lab, name).key]));
  return (username: string) => keys.get(username) ?? userOf(lab, username).key;
}

for (const confluence of ['8.3', '9.2', '10.2']) {
  const open = async (): Promise<WritesSubject> => {
    const opened = await openLab({ confluence });
    const { reads, writes } = opened.connection;
    return { reads, writes, success: 'done', keyOf: keysIn(opened), close: opened.close };
  };
  // REST creates users from 8.4 on, and by a token nothing else does.
  promiseWrites(`Confluence ${confluence}`, open, { creates: confluence !== '8.3' });
}

for (const confluence of ['7.4', '7.19']) {
  promiseWrites(`the Remote API of Confluence ${confluence}`, async () => {
    const opened = await openLab({ confluence, remoteApi: true });
    const connection = connectTo(opened.lab, { credentials: passwordOf(opened.lab) });
    const { reads, writes } = connection;
    const close = async () => {
      await connection.close();
      await opened.close();
    };
    return { reads, writes, success: 'done', keyOf: keysIn(opened), close };
  });
}

for (const confluence of ['7.4', '10.2']) promiseWrites(`the rehearsal on ${confluence}`, () => rehearseOn(confluence));

async function rehearseOn(confluence: string): Promise<WritesSubject> {
  const opened = await openLab({ confluence, remoteApi: true });
  const before = JSON.stringify([...opened.lab.world.users.keys()]);
  return {
    ...rehearse(opened.connection.reads),
    success: 'rehearsed',
    keyOf: keysIn(opened),
    close: async () => {
      expect(writesOf(opened.lab)).toEqual([]);
      expect(JSON.stringify([...opened.lab.world.users.keys()])).toBe(before);
      await opened.close();
    },
  };
}

describe('a write to Confluence that does not go well', () => {
  const opened: LabConnection[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });

  async function open(labOptions: LabOptions = {}, fault?: FaultWish) {
    const one = await openLab(labOptions, { timeoutMs: 300, deletionDeadlineMs: 30_000 });
    opened.push(one);
    if (fault !== undefined) one.lab.wire.faults.add(fault);
    const { key: userKey, username } = userOf(one.lab, 'no.email');
    return { ...one, target: { userKey, username: username as Username } };
  }

  const onDisable = { method: 'PUT', path: '**/disable' };

  it('is unclear and not repeated when the answer is lost, and reading tells that it was done', async () => {
    const { connection, lab, target } = await open({}, { match: onDisable, kind: 'lost-answer' });
    expect(await connection.writes.apply(target, { kind: 'disable' })).toMatchObject({ kind: 'unclear' });
    expect(writesOf(lab)).toHaveLength(1);
    expect(await connection.reads.readUser(target.userKey)).toMatchObject({ status: 'disabled' });
  });

  it.each([
    ['reset', { kind: 'reset' }, 'host_unreachable'],
    ['hang', { kind: 'hang' }, 'host_timeout'],
    ['500', { kind: 'status', status: 500 }, 'host_error'],
    ['502', { kind: 'status', status: 502 }, 'host_error'],
    ['a sign-in page', { kind: 'html' }, 'host_not_json'],
  ] as const)('is unclear and not repeated after %s', async (_title, fault, code) => {
    const { connection, lab, target } = await open({}, { match: onDisable, ...fault });
    expect(await connection.writes.apply(target, { kind: 'disable' })).toEqual({ kind: 'unclear', code });
    expect(writesOf(lab)).toHaveLength(1);
  });

  it.each([429, 503])('is repeated after %i and comes about', async (status) => {
    const { connection, lab, target } = await open({}, { match: onDisable, kind: 'status', status, count: 2 });
    expect(await connection.writes.apply(target, { kind: 'disable' })).toEqual({ kind: 'done' });
    expect(writesOf(lab)).toHaveLength(3);
  });

  it('is refused as host_rate_limited when the host never finds time for it', async () => {
    const { connection, target } = await open({}, { match: onDisable, kind: 'status', status: 429 });
    const result = await connection.writes.apply(target, { kind: 'disable' });
    expect(result).toEqual({ kind: 'refused', code: 'host_rate_limited', status: 429 });
  });

  it.each(['disable', 'delete'] as const)('is refused as host_not_found when nobody has the name: %s', async (kind) => {
    const { connection, target } = await open();
    const result = await connection.writes.apply({ ...target, username: 'nobody' as Username }, { kind });
    expect(result).toEqual({ kind: 'refused', code: 'host_not_found', status: 404 });
  });

  it('is refused as host_not_found for a group that does not exist', async () => {
    const { connection, target } = await open();
    const result = await connection.writes.apply(target, { kind: 'add-to-group', group: 'no such group' });
    expect(result).toEqual({ kind: 'refused', code: 'host_not_found', status: 404 });
  });

  it('is refused without being sent when a name cannot stand in a path', async () => {
    const { connection, lab, target } = await open();
    const refused = { kind: 'refused', code: 'host_names_basic_needed', status: null };
    const { writes } = connection;
    expect(await writes.apply(target, { kind: 'add-to-group', group: 'partners/emea' })).toEqual(refused);
    expect(await writes.apply(target, { kind: 'remove-from-group', group: '..' })).toEqual(refused);
    expect(await writes.apply({ ...target, username: 'emea/idle' as Username }, { kind: 'disable' })).toEqual(refused);
    expect(writesOf(lab)).toEqual([]);
  });

  it('is refused as host_capability_absent when the resource is not there', async () => {
    const html = { kind: 'html', status: 404 } as const;
    const { connection, target } = await open({}, { match: onDisable, ...html });
    const result = await connection.writes.apply(target, { kind: 'disable' });
    expect(result).toEqual({ kind: 'refused', code: 'host_capability_absent', status: 404 });
  });

  it('is refused as host_read_only by a site in read-only mode', async () => {
    const { connection, target } = await open({ readOnly: true });
    expect(await connection.host.isReadOnly()).toBe(true);
    const result = await connection.writes.apply(target, { kind: 'disable' });
    expect(result).toMatchObject({ kind: 'refused', code: 'host_read_only' });
  });

  it('is refused as host_change_forbidden for an account without the right, and as host_unauthorised with a wrong token', async () => {
    const { lab, target } = await open();
    const results = [];
    for (const token of [tokenOf(lab, 'plus idle'), 'wrong']) {
      const connection = connectTo(lab, { credentials: { kind: 'token', token } });
      results.push(await connection.writes.apply(target, { kind: 'disable' }));
      await connection.close();
    }
    expect(results).toMatchObject([
      { kind: 'refused', code: 'host_change_forbidden', status: 403 },
      { kind: 'refused', code: 'host_unauthorised', status: 401 },
    ]);
  });

  it('is refused as host_unreachable when nobody listens: nothing was changed', async () => {
    const { lab, target } = await open();
    const connection = connectTo(lab, { url: 'http://127.0.0.1:1/confluence' });
    const result = await connection.writes.apply(target, { kind: 'disable' });
    expect(result).toEqual({ kind: 'refused', code: 'host_unreachable', status: null });
    await connection.close();
  });

  it('follows a deletion by its task and calls it done once the user is gone', async () => {
    const { connection, lab, target } = await open({ deleteTaskMs: 5_000 });
    expect(await connection.writes.apply(target, { kind: 'delete' })).toEqual({ kind: 'done' });
    expect(requestsOf(lab).filter((request) => request.includes('/longtask/')).length).toBeGreaterThan(2);
    expect(writesOf(lab)).toHaveLength(1);
  });

  it('calls a deletion unclear when its time is up', async () => {
    const { connection, target } = await open({ deleteTaskMs: 3_600_000 });
    const result = await connection.writes.apply(target, { kind: 'delete' });
    expect(result).toEqual({ kind: 'unclear', code: 'host_timeout' });
  });

  it('reads the user when the task cannot be read', async () => {
    const { connection, target } = await open({}, { match: { path: '**/longtask/*' }, kind: 'status', status: 404 });
    expect(await connection.writes.apply(target, { kind: 'delete' })).toEqual({ kind: 'done' });
  });
});
