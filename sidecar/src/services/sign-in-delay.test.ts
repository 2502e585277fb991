// Guessing gets slow, honest people do not, and the memory of it stays small.
import { describe, expect, it } from 'vitest';
import { openSignInDelay } from './sign-in-delay.ts';

function startDelay() {
  let nowMs = Date.parse('2026-03-02T09:00:00.000Z');
  const delay = openSignInDelay({ now: () => new Date(nowMs).toISOString() });
  return {
    pass: (seconds: number) => {
      nowMs += seconds * 1000;
    },
    /** Seconds to wait, or 0 after an attempt that failed. */
    fail: (address: string, username: string | null = null) => {
      const attempt = delay.begin({ address, username });
      return 'waitSeconds' in attempt ? attempt.waitSeconds : 0;
    },
    begin: delay.begin,
  };
}

function countFailures(delay: ReturnType<typeof startDelay>, count: number, address: string, username?: string): void {
  for (let done = 0; done < count; ) {
    const seconds = delay.fail(address, username ?? null);
    if (seconds === 0) done += 1;
    else delay.pass(seconds);
  }
}

describe('openSignInDelay', () => {
  it('doubles the wait up to five minutes for an address and one minute for a username', () => {
    const delay = startDelay();
    countFailures(delay, 20, 'a');
    expect(delay.fail('a')).toBe(300);
    const other = startDelay();
    for (let count = 0; count < 20; count += 1) countFailures(other, 1, `address-${count}`, 'ada');
    expect(other.fail('elsewhere', 'ADA')).toBe(60);
  });

  it('forgets after a quarter of an hour without a failure', () => {
    const delay = startDelay();
    countFailures(delay, 10, 'a');
    delay.pass(15 * 60);
    expect(delay.fail('a')).toBe(0);
    expect(delay.fail('a')).toBe(0);
    expect(delay.fail('a')).toBe(0);
    expect(delay.fail('a')).toBe(1);
  });

  it('counts nothing that is taken back, and forgives nothing that failed before', () => {
    const delay = startDelay();
    for (let count = 0; count < 10; count += 1) {
      const attempt = delay.begin({ address: 'a', username: 'ada' });
      if (!('takeBack' in attempt)) throw new Error('has to wait');
      attempt.takeBack();
    }
    countFailures(delay, 3, 'a', 'ada');
    delay.pass(1);
    const good = delay.begin({ address: 'a', username: 'ada' });
    if (!('takeBack' in good)) throw new Error('has to wait');
    good.takeBack();
    expect(delay.fail('a', 'ada')).toBe(0);
    expect(delay.fail('a', 'ada')).toBe(2);
  });

  it('keeps ten thousand addresses at most, the latest ones', () => {
    const delay = startDelay();
    countFailures(delay, 5, 'first');
    for (let count = 0; count < 10_000; count += 1) delay.fail(`address-${count}`);
    expect(delay.fail('first')).toBe(0);
  });
});
