// The timeline: nothing before its days, nothing without a delivered warning, one stage at a time, and no time counted while the product was off.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAfter } from '../days-after.ts';
import type { Instant } from '../user.ts';
import { decideStage, type Gap } from './decide.ts';
import { isWarning, type Stage, type Standing, type Warning } from './stage.ts';
import { findGaps, findLostTimes, type ReadingSpan } from './up-time.ts';

const start = '2026-01-01T00:00:00.000Z';
type Place = Pick<Standing, 'openedAt' | 'reached' | 'warning'>;

const anyStages: fc.Arbitrary<readonly Stage[]> = fc
  .array(fc.record({ days: fc.integer({ min: 1, max: 40 }), warns: fc.boolean() }), { minLength: 1, maxLength: 6 })
  .map((parts) => {
    let afterDays = -1;
    return parts.map(({ days, warns }, index): Stage => {
      afterDays += days;
      const place = { name: `stage ${index + 1}`, afterDays };
      return warns ? { ...place, warn: {} } : { ...place, actions: ['disable'] };
    });
  });

/** What the mail server does with a warning, and how many hours the night after comes. */
const anyNights = fc.array(
  fc.record({
    hours: fc.integer({ min: 1, max: 100 }),
    mail: fc.constantFrom('delivered', 'on-its-way', 'not-delivered'),
  }),
  { minLength: 1, maxLength: 60 },
);

interface Night {
  readonly now: Instant;
  readonly stage: Stage;
  readonly before: Place | null;
}

/** Walks one user along the timeline as runs do: what is due is done, and the mail server says what became of a warning. */
function walk(stages: readonly Stage[], nights: readonly { hours: number; mail: string }[]): Night[] {
  const done: Night[] = [];
  let now = start;
  let place = beforeTheFirst();
  for (const { hours, mail } of nights) {
    const decision = decideStage({ stages, standing: place, now, gaps: [], addressLost: false, told: stages });
    const stage = decision.kind === 'due' ? stages.find(({ name }) => name === decision.stage) : undefined;
    if (stage !== undefined) done.push({ now, stage, before: place });
    place = moveOn(place, stage, now);
    now = daysAfter(now, hours / 24);
    if (place.warning.state !== 'delivered' && place.warning.state !== 'none')
      place = { ...place, warning: hear(mail, now) };
  }
  return done;
}

function beforeTheFirst(): Place | null {
  return null;
}

function moveOn(place: Place | null, stage: Stage | undefined, now: Instant): Place {
  const before = place ?? { openedAt: now, reached: null, warning: { state: 'none' } };
  if (stage === undefined) return before;
  const warned = isWarning(stage);
  const reached = { stage: stage.name, afterDays: stage.afterDays, at: now, warned };
  return { ...before, reached, warning: warned ? { state: 'on-its-way' } : before.warning };
}

function hear(mail: string, at: Instant): Warning {
  if (mail === 'delivered') return { state: 'delivered', at };
  return mail === 'on-its-way' ? { state: 'on-its-way' } : { state: 'not-delivered', failure: 'smtp_failed' };
}

describe('the timeline of a user', () => {
  it('has no stage after a warning that was not delivered', () => {
    fc.assert(
      fc.property(anyStages, anyNights, (stages, nights) => {
        for (const { stage, before } of walk(stages, nights)) {
          const warnsBefore = stages.some((one) => isWarning(one) && one.afterDays < stage.afterDays);
          if (warnsBefore && !isWarning(stage)) expect(before?.warning.state).toBe('delivered');
        }
      }),
    );
  });

  it('goes through every stage in order, one a night, and repeats none but a warning', () => {
    fc.assert(
      fc.property(anyStages, anyNights, (stages, nights) => {
        const walked = walk(stages, nights).map(({ stage }) => stage);
        for (const [index, stage] of walked.entries()) {
          const place = stages.indexOf(stage);
          const last = stages.indexOf(walked[index - 1] ?? stage);
          if (index === 0) expect(place).toBe(0);
          else expect(place === last + 1 || (place === last && isWarning(stage))).toBe(true);
        }
      }),
    );
  });

  it('lets the whole time between two stages pass, after a warning from its delivery on', () => {
    fc.assert(
      fc.property(anyStages, anyNights, (stages, nights) => {
        for (const { now, stage, before } of walk(stages, nights)) {
          const { reached = null, warning, openedAt } = before ?? { openedAt: now, warning: { state: 'none' } };
          if (reached !== null && stage.name === reached.stage) continue;
          const from =
            reached === null ? openedAt : reached.warned && warning.state === 'delivered' ? warning.at : reached.at;
          expect(now >= daysAfter(from, stage.afterDays - (reached?.afterDays ?? 0))).toBe(true);
        }
      }),
    );
  });

  it('is never ahead of its days for gaps, whatever they are, and moves by what of them falls into the wait', () => {
    const anyGaps = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 30 })), { maxLength: 5 })
      .map((parts) => {
        let at = 0;
        return parts.map(([pause, length]): Gap => {
          const from = at + pause;
          at = from + length;
          return { from: daysAfter(start, from), until: daysAfter(start, at) };
        });
      });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), anyGaps, (days, gaps) => {
        const stages: Stage[] = [{ name: 'only', afterDays: days, actions: ['disable'] }];
        const standing: Place = { openedAt: start, reached: null, warning: { state: 'none' } };
        const decision = decideStage({ stages, standing, now: start, gaps, addressLost: false, told: stages });
        if (decision.kind !== 'waiting') throw new Error('nothing is due at once');
        const end = Date.parse(decision.dueAt);
        const off = gaps.reduce((sum, gap) => {
          const overlap = Math.min(Date.parse(gap.until), end) - Date.parse(gap.from);
          return sum + Math.max(0, overlap);
        }, 0);
        expect(end - Date.parse(start) - off).toBe(days * 86_400_000);
      }),
    );
  });

  it('owes the warning that a policy got after the user had passed its place', () => {
    const stages: Stage[] = [
      { name: 'warning', afterDays: 5, warn: {} },
      { name: 'gone', afterDays: 30, actions: ['delete'] },
    ];
    const reached = { stage: 'disabled', afterDays: 20, at: start, warned: false };
    const standing: Place = { openedAt: start, reached, warning: { state: 'none' } };
    const now = daysAfter(start, 300);
    expect(decideStage({ stages, standing, now, gaps: [], addressLost: false, told: stages })).toMatchObject({
      kind: 'due',
      stage: 'warning',
    });
  });
});

