// How long the findings are kept, when they are asked for anew, and what the host's contradictions do to them.
import { describe, expect, it } from 'vitest';
import type { Capability, CapabilityState } from '../ports.ts';
import { HostFailure } from '../ports.ts';
import { createJumpingClock } from '../scripted-host.ts';
import { createProbe, type Findings } from './probe.ts';

const hourMs = 3_600_000;

const stateOf = (part: Partial<CapabilityState>): CapabilityState => ({
  capability: 'users.disable',
  present: true,
  way: 'rest',
  absence: null,
  evidence: 'asked',
  probedAt: '2026-03-01T00:00:00.000Z',
  ...part,
});

function found(n: number, ...states: CapabilityState[]): Findings {
  return { states, activityPath: String(n), groupsByQuery: false, everybody: 'listed' };
}

/** A probe that counts its rounds; the answer to each comes from the function. */
function createCountingProbe(answer: (n: number, doubted: ReadonlySet<Capability>) => Findings = (n) => found(n)) {
  const clock = createJumpingClock();
  let rounds = 0;
  const probe = createProbe(async (doubted) => {
    rounds += 1;
    return answer(rounds, doubted);
  }, clock);
  return { probe, clock, rounds: () => rounds };
}

describe('remembering what was found', () => {
  it('asks once for all who want to know, again after forgetting, and again after a failure', async () => {
    const { probe, rounds } = createCountingProbe((n) => {
      if (n === 3) throw new Error('down');
      return found(n);
    });
    await Promise.all([probe.findings(), probe.findings()]);
    expect(rounds()).toBe(1);
    probe.forget();
    expect((await probe.findings()).activityPath).toBe('2');
    await expect(probe.findings({ again: true })).rejects.toThrow('down');
    expect((await probe.findings()).activityPath).toBe('4');
  });

  it('asks again after an hour, once for all', async () => {
    const { probe, clock, rounds } = createCountingProbe();
    await probe.findings();
    await clock.sleep(hourMs);
    await probe.findings();
    expect(rounds()).toBe(1);
    await clock.sleep(1);
    await Promise.all([probe.findings(), probe.findings()]);
    expect(rounds()).toBe(2);
  });

  it('asks again after a minute while an administrator could change the answer', async () => {
    const { probe, clock, rounds } = createCountingProbe((n) =>
      found(n, stateOf({ present: false, way: null, absence: 'host_remote_api_off' })),
    );
    await probe.findings();
    await clock.sleep(60_001);
    await probe.findings();
    expect(rounds()).toBe(2);
  });

  it('asks anew after the clock was set back: how old an answer from the future is nobody knows', async () => {
    const { probe, clock, rounds } = createCountingProbe((_n, doubted) =>
      found(doubted.size, stateOf({ way: 'json-rpc' })),
    );
    await clock.sleep(30 * 24 * hourMs);
    probe.forget('users.disable');
    probe.noteWebSudo();
    expect(await probe.findings()).toMatchObject({ activityPath: '1', states: [{ present: false }] });
    await clock.sleep(-30 * 24 * hourMs);
    expect(await probe.findings()).toMatchObject({ activityPath: '0', states: [{ present: true }] });
    expect(rounds()).toBe(2);
  });

  it('goes on with old findings while the host does not answer', async () => {
    const { probe, clock } = createCountingProbe((n) => {
      if (n === 2) throw new HostFailure('host_timeout', { request: 'GET' });
      return found(n);
    });
    await probe.findings();
    await clock.sleep(2 * hourMs);
    expect((await probe.findings()).activityPath).toBe('1');
    expect((await probe.findings()).activityPath).toBe('3');
  });

  it('doubts for an hour what REST answered as missing, or until asked again', async () => {
    const doubts: string[][] = [];
    const { probe, clock } = createCountingProbe((n, doubted) => {
      doubts.push([...doubted]);
      return found(n);
    });
    probe.forget('users.disable');
    await probe.findings();
    await clock.sleep(hourMs + 1);
    await probe.findings();
    probe.forget('users.delete');
    await probe.findings({ again: true });
    expect(doubts).toEqual([['users.disable'], [], []]);
  });

  it('takes back for an hour what goes by JSON-RPC after the wish for a secure session, and nothing else', async () => {
    const remote = stateOf({ way: 'json-rpc' });
    const rest = stateOf({ capability: 'groups.list' });
    const { probe, clock } = createCountingProbe((n) => found(n, remote, rest));
    probe.noteWebSudo();
    const absent = { present: false, way: null, absence: 'host_websudo' };
    expect((await probe.findings()).states).toMatchObject([absent, rest]);
    expect((await probe.findings({ again: true })).states).toEqual([remote, rest]);
    probe.noteWebSudo();
    await clock.sleep(hourMs + 1);
    expect((await probe.findings()).states).toEqual([remote, rest]);
  });
});
