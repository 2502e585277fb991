// Somebody whom Confluence does not know yet: who they are to be, and by what they are told apart until the host gives a key.
import type { AccountsKnown } from './account.ts';
import type { Protection } from './guard/step/guard.ts';
import type { PolicyDefinition, PolicyId } from './policy.ts';
import { defaultLimits } from './policy.ts';
import { foldName, type Instant, type UserKey, type Username, type UserStatus, type UserWithGroups } from './user.ts';

/** As a person asked for it. */
export interface Newcomer {
  readonly username: Username;
  readonly displayName: string;
  readonly email: string;
  /** Direct groups besides those that every new user gets. */
  readonly groups: readonly string[];
  /** The directory whose Crowd application makes the account; null lets Confluence choose. */
  readonly directory: string | null;
}

/** Somebody whom a newcomer would be mistaken for. */
export interface Namesake {
  /** Null where only an account in a directory is known. */
  readonly userKey: UserKey | null;
  readonly username: Username;
  readonly displayName: string;
  readonly status: UserStatus;
  readonly shares: 'name' | 'email';
}

/** Confluence's own keys are letters and digits, so that nobody's key ever begins so. */
const provisional = 'new:';

/** Stands for a newcomer in plan and journal: the same name always has the same one. */
export function provisionalKeyOf(username: string): UserKey {
  return `${provisional}${foldName(username)}` as UserKey;
}

/** The folded name of a newcomer by their provisional key; null for a key of the host's own. */
export function nameOfNewcomer(userKey: UserKey): string | null {
  return userKey.startsWith(provisional) ? userKey.slice(provisional.length) : null;
}

/** Runs that create users belong to this policy, which selects nobody and is in nobody's list. */
export const provisioningPolicy = 'create-users' as PolicyId;

/** The version of the policy that a request for newcomers stands for. */
export function provisioningDefinition(order: {
  readonly maxUsers: number;
  readonly to: readonly string[];
}): PolicyDefinition {
  return {
    policy: provisioningPolicy,
    name: 'Create users',
    criteria: { any: [] },
    actions: [],
    limits: { ...defaultLimits, maxPercent: 100, maxUsers: order.maxUsers },
    protect: { users: [], groups: [] },
    report: { to: order.to },
  };
}

/** A newcomer in the place of a user of the snapshot, for guards that ask about one. */
export function personOf(
  { username, displayName, email }: Pick<Newcomer, 'username' | 'displayName' | 'email'>,
  firstSeenAt: Instant,
): UserWithGroups {
  return {
    user: {
      userKey: provisionalKeyOf(username),
      username,
      displayName,
      email,
      status: 'unknown',
      activity: { state: 'unknown', reason: 'not-covered' },
      createdAt: null,
      firstSeenAt,
      firstSeenDisabledAt: null,
    },
    memberships: [],
    accounts: untold,
  };
}

/** What guards ask about people who are there says nothing of somebody new, who may share a display name with anybody. */
export function guardNewcomers(protection: Protection): Protection {
  return { ...protection, administratorNames: new Set(), dependsOnActivity: false };
}

const untold: AccountsKnown = { kind: 'untold' };

/** Why Confluence would not take a username, by the rules of its REST; null for a lawful one. */
export function faultOfUsername(username: string): 'username-unlawful' | null {
  const unlawful = /[\\,+<>'"\s\p{Cc}]/u.test(username) || username !== username.toLowerCase();
  const reserved = username === 'anonymous' || username === '';
  return unlawful || reserved || username.length > 255 ? 'username-unlawful' : null;
}

/** Whether the text is one plain address that a mail can go to. */
export function isAddress(email: string): boolean {
  return email.length <= 255 && /^[^\s@<>,;"]+@[^\s@<>,;"]+$/u.test(email);
}

interface Described {
  readonly email: string | null;
  readonly displayName: string;
}

/** Whether both have the same display name and the same address; an address that is not told is not the same. */
export function isSomeoneLike(one: Described, other: Described): boolean {
  const same = (left: string, right: string) => foldName(left.trim()) === foldName(right.trim());
  const told = one.email !== null && other.email !== null;
  return told && same(one.email ?? '', other.email ?? '') && same(one.displayName, other.displayName);
}

/** First and last name as Crowd keeps them: the last word, and what stands before it. */
export function namesOf(displayName: string): { readonly firstName: string; readonly lastName: string } {
  const words = displayName.trim().split(/\s+/u);
  const lastName = words.at(-1) ?? '';
  return { firstName: words.slice(0, -1).join(' '), lastName };
}
