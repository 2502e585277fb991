// The tiers while they are edited, as text: what stands in a field is kept as it was typed until it is sent.
import type { LicenceOutlookDocument } from '../../../sidecar/src/contract/licence-outlook.ts';

type Tier = NonNullable<LicenceOutlookDocument['terms']>['tiers'][number];

export interface DraftTier {
  /** Empty for no limit. */
  readonly seats: string;
  readonly price: string;
}

export function draftOf(tiers: readonly Tier[]): readonly DraftTier[] {
  return tiers.map(({ seats, price }) => ({ seats: seats === null ? '' : `${seats}`, price: `${price}` }));
}

export function addTier(tiers: readonly DraftTier[]): readonly DraftTier[] {
  return [...tiers, { seats: '', price: '' }];
}

/** In the order of their seats, whatever order they were typed in; a tier without a limit last. */
export function readTiers(tiers: readonly DraftTier[]): readonly Tier[] {
  const read = tiers.map(({ seats, price }) => ({ seats: seats === '' ? null : Number(seats), price: Number(price) }));
  return read.sort((one, other) => roomOf(one) - roomOf(other));
}

function roomOf({ seats }: Pick<Tier, 'seats'>): number {
  return seats ?? Number.MAX_SAFE_INTEGER;
}
