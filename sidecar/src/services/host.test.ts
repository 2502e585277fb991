// The watch over Confluence asks seldom, waits briefly and never loses what it knew.
import { describe, expect, it } from 'vitest';
import { HostFailure, type HostPort } from '../adapters/ports.ts';
import { watchHost } from './host.ts';

const identity = {
  hostId: 'a',
  product: 'confluence',
  version: '10.2',
  buildNumber: '1',
  statedUrl: 'https://wiki.test',
};

function startWatch() {
  const state = {
    nowMs: Date.parse('2026-03-02T09:00:00.000Z'),
    asked: 0,
    answer: async () => identity,
    patient: true,
  };
  const host: HostPort = {
    identify: () => {
      state.asked += 1;
      return state.answer();
    },
    whoAmI: async () => Promise.reject(new HostFailure('host_not_administrator', { request: 'GET /' })),
    isReadOnly: async () => false,
    directories: async () => null,
    isReindexing: async () => null,
    ownToken: async () => null,
    administrators: async () => null,
    capabilities: async () => [],
  };
  const clock = {
    now: () => new Date(state.nowMs).toISOString(),
    sleep: () => (state.patient ? new Promise<void>(() => undefined) : Promise.resolve()),
  };
  return { state, watch: watchHost({ host, clock }) };
}

describe('watchHost', () => {
  it('tells what it found before something stood in the way, and what that was', async () => {
    const { watch } = startWatch();
    expect(watch.lastSeen()).toBeNull();
    expect(await watch.look()).toMatchObject({ identity, ownAccount: null, failure: 'host_not_administrator' });
  });

  it('asks once for callers that come together and again after half a minute', async () => {
    const { state, watch } = startWatch();
    await Promise.all([watch.look(), watch.look()]);
    await watch.look();
    expect(state.asked).toBe(1);
    state.nowMs += 30_000;
    await watch.look();
    watch.forget();
    await watch.look();
    expect(state.asked).toBe(3);
  });

  it('gives what it knew before when Confluence is slow, and says that it is when it knew nothing', async () => {
    const { state, watch } = startWatch();
    state.answer = () => new Promise(() => undefined);
    state.patient = false;
    expect(await watch.look()).toMatchObject({ identity: null, failure: 'host_timeout' });

    const other = startWatch();
    await other.watch.look();
    other.state.nowMs += 60_000;
    other.state.answer = () => new Promise(() => undefined);
    other.state.patient = false;
    expect(await other.watch.look()).toMatchObject({ identity });
  });

  it('lets a fault of our own through, once, and asks again afterwards', async () => {
    const { state, watch } = startWatch();
    state.answer = async () => Promise.reject(new Error('a broken promise'));
    await expect(watch.look()).rejects.toThrow('a broken promise');
    state.answer = async () => identity;
    expect(await watch.look()).toMatchObject({ identity });
  });
});
