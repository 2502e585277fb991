// What creating one user takes: what stands in the way, and else the steps by Confluence itself or by one directory.
import type { Change } from '../action.ts';
import { faultOfUsername, isAddress, type Namesake, type Newcomer } from '../newcomer.ts';
import type { Expansion } from './expand.ts';
import type { Intent, PlanNote, UnsupportedReason } from './intent.ts';

/** What was found out for one newcomer. */
export interface NewcomerFacts {
  /** Whether an earlier row of the same request has the name. */
  readonly namedBefore: boolean;
  readonly nameHolder: Namesake | null;
  readonly emailHolder: Namesake | null;
  /** Whether the holder of the name is known to be the very same person, and is in use. */
  readonly isSamePerson: boolean;
  /** Why what has to be known could not be read, or why nothing can be made where it is to be. */
  readonly obstacle: UnsupportedReason | null;
  /** Whether the host counts a seat less than this newcomer would take. */
  readonly licenceFull: boolean;
  /** Whether every user whom Confluence creates takes a seat, as far as anybody knows. */
  readonly takesSeat: boolean;
  /** Whether this product can send mail. */
  readonly canNotify: boolean;
}

/** The steps in order; all of them refused or unsupported where one thing stands in the way. */
export function planNewcomer(newcomer: Newcomer, facts: NewcomerFacts): Expansion {
  const known = whatIsKnown(newcomer, facts);
  const creation: Intent = { change: creationOf(newcomer), known };
  const inTheWay = facts.isSamePerson ? null : (facts.nameHolder ?? facts.emailHolder);
  const joins = newcomer.groups.map((group): Intent => ({ change: joinOf(newcomer, group), known: null }));
  // Somebody who is there already gets the groups that were asked for, and is a user like any other.
  if (facts.isSamePerson) return { intents: [creation, ...joins], notes: [], images: [] };
  const { directory } = newcomer;
  const mail: Intent[] =
    directory === null ? [] : [{ change: { kind: 'mail-password-reset', directory }, known: null }];
  const intents = [creation, ...joins, ...mail].map((intent) => (known === null ? intent : { ...intent, known }));
  return { intents, notes: known === null ? notesOn(newcomer, facts) : [], images: [], newcomer: { inTheWay } };
}

/** The order is the order in which a reader would want to hear the reason. */
function whatIsKnown({ username, email }: Newcomer, facts: NewcomerFacts): Intent['known'] {
  if (facts.namedBefore) return { kind: 'refused', guard: 'named-twice' };
  if (facts.isSamePerson) return { kind: 'already' };
  if (facts.nameHolder !== null) return { kind: 'refused', guard: 'name-taken' };
  const fault = faultOfUsername(username);
  if (fault !== null) return { kind: 'refused', guard: fault };
  if (!isAddress(email)) return { kind: 'refused', guard: 'email-unlawful' };
  if (facts.emailHolder !== null) return { kind: 'refused', guard: 'email-taken' };
  if (facts.obstacle !== null) return { kind: 'unsupported', reason: facts.obstacle };
  return facts.licenceFull ? { kind: 'refused', guard: 'licence-full' } : null;
}

function creationOf({ directory }: Newcomer): Change {
  return directory === null ? { kind: 'create-user' } : { kind: 'create-first-account', directory };
}

function joinOf({ directory }: Newcomer, group: string): Change {
  return directory === null ? { kind: 'add-to-group', group } : { kind: 'add-account-to-group', directory, group };
}

function notesOn({ directory }: Newcomer, { takesSeat, canNotify }: NewcomerFacts): PlanNote[] {
  const untold = directory === null && !canNotify;
  return [
    'undo-disables',
    ...(takesSeat ? ['created-with-seat' as const] : []),
    ...(untold ? ['told-by-nobody' as const] : []),
  ];
}
