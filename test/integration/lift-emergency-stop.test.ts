// Lifting the emergency stop: only by whoever pulled it or an administrator, and never by a page left open or a token.
import { afterEach, expect, it } from 'vitest';
import { closeAll, openForRoles } from './role-harness.ts';

afterEach(closeAll);

/** Two operators and an administrator who are signed in; nothing is stopped. */
async function open() {
  const { started, state, signIn, headersOf, call } = await openForRoles();
  state.held.set('key-second', ['um-operators']);
  const headers = {
    administrator: await headersOf('administrator'),
    operator: await headersOf('operator'),
    second: {
      authorization: `Bearer ${(await signIn({ token: 'second' })).json().accessToken}`,
      'x-um-request': '1',
    },
  };
  const put = async (on: boolean, own: Record<string, string>) => {
    const asked = { method: 'PUT', url: '/process/emergency-stop', headers: own, payload: { on } } as const;
    const { status, code, response } = await call(asked);
    return status === 200 ? (response.json().emergencyStop?.by ?? null) : code;
  };
  const stop = (who: keyof typeof headers) => put(true, headers[who]);
  const lift = (who: keyof typeof headers) => put(false, headers[who]);
  const stoppedBy = async () => (await started.store.settings.all()).emergencyStop?.by ?? null;
  return { started, call, headers, put, stop, lift, stoppedBy };
}

it('is for administrators alone where an administrator pulled it', async () => {
  const { stop, lift, stoppedBy } = await open();
  expect(await stop('administrator')).toBe('administrator');
  // To pull it once more makes nobody its puller.
  expect(await stop('operator')).toBe('administrator');
  expect(await lift('operator')).toBe('stopped_by_another');
  expect(await stoppedBy()).toBe('administrator');
  expect(await lift('administrator')).toBeNull();
});

it('is for the operator who pulled it, and no other, and for administrators', async () => {
  const { stop, lift } = await open();
  expect(await stop('operator')).toBe('operator');
  expect(await lift('second')).toBe('stopped_by_another');
  expect(await lift('operator')).toBeNull();
  expect(await stop('operator')).toBe('operator');
  expect(await lift('administrator')).toBeNull();
});

it('is for administrators alone once an administrator pulled it too, who takes it over with their time', async () => {
  const { started, stop, lift } = await open();
  expect(await stop('operator')).toBe('operator');
  expect(await stop('second')).toBe('operator');
  started.advance(60_000);
  expect(await stop('administrator')).toBe('administrator');
  expect((await started.store.settings.all()).emergencyStop?.at).toBe(started.now());
  expect(await lift('operator')).toBe('stopped_by_another');
  const told = await started.store.audit.list({ limit: 9, before: null, event: 'settings' });
  expect(told.map(({ actor, details }) => [actor, details.value])).toEqual([
    ['administrator', 'on'],
    ['operator', 'on'],
  ]);
});

it('does nothing, for whoever asks, where nothing is stopped', async () => {
  const { started, lift } = await open();
  expect(await lift('operator')).toBeNull();
  const told = await started.store.audit.list({ limit: 9, before: null, event: 'settings' });
  expect(told).toEqual([]);
});

it('takes credentials from the last ten minutes, while pulling it takes none', async () => {
  const { started, stop, lift, stoppedBy } = await open();
  started.advance(10 * 60_000 + 1000);
  expect(await stop('operator')).toBe('operator');
  expect(await lift('operator')).toBe('proof_needed');
  expect(await stoppedBy()).toBe('operator');
});

it('is not left to a token, though a token may pull it and its owner lift it', async () => {
  const { call, headers, put, lift, stoppedBy } = await open();
  const payload = { name: 'Watch', role: 'administrator', days: 30 };
  const made = await call({ method: 'POST', url: '/tokens', headers: headers.administrator, payload });
  const token = { authorization: `Bearer ${made.response.json().token}`, 'x-um-request': '1' };
  expect(await put(true, token)).toBe('administrator');
  expect(await put(false, token)).toBe('token_not_enough');
  expect(await lift('operator')).toBe('stopped_by_another');
  expect(await stoppedBy()).toBe('administrator');
  expect(await lift('administrator')).toBeNull();
});
