// Who is meant: evaluates a criteria tree in three-valued logic and keeps the trace. Only "yes" ever selects.
import type { Sighting } from '../activity.ts';
import { emailDomainOf, foldName, type Instant, type UserWithGroups } from '../user.ts';
import { type FindGlob, prepareGlobs } from './glob-list.ts';
import { type Criteria, type LeafKey, type Leaves, openCriteria } from './leaves.ts';

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
  | 'group-missing'; // no such group in the snapshot

/** How well the members of one group are known. */
export type GroupKnowledge = 'complete' | 'unreadable' | 'nesting-unread' | 'missing';

/** Everything an answer may depend on besides the user. */
export interface MatchContext {
  readonly now: Instant;
  /** How well a group (folded name) is known in the snapshot. */
  readonly groupKnowledge: (foldedGroup: string) => GroupKnowledge;
}

/** What was found, in values a reader can check; words are made from it elsewhere. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

export interface LeafTrace {
  readonly leaf: LeafKey;
  readonly argument: Leaves[LeafKey];
  readonly verdict: Verdict;
  readonly unknown?: UnknownReason;
  readonly facts: Facts;
}

export type Trace =
  | LeafTrace
  | { readonly combine: 'all' | 'any' | 'not'; readonly verdict: Verdict; readonly children: readonly Trace[] };

type LeafAnswer = { readonly verdict: Verdict; readonly unknown?: UnknownReason; readonly facts: Facts };
type Matcher<Key extends LeafKey> = (
  argument: Leaves[Key],
  person: UserWithGroups,
  context: MatchContext,
) => LeafAnswer;

const dayMs = 86_400_000;

/** The instant that lies this many days before another. */
export function daysBefore(now: Instant, days: number): Instant {
  return new Date(Date.parse(now) - days * dayMs).toISOString();
}

/** Whole days between an instant and now. */
export function daysSince(at: Instant, now: Instant): number {
  return Math.floor((Date.parse(now) - Date.parse(at)) / dayMs);
}

function answer(verdict: 'yes' | 'no', facts: Facts): LeafAnswer {
  return { verdict, facts };
}

function unsure(unknown: UnknownReason, facts: Facts = {}): LeafAnswer {
  return { verdict: 'unknown', unknown, facts };
}

function describe({ at, kind, source, readAt }: Sighting, now: Instant): Facts {
  return { lastActivityAt: at, days: daysSince(at, now), kind, source, readAt };
}

const preparedGlobs = new WeakMap<readonly string[], FindGlob>();

/** A policy's list is prepared once and then asked about everybody. */
function findGlob(globs: readonly string[]): FindGlob {
  const prepared = preparedGlobs.get(globs) ?? prepareGlobs(globs);
  preparedGlobs.set(globs, prepared);
  return prepared;
}

/** One function a leaf; a leaf without one does not compile. */
const matchers: { readonly [Key in LeafKey]: Matcher<Key> } = {
  inactiveDays(days, { user }, { now }) {
    const { activity } = user;
    if (activity.state === 'never') return answer('no', { never: true });
    const last = activity.state === 'seen' ? activity : activity.atLeast;
    const facts = last === undefined ? {} : describe(last, now);
    const longAgo = last === undefined || last.at <= daysBefore(now, days);
    // Whatever is not known can only be later: it never makes a recent activity old.
    if (activity.state === 'unknown' && longAgo) return unsure(`activity-${activity.reason}`, facts);
    return answer(longAgo ? 'yes' : 'no', facts);
  },

  neverActive({ accountOlderThanDays }, { user }, { now }) {
    const { activity } = user;
    const last = activity.state === 'unknown' ? activity.atLeast : activity.state === 'seen' ? activity : undefined;
    if (last !== undefined) return answer('no', { lastActivityAt: last.at });
    if (activity.state === 'unknown') return unsure(`activity-${activity.reason}`);
    const threshold = daysBefore(now, accountOlderThanDays);
    if (user.createdAt !== null) {
      return answer(user.createdAt <= threshold ? 'yes' : 'no', { createdAt: user.createdAt });
    }
    const facts = { firstSeenAt: user.firstSeenAt, days: daysSince(user.firstSeenAt, now) };
    return user.firstSeenAt <= threshold ? answer('yes', facts) : unsure('account-age-not-told', facts);
  },

  disabledDays(days, { user }, { now }) {
    if (user.status === 'unknown') return unsure('status-not-told');
    if (user.status === 'active') return answer('no', { status: user.status });
    const since = user.firstSeenDisabledAt;
    if (since === null) return unsure('disabled-since-not-told');
    const facts = { firstSeenDisabledAt: since, days: daysSince(since, now) };
    return since <= daysBefore(now, days) ? answer('yes', facts) : unsure('disabled-since-not-told', facts);
  },

  inGroup(group, { memberships }, { groupKnowledge }) {
    const folded = foldName(group);
    const membership = memberships.find((one) => foldName(one.group) === folded);
    if (membership !== undefined) return answer('yes', { group, direct: membership.direct });
    const knowledge = groupKnowledge(folded);
    if (knowledge === 'complete') return answer('no', { group });
    return unsure(`group-${knowledge}`, { group });
  },

  status(wanted, { user }) {
    if (user.status === 'unknown') return unsure('status-not-told');
    return answer(user.status === wanted ? 'yes' : 'no', { status: user.status });
  },

  username(globs, { user }) {
    const glob = findGlob(globs)(foldName(user.username));
    return answer(glob === undefined ? 'no' : 'yes', {
      username: user.username,
      ...(glob === undefined ? {} : { glob }),
    });
  },

  emailDomain(domains, { user }) {
    const domain = emailDomainOf(user.email);
    if (domain === null) return unsure('email-not-told');
    return answer(domains.some((one) => foldName(one) === domain) ? 'yes' : 'no', { domain });
  },
};

/** Answers a criteria tree for one person. Nothing is cut short: the trace shows every leaf that was asked. */
export function matches(criteria: Criteria, person: UserWithGroups, context: MatchContext): Trace {
  const node = openCriteria(criteria);
  if (node.kind === 'leaf') {
    const match = matchers[node.key] as Matcher<LeafKey>;
    return { leaf: node.key, argument: node.argument, ...match(node.argument, person, context) };
  }
  if (node.kind === 'not') {
    const child = matches(node.child, person, context);
    return { combine: 'not', verdict: negate(child.verdict), children: [child] };
  }
  const children = node.children.map((child) => matches(child, person, context));
  const verdicts = children.map((child) => child.verdict);
  return { combine: node.kind, verdict: node.kind === 'all' ? all(verdicts) : any(verdicts), children };
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
