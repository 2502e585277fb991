// What is kept of somebody unknown is little and says the same: the reasons, and the words made of them.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyContext, anyCriteria, anyPerson } from '../../../../test/support/people.ts';
import { wordTrace } from '../../mail/trace-words.ts';
import { matches, unknownReasons } from '../criteria/matches.ts';
import { keepUnknown, listUnknown } from './unknown-users.ts';

it('keeps of an unknown verdict what says the same as the whole, with the same reasons and words', () => {
  let asked = 0;
  fc.assert(
    fc.property(anyCriteria, anyPerson, anyContext, (criteria, person, context) => {
      const whole = matches(criteria, person, context);
      if (whole.verdict !== 'unknown') return;
      asked += 1;
      const kept = keepUnknown(whole);
      expect(kept.verdict).toBe('unknown');
      expect(unknownReasons(kept)).toEqual(unknownReasons(whole));
      expect(wordTrace(kept, 'UTC')).toBe(wordTrace(whole, 'UTC'));
      expect(JSON.stringify(kept).length).toBeLessThanOrEqual(JSON.stringify(whole).length);
    }),
    { numRuns: 2_000 },
  );
  expect(asked).toBeGreaterThan(100);
});

it('keeps each trace once, however many users share it, and counts users by reason', () => {
  fc.assert(
    fc.property(fc.array(anyPerson, { maxLength: 8 }), anyContext, (people, context) => {
      const list = listUnknown();
      const criteria = { all: [{ inactiveDays: 90 }, { inGroup: 'staff' }] };
      const traces = people.map((person) => matches(criteria, person, context));
      for (const [index, { user }] of people.entries()) {
        const trace = traces[index];
        if (trace?.verdict === 'unknown') list.add(user, trace);
      }
      const { users, traces: kept, byReason } = list.all();
      const unknown = traces.filter(({ verdict }) => verdict === 'unknown');
      expect(users.map(({ trace }) => kept[trace])).toEqual(unknown.map(keepUnknown));
      expect(new Set(kept.map((trace) => JSON.stringify(trace))).size).toBe(kept.length);
      for (const [reason, count] of Object.entries(byReason)) {
        expect(unknown.filter((trace) => unknownReasons(trace).some((one) => one === reason))).toHaveLength(count);
      }
    }),
  );
});
