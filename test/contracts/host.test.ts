// Who answers, whom we are, what this Confluence can do, and who a person is: asked of the lab, right and wrong.
import { afterEach, describe, expect, it } from 'vitest';
import { unsupportedChange } from '../../sidecar/src/adapters/confluence/abilities.ts';
import type { Capability } from '../../sidecar/src/adapters/ports.ts';
import type { Username } from '../../sidecar/src/domain/user.ts';
import type { LabOptions } from '../lab/options.ts';
import { passwordOf as passwordOfAccount } from '../lab/world/model.ts';
import { effectiveAccount } from '../lab/world/views.ts';
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

const opened: LabConnection[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) {
    expect(writesOf(one.lab)).toEqual([]);
    await one.close();
  }
});

async function open(labOptions: LabOptions = {}) {
  const one = await openLab(labOptions);
  opened.push(one);
  return { ...one, ...one.connection };
}

describe('who answers', () => {
  it('tells id, product, version and stated address, whatever the credentials', async () => {
    const { lab } = await open({ confluence: '9.2', hostId: 'id-of-the-site', publicUrl: 'https://wiki.example' });
    const connection = connectTo(lab, { credentials: { kind: 'token', token: 'wrong' } });
    expect(await connection.host.identify()).toEqual({
      hostId: 'id-of-the-site',
      product: 'confluence',
      version: '9.2.7',
      buildNumber: '9111',
      statedUrl: 'https://wiki.example',
    });
    await connection.close();
  });

  it('says host_not_confluence for an address that leads elsewhere, host_unreachable for one that leads nowhere', async () => {
    const { lab } = await open();
    for (const [url, code] of [
      [lab.baseUrl.replace('/confluence', ''), 'host_not_confluence'],
      [lab.controlUrl, 'host_not_confluence'],
      ['http://127.0.0.1:1/confluence', 'host_unreachable'],
    ] as const) {
      const connection = connectTo(lab, { url });
      await expect(connection.host.identify()).rejects.toMatchObject({ code });
      await connection.close();
    }
  });
});

describe('whom we are', () => {
  it('says host_tokens_unknown for a token where there are none yet', async () => {
    const { lab } = await open({ confluence: '7.4' });
    const connection = connectTo(lab, { credentials: { kind: 'token', token: 'made.elsewhere' } });
    await expect(connection.host.whoAmI()).rejects.toMatchObject({ code: 'host_tokens_unknown' });
    await connection.close();
  });

  it.each(['7.4', '7.19', '8.3', '8.5', '9.2', '9.4', '10.2'])(
    'tells the administrator we are, on %s',
    async (confluence) => {
      const { lab, host } = await open({ confluence });
      const { key, username } = userOf(lab, lab.service.username);
      expect(await host.whoAmI()).toEqual({ userKey: key, username });
    },
  );

  it.each(['9.2', '10.2'])(
    'accepts administrators by another group and by their own grant, on %s',
    async (confluence) => {
      const { lab } = await open({ confluence });
      for (const username of ['admin.site', 'admin.nested']) {
        const connection = connectTo(lab, { credentials: { kind: 'token', token: tokenOf(lab, username) } });
        expect(await connection.host.whoAmI()).toMatchObject({ username });
        await connection.close();
      }
    },
  );

  it.each(['9.2', '10.2'])('says host_not_administrator for everybody else, on %s', async (confluence) => {
    const { lab } = await open({ confluence });
    const connection = connectTo(lab, { credentials: { kind: 'token', token: tokenOf(lab, 'plus idle') } });
    await expect(connection.host.whoAmI()).rejects.toMatchObject({ code: 'host_not_administrator' });
    await connection.close();
  });

  it('says host_unauthorised for a wrong token, host_forbidden for a password where Basic is off', async () => {
    const { lab } = await open({ basicAuth: false });
    const { username, password } = lab.admin;
    for (const [credentials, code] of [
      [{ kind: 'token', token: 'wrong' }, 'host_unauthorised'],
      [{ kind: 'password', username, password }, 'host_forbidden'],
    ] as const) {
      const connection = connectTo(lab, { credentials });
      await expect(connection.host.whoAmI()).rejects.toMatchObject({ code });
      await connection.close();
    }
  });

  it('tells who holds administration directly, groups apart from people, or that this host does not tell', async () => {
    const grants = await (await open({ confluence: '10.2' })).host.administrators();
    expect(grants?.groups).toEqual(expect.arrayContaining(['confluence-administrators', 'site-administrators']));
    expect(grants?.groups).not.toContain('confluence-users');
    expect(grants?.displayNames).toHaveLength(1);
    expect(await (await open({ confluence: '9.2' })).host.administrators()).toBeNull();
  });

  it.each([true, false])('tells read-only mode: %s', async (readOnly) => {
    const { host } = await open({ readOnly });
    expect(await host.isReadOnly()).toBe(readOnly);
  });
});