describe('gaps', () => {
  it('are the silences of more than a day, the present one included, and no shorter ones', () => {
    const span = (from: number, until: number) => ({ from: daysAfter(start, from), until: daysAfter(start, until) });
    const spans = [span(0, 3), span(4, 6), span(9, 10)];
    expect(findGaps(spans, daysAfter(start, 10.5))).toEqual([
      { from: daysAfter(start, 6), until: daysAfter(start, 9) },
    ]);
    expect(findGaps(spans, daysAfter(start, 12))).toHaveLength(2);
    expect(findGaps([], start)).toEqual([]);
  });
});

/** Readings as the store keeps them: a failed one ends the span of those that succeeded. */
function keepReadings(readings: readonly { at: Instant; complete: boolean }[]): ReadingSpan[] {
  const spans: ReadingSpan[] = [];
  for (const { at, complete } of readings) {
    const last = spans.at(-1);
    if (complete && (last === undefined || last.broken)) spans.push({ from: at, until: at, broken: false });
    else if (last !== undefined) spans.splice(-1, 1, complete ? { ...last, until: at } : { ...last, broken: true });
  }
  return spans;
}

describe('time in which activity could not be read', () => {
  const anyReadings = fc
    .array(fc.record({ hours: fc.integer({ min: 1, max: 80 }), complete: fc.boolean() }), { maxLength: 30 })
    .map((parts) => {
      let at = start;
      return [
        { at, complete: true },
        ...parts.map(({ hours, complete }) => {
          at = daysAfter(at, hours / 24);
          return { at, complete };
        }),
      ];
    });

  it('counts for nobody: a stage comes only after its days without all time that lies beside a failed reading', () => {
    fc.assert(
      fc.property(anyReadings, fc.integer({ min: 1, max: 40 }), (readings, days) => {
        const now = readings.at(-1)?.at ?? start;
        const up = [{ from: start, until: now }];
        const gaps = findLostTimes({ up, readings: keepReadings(readings) }, now);
        const stages: Stage[] = [{ name: 'only', afterDays: days, actions: ['disable'] }];
        const standing: Place = { openedAt: start, reached: null, warning: { state: 'none' } };
        const decision = decideStage({ stages, standing, now, gaps, addressLost: false, told: stages });
        const counted = readings.slice(1).reduce((sum, reading, index) => {
          const before = readings[index];
          if (before === undefined || !before.complete || !reading.complete) return sum;
          return sum + Date.parse(reading.at) - Date.parse(before.at);
        }, 0);
        expect(decision.kind).toBe(counted >= days * 86_400_000 ? 'due' : 'waiting');
      }),
    );
  });

  it('is joined with the time in which the product was off, so that none counts twice', () => {
    const day = (count: number) => daysAfter(start, count);
    const up = [
      { from: day(0), until: day(3) },
      { from: day(6), until: day(20) },
    ];
    const readings = [
      { from: day(0), until: day(2), broken: true },
      { from: day(7), until: day(18), broken: true },
    ];
    expect(findLostTimes({ up, readings }, day(20))).toEqual([
      { from: day(2), until: day(7) },
      { from: day(18), until: day(20) },
    ]);
  });
});

it('holds at its place whoever was warned at an address that is not told any more, however long ago', () => {
  const stages: Stage[] = [
    { name: 'warning', afterDays: 0, warn: {} },
    { name: 'gone', afterDays: 30, actions: ['delete'] },
  ];
  const reached = { stage: 'warning', afterDays: 0, at: start, warned: true };
  const standing: Place = { openedAt: start, reached, warning: { state: 'delivered', at: start } };
  const now = daysAfter(start, 300);
  const decide = (addressLost: boolean) => decideStage({ stages, standing, now, gaps: [], addressLost, told: stages });
  expect(decide(true)).toEqual({ kind: 'held', stage: 'gone', because: 'address-unknown' });
  expect(decide(false)).toMatchObject({ kind: 'due', stage: 'gone' });
});
