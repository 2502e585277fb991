// Whether a user takes a seat of the licence, and by which grants: active, with a granting group or a grant of their own.
import { foldName, type UserKey, type UserStatus, type UserWithGroups } from '../user.ts';
import type { Licence } from './licence.ts';

export interface SeatFacts {
  readonly userKey: UserKey;
  readonly status: UserStatus;
  readonly directGroups: readonly string[];
}

export type SeatWord = 'yes' | 'no' | 'unknown';

/** `unknown` where somebody's status, a granting group's members or a grant of their own is not known for certain. */
export interface Seat {
  readonly seat: SeatWord;
  readonly grants: readonly SeatGrant[];
  /** Whether the user holds the permission themselves. */
  readonly ownGrant: 'yes' | 'no' | 'unknown';
}

/** One granting group of a user. */
export interface SeatGrant {
  readonly group: string;
  /** Whether the user is a member of it directly: that membership can be removed by itself. */
  readonly direct: boolean;
  /** Groups of the user that lie inside it and grant the seat too. */
  readonly through: readonly string[];
}

export type JudgeSeat = (facts: SeatFacts) => Seat;

/** Prepares the judgement for many users of one snapshot. */
export function createSeatJudge(licence: Licence): JudgeSeat {
  const holders = new Map(
    licence.holders.map(({ userKey, certain }) => [userKey, certain ? 'yes' : 'unknown'] as const),
  );
  const granting = licence.groups.map(({ name, below }) => ({ name, folded: foldName(name), below: new Set(below) }));
  const mayBeHidden = licence.toldBy === 'assumed' || licence.groups.some((group) => !group.complete);
  return ({ userKey, status, directGroups }) => {
    const own = directGroups.map((name) => ({ name, folded: foldName(name) }));
    const grants = granting.flatMap(({ name, folded, below }): SeatGrant[] => {
      const direct = own.some((group) => group.folded === folded);
      const through = own.filter((group) => below.has(group.folded)).map((group) => group.name);
      return direct || through.length > 0 ? [{ group: name, direct, through }] : [];
    });
    const ownGrant = holders.get(userKey) ?? 'no';
    const granted = grants.length > 0 || ownGrant === 'yes';
    return { grants, ownGrant, seat: decide({ status, granted, possible: ownGrant === 'unknown' || mayBeHidden }) };
  };
}

/** The same for people with their memberships. */
export function createPersonJudge(licence: Licence): (person: UserWithGroups) => Seat {
  const judge = createSeatJudge(licence);
  return ({ user, memberships }) => {
    const directGroups = memberships.filter((one) => one.direct).map((one) => one.group);
    return judge({ userKey: user.userKey, status: user.status, directGroups });
  };
}

interface Decision {
  readonly status: UserStatus;
  readonly granted: boolean;
  /** A grant that is not known may be there. */
  readonly possible: boolean;
}

function decide({ status, granted, possible }: Decision): Seat['seat'] {
  if (status === 'disabled' || (!granted && !possible)) return 'no';
  return status === 'active' && granted ? 'yes' : 'unknown';
}
