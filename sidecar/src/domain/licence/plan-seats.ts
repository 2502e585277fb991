// What a plan would do to the licence: for each user acted upon, the seat before against the seat after.
import type { Change } from '../action.ts';
import { foldName, type UserStatus } from '../user.ts';
import { defaultLicenceGroup, type Licence, type LicenceWitness } from './licence.ts';
import { createSeatJudge, type JudgeSeat, type Seat, type SeatFacts, type SeatWord } from './seat.ts';

/** Counts of users; `actedUpon = freed + kept + none + taken + unknown`. */
export interface PlanSeats {
  /** Who told which groups grant. */
  readonly toldBy: LicenceWitness;
  /** Users with at least one planned step that could move a seat: one on their status, groups or accounts. */
  readonly actedUpon: number;
  readonly freed: number;
  readonly kept: number;
  /** What keeps those seats, most users first; one user may be kept by several. `group` is null for a grant of their own. */
  readonly keptThrough: readonly { readonly group: string | null; readonly users: number }[];
  /** Had no seat and get none. */
  readonly none: number;
  /** Had no seat and would take one. */
  readonly taken: number;
  /** Before or after is not known, so nothing is promised. */
  readonly unknown: number;
}

/** A user acted upon, with the changes that are really planned. */
export interface SeatChange {
  readonly facts: SeatFacts;
  readonly changes: readonly Change[];
  /** Whether another account could speak for the user once one is disabled: then disabling promises no seat. */
  readonly mayStayActive: boolean;
}

/** Counts one user after the other, so that whoever counts many may rest in between. */
export interface SeatCount {
  /** Answers with the user's own seat before and after. */
  readonly add: (change: SeatChange) => { readonly before: SeatWord; readonly after: SeatWord };
  readonly total: () => PlanSeats;
}

export function openSeatCount(licence: Licence): SeatCount {
  const judge = createSeatJudge(licence);
  const counts = { freed: 0, kept: 0, none: 0, taken: 0, unknown: 0 };
  const through = new Map<string | null, number>();
  let actedUpon = 0;
  const add: SeatCount['add'] = (change) => {
    if (!change.changes.some(touchesSeat)) {
      const { seat } = judge(change.facts);
      return { before: seat, after: seat };
    }
    actedUpon += 1;
    const { effect, before, after } = judgeEffect(judge, change);
    counts[effect] += 1;
    if (effect === 'kept') for (const keeper of keepersOf(after)) through.set(keeper, (through.get(keeper) ?? 0) + 1);
    return { before: before.seat, after: after.seat };
  };
  const total = (): PlanSeats => {
    const keptThrough = [...through].map(([group, some]) => ({ group, users: some }));
    return {
      toldBy: licence.toldBy,
      actedUpon,
      ...counts,
      keptThrough: keptThrough.sort((one, other) => other.users - one.users || compareGroups(one.group, other.group)),
    };
  };
  return { add, total };
}

type SeatEffect = 'freed' | 'kept' | 'none' | 'taken' | 'unknown';

function judgeEffect(judge: JudgeSeat, change: SeatChange): { effect: SeatEffect; before: Seat; after: Seat } {
  const { facts, changes, mayStayActive } = change;
  const before = judge(facts);
  const after = changes.some((change) => change.kind === 'delete')
    ? { ...before, seat: 'no' as const }
    : judge(changes.reduce((known, one) => applyChange(known, one, mayStayActive), facts));
  if (before.seat === 'unknown' || after.seat === 'unknown') return { effect: 'unknown', before, after };
  if (before.seat === 'yes') return { effect: after.seat === 'yes' ? 'kept' : 'freed', before, after };
  return { effect: after.seat === 'yes' ? 'taken' : 'none', before, after };
}

function touchesSeat({ kind }: Change): boolean {
  return kind !== 'set-random-password' && kind !== 'mail-password-reset' && kind !== 'warn';
}

function applyChange(facts: SeatFacts, change: Change, mayStayActive: boolean): SeatFacts {
  const withStatus = (status: UserStatus): SeatFacts => ({ ...facts, status });
  switch (change.kind) {
    case 'disable':
      return withStatus(mayStayActive && facts.status !== 'disabled' ? 'unknown' : 'disabled');
    case 'enable':
    case 'create-first-account':
      return withStatus('active');
    // Whom Confluence creates lands in its default group.
    case 'create-user':
      return { ...withStatus('active'), directGroups: [...facts.directGroups, defaultLicenceGroup] };
    // Whether it is the one that speaks for the user is told by nobody.
    case 'enable-account':
      return facts.status === 'active' ? facts : withStatus('unknown');
    // One account less does not end a user whom another one may speak for.
    case 'disable-account':
      return facts.status === 'disabled' ? facts : withStatus('unknown');
    case 'add-to-group':
    case 'add-account-to-group':
      return { ...facts, directGroups: [...facts.directGroups, change.group] };
    case 'remove-from-group': {
      const folded = foldName(change.group);
      return { ...facts, directGroups: facts.directGroups.filter((group) => foldName(group) !== folded) };
    }
    // A transfer takes every group along and ends only when the new account was found to hold them.
    case 'create-account':
    case 'create-group':
    case 'copy-attributes':
    case 'delete-account':
    case 'withdraw-account':
    case 'delete':
    case 'take-licence':
    case 'set-random-password':
    case 'mail-password-reset':
    case 'warn':
      return facts;
  }
}

function keepersOf({ grants, ownGrant }: Seat): (string | null)[] {
  return [...grants.map((grant) => grant.group), ...(ownGrant === 'yes' ? [null] : [])];
}

function compareGroups(one: string | null, other: string | null): number {
  return (one ?? '') < (other ?? '') ? -1 : 1;
}
