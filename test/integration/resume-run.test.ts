// Letting a paused run go on: only by whoever paused it or an administrator, and never by a page left open or a token.
import { afterEach, expect, it } from 'vitest';
import type { RunRequest } from '../../sidecar/src/store/policies.ts';
import { closeAll, openForRoles } from './role-harness.ts';

afterEach(closeAll);

const definition = { name: 'Idle', criteria: { inactiveDays: 90 }, actions: ['disable'] };

/** A run that has begun, and two operators and an administrator who are signed in. */
async function open() {
  const { started, state, signIn, headersOf, call } = await openForRoles();
  state.held.set('key-second', ['um-operators']);
  const enter = async (name: string) => ({
    authorization: `Bearer ${(await signIn({ token: name })).json().accessToken}`,
    'x-um-request': '1',
  });
  const headers = {
    administrator: await headersOf('administrator'),
    operator: await headersOf('operator'),
    second: await enter('second'),
  };
  const saved = { policy: 'idle', ...definition };
  const policy = { method: 'PUT', url: '/policies/idle', headers: headers.administrator, payload: saved } as const;
  expect((await call(policy)).status).toBe(200);
  const run = await started.store.runs.request({
    policyId: 'idle' as RunRequest['policyId'],
    policyVersion: 1,
    trigger: { kind: 'by-hand', by: 'administrator' },
    mode: 'live',
    rehearsalReason: null,
    requestedAt: started.now(),
  });
  const id = run?.id ?? 0;
  const steer = async (who: keyof typeof headers, word: 'pause' | 'resume' | 'cancel') => {
    const { status, code, response } = await call({
      method: 'POST',
      url: `/runs/${id}/${word}`,
      headers: headers[who],
    });
    return status === 200 ? response.json().pausedBy : code;
  };
  const pausedBy = async () => (await started.store.runs.get(id))?.pausedBy;
  return { started, steer, pausedBy, headers, call, id };
}

it('is for administrators alone where an administrator paused it', async () => {
  const { steer, pausedBy } = await open();
  expect(await steer('administrator', 'pause')).toBe('administrator');
  // To pause it once more makes nobody its pauser.
  expect(await steer('operator', 'pause')).toBe('administrator');
  expect(await steer('operator', 'resume')).toBe('run_paused_by_another');
  expect(await pausedBy()).toBe('administrator');
  expect(await steer('administrator', 'resume')).toBeNull();
});

it('is for the operator who paused it, and no other, and for administrators', async () => {
  const { steer } = await open();
  expect(await steer('operator', 'pause')).toBe('operator');
  expect(await steer('second', 'resume')).toBe('run_paused_by_another');
  expect(await steer('operator', 'resume')).toBeNull();
  expect(await steer('operator', 'pause')).toBe('operator');
  expect(await steer('administrator', 'resume')).toBeNull();
});

it('is taken from the operator who paused it once an administrator pauses it as well', async () => {
  const { started, steer, pausedBy } = await open();
  expect(await steer('operator', 'pause')).toBe('operator');
  expect(await steer('second', 'pause')).toBe('operator');
  expect(await steer('administrator', 'pause')).toBe('administrator');
  expect(await steer('administrator', 'pause')).toBe('administrator');
  expect(await steer('operator', 'resume')).toBe('run_paused_by_another');
  expect(await pausedBy()).toBe('administrator');
  const trail = (await started.store.audit.list({ limit: 50, before: null })).filter(
    ({ event }) => event === 'run.paused',
  );
  expect(trail.map(({ actor }) => actor)).toEqual(['administrator', 'operator']);
});

it('goes by who holds the run at that moment, whoever pauses it between a look and an answer', async () => {
  const { started, steer, pausedBy } = await open();
  const { runs } = started.store;
  const { get } = runs;
  /** Somebody else acts right after the first look at the run. */
  const meanwhile = (act: () => Promise<unknown>) => {
    const lookOnce = async (runId: number) => {
      Object.assign(runs, { get });
      const run = await get(runId);
      await act();
      return run;
    };
    Object.assign(runs, { get: lookOnce });
  };
  meanwhile(() => steer('administrator', 'pause'));
  expect(await steer('operator', 'pause')).toBe('administrator');
  expect(await steer('administrator', 'resume')).toBeNull();
  expect(await steer('operator', 'pause')).toBe('operator');
  meanwhile(() => steer('administrator', 'pause'));
  expect(await steer('operator', 'resume')).toBe('run_paused_by_another');
  expect(await pausedBy()).toBe('administrator');
});

it('takes credentials from the last ten minutes, while holding and stopping it take none', async () => {
  const { started, steer, pausedBy } = await open();
  started.advance(10 * 60_000 + 1000);
  expect(await steer('operator', 'pause')).toBe('operator');
  expect(await steer('operator', 'resume')).toBe('proof_needed');
  expect(await pausedBy()).toBe('operator');
  expect(await steer('second', 'cancel')).toBe('operator');
});

it('is not left to a token, not even of whoever paused it', async () => {
  const { started, steer, pausedBy, headers, call, id } = await open();
  expect(await steer('administrator', 'pause')).toBe('administrator');
  const payload = { name: 'Nightly', role: 'administrator', days: 30 };
  const made = await call({ method: 'POST', url: '/tokens', headers: headers.administrator, payload });
  const token = { authorization: `Bearer ${made.response.json().token}`, 'x-um-request': '1' };
  expect((await call({ method: 'POST', url: `/runs/${id}/resume`, headers: token })).code).toBe('token_not_enough');
  expect(await pausedBy()).toBe('administrator');
  expect(started.woken.filter((bell) => bell === 'runner')).toHaveLength(1);
});