describe('what this Confluence can do', () => {
  const changes: Capability[] = ['users.disable', 'users.enable', 'users.delete', 'memberships.write'];
  const always: Capability[] = [...changes, 'users.create', 'passwords.set', 'users.list', 'groups.list'];

  it.each([
    ['7.19', ['groups.list']],
    ['8.3', [...changes, 'groups.list']],
    ['8.5', always],
    ['9.2', always],
    ['9.4', [...always, 'users.email', 'groups.nested']],
    ['10.2', [...always, 'users.email', 'groups.nested', 'users.activity', 'groups.by-query']],
  ] as const)('is found by asking %s, without a single write', async (confluence, present) => {
    const { host } = await open({ confluence });
    const states = await host.capabilities();
    const found = states.filter((state) => state.present).map((state) => state.capability);
    expect(found.sort()).toEqual([...present].sort());
    for (const state of states) expect(state.evidence).toMatch(/^GET \/rest\//);
  });

  it.each([
    ['7.4', { remoteApi: true, secureAdmin: true }, 'json-rpc', null],
    ['7.19', { remoteApi: true }, 'json-rpc', null],
    ['7.19', { remoteApi: true, secureAdmin: true }, null, 'host_websudo'],
    ['7.19', { remoteApi: false, secureAdmin: true }, null, 'host_remote_api_off'],
    ['8.3', { remoteApi: true, secureAdmin: true }, 'rest', null],
  ] as const)(
    'is found by name and password on %s, %o: changes by %s, absent by %s',
    async (confluence, more, way, absence) => {
      const { lab } = await open({ confluence, ...more });
      const connection = connectTo(lab, { credentials: passwordOf(lab) });
      const states = await connection.host.capabilities();
      const found = states.filter((state) => changes.includes(state.capability));
      expect(found.map((state) => [state.present, state.way, state.absence])).toEqual(
        changes.map(() => [way !== null, way, absence]),
      );
      await connection.close();
    },
  );

  it('tells by a token of 7.19 that the Remote API takes none, without asking it', async () => {
    const { host, lab } = await open({ confluence: '7.19', remoteApi: true });
    const disable = (await host.capabilities()).find((state) => state.capability === 'users.disable');
    expect(disable).toMatchObject({ present: false, absence: 'host_basic_needed' });
    expect(requestsOf(lab).some((request) => request.includes('/rpc/'))).toBe(false);
  });

  it('is asked once, and again when wished', async () => {
    const { host, lab } = await open();
    await Promise.all([host.capabilities(), host.capabilities()]);
    const once = requestsOf(lab).length;
    await host.capabilities();
    expect(requestsOf(lab)).toHaveLength(once);
    await host.capabilities({ again: true });
    expect(requestsOf(lab)).toHaveLength(once * 2);
  });

  it('is not remembered when the host failed while being asked', async () => {
    const { host, lab } = await open();
    lab.wire.faults.add({ match: { path: '**/user/list' }, kind: 'status', status: 500, count: 1 });
    await expect(host.capabilities()).rejects.toMatchObject({ code: 'host_error' });
    expect(await host.capabilities()).toHaveLength(12);
  });

  it('says for the plan which changes cannot be made', async () => {
    const { host } = await open();
    const refuse = unsupportedChange(await host.capabilities());
    const ann = 'ann' as Username;
    expect(refuse({ kind: 'disable' }, ann)).toBeNull();
    expect(refuse({ kind: 'add-to-group', group: '50% & more' }, ann)).toBeNull();
    expect(refuse({ kind: 'remove-from-group', group: 'partners/emea' }, ann)).toBe('group-not-addressable');
    expect(refuse({ kind: 'disable' }, 'emea/idle' as Username)).toBe('user-not-addressable');
    const byRemote = { capability: 'users.disable', present: true, way: 'json-rpc', absence: null } as const;
    expect(unsupportedChange([byRemote])({ kind: 'disable' }, 'emea/idle' as Username)).toBeNull();
    expect(unsupportedChange([])({ kind: 'delete' }, ann)).toBe('capability-absent');
  });
});

describe('who a person is', () => {
  it('tells key, name and direct groups by password or token', async () => {
    const { identity, lab } = await open();
    const { username, password } = lab.admin;
    const person = await identity.identify({ kind: 'password', username, password });
    expect(person).toMatchObject({ userKey: userOf(lab, username).key, username });
    expect(person?.groups).toContain('confluence-administrators');
    expect(await identity.identify({ kind: 'token', token: tokenOf(lab, username) })).toEqual(person);
  });

  it('knows people with names outside Latin and with odd characters', async () => {
    const { identity, lab } = await open();
    for (const username of ['田中太郎', "o'neill", 'plus+kept', 'jean dupont']) {
      const password = passwordOfAccount(effectiveAccount(userOf(lab, username)));
      expect(await identity.identify({ kind: 'password', username, password })).toMatchObject({ username });
    }
  });

  it.each([true, false])('knows nobody by wrong credentials or none, anonymous use %s', async (anonymousUse) => {
    const { identity, lab } = await open({ anonymousUse });
    const { username } = lab.admin;
    for (const credentials of [
      { kind: 'password', username, password: 'wrong' },
      { kind: 'password', username, password: '' },
      { kind: 'password', username: 'a:b', password: 'x' },
      { kind: 'token', token: 'wrong' },
      { kind: 'token', token: 'with space' },
      { kind: 'token', token: '' },
    ] as const) {
      expect(await identity.identify(credentials)).toBeNull();
    }
  });

  it('says host_captcha once too many sign-ins have failed, even with the right password', async () => {
    const { identity, lab } = await open();
    const { username, password } = lab.admin;
    const wrong = { kind: 'password', username, password: 'wrong' } as const;
    const outcomes: unknown[] = [];
    for (let attempt = 0; attempt < 12 && outcomes.at(-1) !== 'host_captcha'; attempt += 1) {
      outcomes.push(await identity.identify(wrong).catch((error: { code: string }) => error.code));
    }
    expect(outcomes.at(-1)).toBe('host_captcha');
    await expect(identity.identify({ ...wrong, password })).rejects.toMatchObject({ code: 'host_captcha' });
  });
});
