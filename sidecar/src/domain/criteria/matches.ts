// Who is meant: evaluates a criteria tree in three-valued logic and keeps the trace. Only "yes" ever selects.
import type { FieldValues } from '../field.ts';
import type { Instant, UserKey, UserWithGroups } from '../user.ts';
import type { UserList } from '../user-list.ts';
import type { Matcher } from './answer.ts';
import { type Criteria, type LeafKey, type Leaves, openCriteria } from './leaves.ts';
import { disabledDays, inactiveDays, loggedInOnce, neverActive, status } from './matchers/activity.ts';
import { directory, hasSeat, inGroup, unsynced } from './matchers/belonging.ts';
import { displayName, email, emailDomain, username, users } from './matchers/names.ts';
import { field, inList } from './matchers/told.ts';

export type Verdict = 'yes' | 'no' | 'unknown';

/** Why a leaf could not be answered; the plan counts users by it. */
export type UnknownReason =
  | 'activity-no-source'
  | 'activity-not-covered'
  | 'activity-not-told'
  | 'activity-in-the-future'
  | 'activity-unreadable'
  | 'activity-source-failed'
  | 'activity-source-stale'
  | 'activity-before-coverage'
  | 'account-age-not-told' // no creation date, and first seen too recently to be sure
  | 'disabled-since-not-told' // disabled, but first seen so too recently to be sure
  | 'status-not-told'
  | 'email-not-told'
  | 'group-unreadable' // members could not be read completely
  | 'group-nesting-unread' // members were read, nested groups cannot be read at this host
  | 'group-missing' // no such group in the snapshot
  | 'accounts-not-told' // nobody tells in which directory the account that speaks for the user lies
  | 'unsynced-not-told' // nobody told which users no directory has any more
  | 'unsynced-at-odds' // the database has no account of somebody whom Confluence lists
  | 'seat-not-known' // whether the user takes a seat of the licence cannot be told
  | 'licence-not-read' // the snapshot knows nothing of the licence
  | 'logins-not-counted' // nobody tells whether somebody logged in once or more often
  | 'field-missing' // no such own field
  | 'field-not-told' // the user has no value in it
  | 'field-no-day' // the value is no calendar day
  | 'field-day-open' // whether the day is over depends on where on earth one asks
  | 'list-missing' // no such list
  | 'list-unmatched'; // a row of the list that named nobody may mean the user

/** How well the members of one group are known. */
export type GroupKnowledge = 'complete' | 'unreadable' | 'nesting-unread' | 'missing';

/** Everything an answer may depend on besides the user. */
export interface MatchContext {
  readonly now: Instant;
  /** How well a group (folded name) is known in the snapshot. */
  readonly groupKnowledge: (foldedGroup: string) => GroupKnowledge;
  /** Whether somebody takes a seat of the licence; null where the snapshot knows nothing of it. */
  readonly seatOf: (person: UserWithGroups) => Verdict | null;
  /** Users whom no directory has any more; null where nobody told of them. */
  readonly unsynced: ReadonlySet<UserKey> | null;
  /** When those who logged in only once ever did so; null where nobody tells. */
  readonly onlyLogins: ReadonlyMap<UserKey, Instant> | null;
  /** The values of an own field; null where there is no such field. */
  readonly field: (key: string) => FieldValues | null;
  /** A list by its name; null where there is no such list. */
  readonly list: (name: string) => UserList | null;
}

/** What is known besides people: everything of a `MatchContext` but the time. */
export type MatchKnowledge = Omit<MatchContext, 'now'>;

/** What was found, in values a reader can check; words are made from it elsewhere. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

export interface LeafTrace {
  readonly leaf: LeafKey;
  /** As asked; a long list is cut. */
  readonly argument: Leaves[LeafKey];
  readonly verdict: Verdict;
  readonly unknown?: UnknownReason;
  readonly facts: Facts;
}

export type Trace =
  | LeafTrace
  | { readonly combine: 'all' | 'any' | 'not'; readonly verdict: Verdict; readonly children: readonly Trace[] };

/** One function a leaf; a leaf without one does not compile. */
const matchers: { readonly [Key in LeafKey]: Matcher<Key> } = {
  inactiveDays,
  neverActive,
  loggedInOnce,
  disabledDays,
  inGroup,
  directory,
  hasSeat,
  unsynced,
  status,
  username,
  displayName,
  email,
  emailDomain,
  users,
  inList,
  field,
};

/** Answers a criteria tree for one person. Nothing is cut short: the trace shows every leaf that was asked. */
export function matches(criteria: Criteria, person: UserWithGroups, context: MatchContext): Trace {
  const node = openCriteria(criteria);
  if (node.kind === 'leaf') {
    const match = matchers[node.key] as Matcher<LeafKey>;
    return { leaf: node.key, argument: shorten(node.argument), ...match(node.argument, person, context) };
  }
  if (node.kind === 'not') {
    const child = matches(node.child, person, context);
    return { combine: 'not', verdict: negate(child.verdict), children: [child] };
  }
  const children = node.children.map((child) => matches(child, person, context));
  const verdicts = children.map((child) => child.verdict);
  return { combine: node.kind, verdict: node.kind === 'all' ? all(verdicts) : any(verdicts), children };
}

/** Traces are kept for each person: of a long list its beginning says what was asked. */
const keptEntries = 20;

function shorten<Argument extends Leaves[LeafKey]>(argument: Argument): Argument | readonly string[] {
  return Array.isArray(argument) && argument.length > keptEntries ? argument.slice(0, keptEntries) : argument;
}

function negate(verdict: Verdict): Verdict {
  if (verdict === 'unknown') return 'unknown';
  return verdict === 'yes' ? 'no' : 'yes';
}

function all(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('no')) return 'no';
  return verdicts.includes('unknown') ? 'unknown' : 'yes';
}

function any(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('yes')) return 'yes';
  return verdicts.includes('unknown') ? 'unknown' : 'no';
}

/** The reasons that keep an unknown verdict unknown; leaves whose answer did not matter are left out. */
export function unknownReasons(trace: Trace): UnknownReason[] {
  if (trace.verdict !== 'unknown') return [];
  if ('leaf' in trace) return trace.unknown === undefined ? [] : [trace.unknown];
  return [...new Set(trace.children.flatMap(unknownReasons))];
}
