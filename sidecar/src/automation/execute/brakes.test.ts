// The brakes of a run: its cap counts changed users only, failures end it by their share, and pauses change neither.
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../domain/run.ts';
import { type Brakes, createBrakes as openBrakes } from './brakes.ts';

const createBrakes = (input: Pick<Parameters<typeof openBrakes>[0], 'cap' | 'progress'>) =>
  openBrakes({ ...input, isTurnedAway: () => false });
const nothing = { changed: 0, trouble: 0, finished: 0 };
const applied: Outcome = { kind: 'applied' };
const failed: Outcome = { kind: 'failed', code: 'host_forbidden' };
const skipped: Outcome = { kind: 'skipped', reason: 'group-changed' };

async function go(brakes: Brakes, ...outcomes: Outcome[]) {
  const words: (string | null)[] = [];
  for (const outcome of outcomes) {
    const word = await brakes.enter(false);
    words.push(word);
    if (word === null) brakes.leave({ begun: false, outcomes: [outcome], answered: true });
  }
  return words;
}

describe('the cap of a run', () => {
  it('carries the rest over once so many users were changed, whoever was left alone or failed before', async () => {
    const brakes = createBrakes({ cap: 2, progress: nothing });
    expect(await go(brakes, applied, skipped, failed, applied, applied)).toEqual([
      null,
      null,
      null,
      null,
      'carried-over',
    ]);
  });

  it('makes others wait for a place that may be given back', async () => {
    const brakes = createBrakes({ cap: 1, progress: nothing });
    expect(await brakes.enter(false)).toBeNull();
    const [second, third] = [brakes.enter(false), brakes.enter(false)];
    brakes.leave({ begun: false, outcomes: [skipped], answered: true });
    const first = await Promise.race([second, third]);
    expect(first).toBeNull();
    brakes.leave({ begun: false, outcomes: [applied], answered: true });
    expect((await Promise.all([second, third])).sort()).toEqual(['carried-over', null]);
  });

  it('counts what was done before a pause, and lets whoever was begun come to an end', async () => {
    const brakes = createBrakes({ cap: 3, progress: { changed: 3, trouble: 0, finished: 3 } });
    expect(await brakes.enter(false)).toBe('carried-over');
    expect(await brakes.enter(true)).toBeNull();
    brakes.leave({ begun: true, outcomes: [applied], answered: true });
    expect(await brakes.enter(false)).toBe('carried-over');
  });

  it.each([
    ['had to stop before anything was done', []],
    ['was left alone with what was open', [skipped]],
    ['failed with what was open', [failed]],
    ['was changed further', [applied]],
  ])('keeps the place of whoever was begun before a pause and %s', async (_, outcomes) => {
    const brakes = createBrakes({ cap: 2, progress: { changed: 2, trouble: 0, finished: 2 } });
    expect(await brakes.enter(true)).toBeNull();
    const next = brakes.enter(false);
    brakes.leave({ begun: true, outcomes, answered: true });
    expect(await next).toBe('carried-over');
    expect(await brakes.enter(false)).toBe('carried-over');
  });

  it('lets as many pass beside whoever was begun before a pause as it has places left', async () => {
    const brakes = createBrakes({ cap: 2, progress: { changed: 1, trouble: 0, finished: 1 } });
    expect(await brakes.enter(true)).toBeNull();
    expect(await brakes.enter(false)).toBeNull();
    brakes.leave({ begun: false, outcomes: [skipped], answered: true });
    expect(await brakes.enter(false)).toBeNull();
    brakes.leave({ begun: false, outcomes: [applied], answered: true });
    expect(await brakes.enter(false)).toBe('carried-over');
  });

  it('of nought lets nobody pass', async () => {
    expect(await createBrakes({ cap: 0, progress: nothing }).enter(false)).toBe('carried-over');
  });
});

describe('failures', () => {
  it.each([
    [6, 4, true],
    [7, 3, false],
    [5, 4, false],
    [14, 7, true],
  ])('after %i users changed and %i failed end the run: %s', async (good, bad, ends) => {
    const brakes = createBrakes({ cap: null, progress: nothing });
    const words = await go(brakes, ...Array(good).fill(applied), ...Array(bad).fill(failed));
    expect(words.every((word) => word === null)).toBe(true);
    expect(await brakes.enter(false)).toBe(ends ? 'too-many-failures' : null);
  });

  it('count on over a pause', async () => {
    const brakes = createBrakes({ cap: null, progress: { changed: 6, trouble: 3, finished: 9 } });
    expect(await go(brakes, failed, applied)).toEqual([null, 'too-many-failures']);
  });

  it('that had ended the run before a pause let nobody pass after it', async () => {
    const brakes = createBrakes({ cap: null, progress: { changed: 6, trouble: 4, finished: 10 } });
    expect(brakes.end()).toBe('too-many-failures');
    expect(await brakes.enter(false)).toBe('too-many-failures');
    expect(await brakes.enter(true)).toBe('too-many-failures');
  });

  it('of our own sign-in end the run at once, whoever waits for a place and whatever else went wrong', async () => {
    let isTurnedAway = false;
    const brakes = openBrakes({
      cap: 1,
      progress: { changed: 0, trouble: 10, finished: 10 },
      isTurnedAway: () => isTurnedAway,
    });
    expect(brakes.end()).toBe('too-many-failures');
    isTurnedAway = true;
    expect(brakes.end()).toBe('turned-away');
    const others = openBrakes({ cap: 1, progress: nothing, isTurnedAway: () => isTurnedAway });
    isTurnedAway = false;
    expect(await others.enter(false)).toBeNull();
    const waiting = others.enter(false);
    isTurnedAway = true;
    others.leave({ begun: false, outcomes: [skipped], answered: true });
    expect(await waiting).toBe('turned-away');
  });

  it('of a host that does not answer at all have a rule of their own, after twenty in a row', async () => {
    const brakes = createBrakes({ cap: null, progress: nothing });
    for (let users = 0; users < 20; users += 1) {
      expect(await brakes.enter(false)).toBeNull();
      brakes.leave({ begun: false, outcomes: [failed], answered: false });
    }
    expect(await brakes.enter(false)).toBe('host-stopped-answering');
  });
});
