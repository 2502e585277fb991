// A run goes live only when nobody and nothing speaks against it.
import { describe, expect, it } from 'vitest';
import { effectiveMode, isSameHost } from './run-mode.ts';

describe('effectiveMode', () => {
  it.each([
    ['test', 'live', 'live', 'asked-for-test'],
    ['test', 'test', 'observe', 'asked-for-test'],
    [undefined, 'test', 'live', 'policy-in-test-mode'],
    [undefined, 'test', 'observe', 'policy-in-test-mode'],
    [undefined, 'live', 'observe', 'process-observes'],
  ] as const)('rehearses when asked %s, policy %s, process %s: %s', (asked, policyMode, processMode, reason) => {
    expect(effectiveMode({ asked, policyMode, processMode })).toEqual({ mode: 'test', rehearsalReason: reason });
  });

  it('goes live when policy and process are live and nobody asked for a rehearsal', () => {
    expect(effectiveMode({ policyMode: 'live', processMode: 'live' })).toEqual({ mode: 'live', rehearsalReason: null });
  });
});

describe('isSameHost', () => {
  const bound = { hostId: 'a', statedUrl: 'https://wiki.test', configuredUrl: 'http://10.0.0.1:8090' };

  it('knows the host again', () => {
    expect(isSameHost(bound, { ...bound })).toBe(true);
  });

  it.each([
    ['another installation', { hostId: 'b' }],
    ['a clone that states its own address', { statedUrl: 'https://wiki-staging.test' }],
    ['a restored copy at another address', { configuredUrl: 'http://10.0.0.2:8090' }],
  ])('tells %s apart', (_what, difference) => {
    expect(isSameHost(bound, { ...bound, ...difference })).toBe(false);
  });
});
