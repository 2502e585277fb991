// What all policies together would make of the seats, worked out once from their simulations and kept with them.

import { seatEffect, type TogetherSeats } from '../../domain/licence/together.ts';
import type { ClaimedUser } from '../../domain/plan/claims.ts';
import type { KeptSeats, Simulation } from '../../store/simulations.ts';
import type { Store } from '../../store/store.ts';

const pageUsers = 500;

/** Counts every user by the policy they belong to: runs leave them to it. */
export async function countSeatsTogether(
  store: Pick<Store, 'simulations' | 'snapshots'>,
  {
    simulations,
    users,
    snapshotId,
  }: {
    readonly simulations: readonly Simulation[];
    readonly users: readonly ClaimedUser[];
    readonly snapshotId: number;
  },
): Promise<TogetherSeats> {
  const ownerOf = new Map(users.map(({ userKey, owner }) => [userKey, owner]));
  const counts = { freed: 0, taken: 0, same: 0, unknown: 0 };
  for (const { id, policyId } of simulations) {
    for (let after = 0; ; ) {
      const page = await store.simulations.entries({ simulationId: id, fate: 'planned', after, limit: pageUsers });
      for (const { userKey, before } of page) if (ownerOf.get(userKey) === policyId) counts[seatEffect(before)] += 1;
      const last = page.at(-1);
      if (last === undefined) break;
      after = last.personId;
    }
  }
  const { freed, taken, same, unknown } = counts;
  const finding = await store.snapshots.licence(snapshotId);
  return {
    seats: finding?.figures.seats ?? null,
    policies: simulations.length,
    held: simulations.filter(({ refusals }) => refusals.length > 0).length,
    users: freed + taken + same + unknown,
    freed,
    taken,
    unknown,
  };
}

/** The newest that was worked out, with its age; null before the first. Nothing is computed here. */
export function readSeatsTogether({
  store,
}: {
  readonly store: Pick<Store, 'simulations'>;
}): Promise<KeptSeats | null> {
  return store.simulations.newestSeats();
}
