// How two plans differ, user by user: who is new, who is gone, and for whom something else is intended. Pure and symmetric.
import { foldName, type UserKey, type Username } from '../user.ts';
import { wordOf } from './digest.ts';
import type { PlannedStep } from './plan.ts';

/** What one plan says of a user. */
export interface DiffSide {
  readonly fate: 'planned' | 'already' | 'refused' | 'unsupported';
  readonly steps: readonly Pick<PlannedStep, 'change' | 'disposition'>[];
}

export interface DiffEntry extends DiffSide {
  readonly userKey: UserKey;
  readonly username: Username;
  readonly displayName: string;
}

type Person = Pick<DiffEntry, 'userKey' | 'username' | 'displayName'>;

/** One user about whom the plans disagree. A changed one has the steps that only one of the plans has. */
export type UserDiff =
  | (Person & { readonly kind: 'newcomer'; readonly right: DiffSide })
  | (Person & { readonly kind: 'leaver'; readonly left: DiffSide })
  | (Person & {
      readonly kind: 'changed';
      readonly left: DiffSide;
      readonly right: DiffSide;
      readonly dropped: DiffSide['steps'];
      readonly added: DiffSide['steps'];
    });

/** `left = leavers + changed + same` and `right = newcomers + changed + same`. */
export interface DiffCounts {
  readonly left: number;
  readonly right: number;
  readonly newcomers: number;
  readonly leavers: number;
  readonly changed: number;
  readonly same: number;
}

export interface PlanDiff {
  readonly counts: DiffCounts;
  /** By folded username, then by key. */
  readonly users: readonly UserDiff[];
}

/** Compares by user key, so that a renamed user is the same user. The order of a user's steps does not count. */
export function diffPlans(left: readonly DiffEntry[], right: readonly DiffEntry[]): PlanDiff {
  const before = new Map(left.map((entry) => [entry.userKey, entry]));
  const after = new Map(right.map((entry) => [entry.userKey, entry]));
  const users: UserDiff[] = [];
  for (const entry of after.values()) {
    const old = before.get(entry.userKey);
    if (old === undefined) users.push({ kind: 'newcomer', ...personOf(entry), right: sideOf(entry) });
    else users.push(...diffUser(old, entry));
  }
  for (const entry of before.values()) {
    if (!after.has(entry.userKey)) users.push({ kind: 'leaver', ...personOf(entry), left: sideOf(entry) });
  }
  const count = (kind: UserDiff['kind']) => users.filter((user) => user.kind === kind).length;
  const [newcomers, leavers, changed] = [count('newcomer'), count('leaver'), count('changed')];
  const same = before.size - leavers - changed;
  return {
    counts: { left: before.size, right: after.size, newcomers, leavers, changed, same },
    users: users.sort(byName),
  };
}

function diffUser(left: DiffEntry, right: DiffEntry): UserDiff[] {
  const dropped = stepsOnlyIn(left, right);
  const added = stepsOnlyIn(right, left);
  if (dropped.length === 0 && added.length === 0) return [];
  return [{ kind: 'changed', ...personOf(right), left: sideOf(left), right: sideOf(right), dropped, added }];
}

function stepsOnlyIn(one: DiffSide, other: DiffSide): DiffSide['steps'] {
  const known = new Set(other.steps.map(textOfStep));
  return one.steps.filter((step) => !known.has(textOfStep(step)));
}

/** Everything that tells two steps apart, names folded. */
function textOfStep({ change, disposition }: DiffSide['steps'][number]): string {
  const details = Object.entries({ ...change }).map(([key, value]) => [key, foldName(value)]);
  return JSON.stringify([details.sort(), disposition.kind, wordOf(disposition)]);
}

function personOf({ userKey, username, displayName }: DiffEntry): Person {
  return { userKey, username, displayName };
}

function sideOf({ fate, steps }: DiffEntry): DiffSide {
  return { fate, steps };
}

function byName(one: UserDiff, other: UserDiff): number {
  const [first, second] = [foldName(one.username), foldName(other.username)];
  if (first !== second) return first < second ? -1 : 1;
  return one.userKey < other.userKey ? -1 : 1;
}
