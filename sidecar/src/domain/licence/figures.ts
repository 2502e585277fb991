// How many seats are taken: counted by our own reading, by granting group, and held against the host's own count.
import type { Licence } from './licence.ts';
import { createSeatJudge, type SeatFacts } from './seat.ts';

/** The host's own numbers; null where it does not tell one, or not in a form we know. */
export interface HostLicence {
  /** Seats in use. */
  readonly used: number | null;
  /** Seats of the licence. */
  readonly most: number | null;
  readonly remaining: number | null;
}

export interface LicenceFigures {
  /** Users who take a seat. */
  readonly seats: number;
  /** Users of whom that is not known. */
  readonly unknown: number;
  /** In the order of the licence's groups. */
  readonly groups: readonly GroupFigures[];
  /** Seats by a grant of the user's own, and those of them that no group grants. */
  readonly own: Omit<GroupFigures, 'group'>;
}

export interface GroupFigures {
  readonly group: string;
  /** Seats that the group grants, alone or beside others. */
  readonly seats: number;
  /** Seats that nothing else grants: what would be free if the group granted no more. */
  readonly only: number;
}

/** Counts everybody of a snapshot. */
export function countSeats(licence: Licence, users: Iterable<SeatFacts>): LicenceFigures {
  const judge = createSeatJudge(licence);
  const groups = new Map(licence.groups.map(({ name }) => [name, { seats: 0, only: 0 }]));
  const own = { seats: 0, only: 0 };
  const total = { yes: 0, no: 0, unknown: 0 };
  for (const facts of users) {
    const { seat, grants, ownGrant } = judge(facts);
    total[seat] += 1;
    if (seat !== 'yes') continue;
    const counted = grants.flatMap(({ group }) => groups.get(group) ?? []);
    // A grant of their own that is not certain may be what keeps the seat: then no group alone does.
    const alone = counted.length === 1 && ownGrant === 'no';
    for (const count of counted) count.seats += 1;
    for (const count of alone ? counted : []) count.only += 1;
    if (ownGrant !== 'yes') continue;
    own.seats += 1;
    if (counted.length === 0) own.only += 1;
  }
  const { yes: seats, unknown } = total;
  return { seats, unknown, groups: [...groups].map(([group, count]) => ({ group, ...count })), own };
}

/** How our reading stands to the host's count; never corrected, only shown. */
export interface LicenceComparison {
  readonly ours: number;
  readonly unknown: number;
  readonly host: number | null;
  /** Seats the host counts more than we do; null where it does not tell. */
  readonly difference: number | null;
  /** Whether the users who are unknown can account for the difference; null where there is none to account for. */
  readonly explained: boolean | null;
}

export function compareCounts({ seats, unknown }: LicenceFigures, { used }: HostLicence): LicenceComparison {
  const difference = used === null ? null : used - seats;
  const explained = difference === null || difference === 0 ? null : difference > 0 && difference <= unknown;
  return { ours: seats, unknown, host: used, difference, explained };
}

/** What a snapshot keeps of the licence. */
export interface LicenceFinding {
  readonly licence: Licence;
  readonly figures: LicenceFigures;
  readonly host: HostLicence;
  /** Who was asked which groups grant, in order of belief, and why they did not tell: a code, null for the one believed. */
  readonly asked: readonly { readonly witness: 'database' | 'permissions'; readonly failure: string | null }[];
}
