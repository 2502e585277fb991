// The tiers while they are edited: out again as they went in, and in order however they were typed.
import { expect, it } from 'vitest';
import { addTier, draftOf, readTiers } from './terms-draft.ts';

it('tiers come out of the form as they went in', () => {
  const tiers = [
    { seats: 500, price: 10.5 },
    { seats: null, price: 0 },
  ];
  expect(readTiers(draftOf(tiers))).toEqual(tiers);
});

it('tiers are sent in the order of their seats, one without a limit last', () => {
  const typed = [
    { seats: '', price: '9' },
    { seats: '2000', price: '2' },
    { seats: '500', price: '1' },
  ];
  expect(readTiers(typed).map(({ seats }) => seats)).toEqual([500, 2000, null]);
  expect(addTier(typed)).toHaveLength(4);
});
