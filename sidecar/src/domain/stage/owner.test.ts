// A user stands on one timeline: of any policies exactly one may have them.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PolicyId } from '../policy.ts';
import { findOwner } from './owner.ts';

const anyPlaces = fc.uniqueArray(
  fc.record({
    policyId: fc.constantFrom('a', 'b', 'c', 'd').map((id) => id as PolicyId),
    precedence: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 1, maxLength: 4, selector: ({ policyId }) => policyId },
);

it('of all policies with a timeline for a user exactly one has them, and takes them over from all others', () => {
  fc.assert(
    fc.property(anyPlaces, (places) => {
      const words = places.map((own) =>
        findOwner(
          own,
          places.filter((one) => one !== own),
        ),
      );
      const owners = words.filter(({ belongsTo }) => belongsTo === null);
      expect(owners).toHaveLength(1);
      expect(owners[0]?.takesOver).toHaveLength(places.length - 1);
      const [owner] = places.filter((_place, index) => words[index]?.belongsTo === null);
      for (const { belongsTo } of words) expect([null, owner?.policyId]).toContain(belongsTo);
    }),
  );
});
