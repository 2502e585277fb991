// One timeline of a policy: stages at growing days, each a warning or actions, and where a user stands on it.
import type { Action } from '../action.ts';
import type { Activity } from '../activity.ts';
import type { PolicyId } from '../policy.ts';
import type { Instant, UserStatus } from '../user.ts';

/** What a warning says besides what the product knows itself. */
export interface WarnOrder {
  /** Whom to ask, as people read it: an address, a name, a desk. */
  readonly ask?: string;
  /** A sentence or two of the policy's own. */
  readonly message?: string;
  /** How often one user may answer by the "keep me" link within a year; 2 if absent, 0 for no link. */
  readonly keepTimes?: number;
}

/** Days count on one line from the first selection; between two stages lies the difference of their days. */
export type Stage = { readonly name: string; readonly afterDays: number } & (
  | { readonly actions: readonly Action[] }
  | { readonly warn: WarnOrder }
);

/** What became of the last warning of a timeline. Only the mail server's word counts as delivered. */
export type Warning =
  | { readonly state: 'none' }
  | { readonly state: 'on-its-way' }
  | { readonly state: 'not-delivered'; readonly failure: string }
  | { readonly state: 'delivered'; readonly at: Instant };

/** The last stage that took effect. */
export interface Reached {
  readonly stage: string;
  readonly afterDays: number;
  readonly at: Instant;
  readonly warned: boolean;
}

/** What stages of a timeline made of a user, so that the user can be told apart from one whom somebody changed since. */
export interface Left {
  /** Before the first of them changed it; null where none did. */
  readonly statusBefore: UserStatus | null;
  /** Groups the user was taken out of. */
  readonly groups: readonly string[];
}

/** Where a user stands on the timeline of one policy; at most one is open for a user and a policy. */
export interface Standing {
  readonly id: number;
  readonly openedAt: Instant;
  /** When the reading began that first selected the user: use after it resets the clock. */
  readonly watchedFrom: Instant;
  /** Null before the first stage. */
  readonly reached: Reached | null;
  readonly warning: Warning;
  /** Version of the policy that sent the last warning; null where none did, or nobody can tell any more. */
  readonly warnedVersion: number | null;
  /** The address as it was known when the timeline began, or when the last warning went to it. */
  readonly email: string | null;
  /** As last told by a source that covers the user. */
  readonly activity: Activity;
  readonly left: Left;
}

/** Why a timeline ended for a user. */
export type ClosingReason =
  | 'activity' // used since the timeline began
  | 'reactivated' // enabled by somebody after a stage had disabled them
  | 'access-given-back' // put back into a group a stage had taken them out of
  | 'kept' // the user asked to keep the account, by the link in the warning
  | 'address-changed' // the warning went to another address
  | 'exempt' // an exemption covers the user
  | 'criteria-no-longer-match'
  | 'user-is-gone'
  | 'deleted' // by the last stage
  | 'taken-over'; // by a policy of higher precedence

/** Whether the stage is a warning. */
export function isWarning(stage: Stage): stage is Extract<Stage, { readonly warn: WarnOrder }> {
  return 'warn' in stage;
}

/** All actions of a policy, of whichever stage. */
export function actionsOfAll(policy: {
  readonly actions: readonly Action[];
  readonly stages?: readonly Stage[];
}): readonly Action[] {
  const staged = (policy.stages ?? []).flatMap((stage) => (isWarning(stage) ? [] : stage.actions));
  return [...policy.actions, ...staged];
}

/** Where a user stands as a plan saw it, and what the timeline says: kept with the plan, so that acting can compare. */
export interface PlannedStage {
  /** Null where the user's timeline begins with this run. */
  readonly standing: Standing | null;
  readonly decision: StageDecision;
  readonly watchedFrom: Instant;
  readonly activity: Activity;
  /** What stages had made of the user by then. */
  readonly left: Left;
  /** Policies of lower precedence whose timelines end because this one takes the user over. */
  readonly takesOver: readonly PolicyId[];
  /** Why the timeline before this one ended, where this run found that. */
  readonly resetBy: ClosingReason | null;
  /** An earlier mail may have named days for this user, by whichever timeline: a new one says that they no longer count. */
  readonly warnedBefore: boolean;
}

/** Why a timeline stands still. */
export type HoldReason = 'warning-not-delivered' | 'address-unknown' | 'warning-said-otherwise'; // and the policy has no warning any more to say it anew

/** Why a warning has to go out once more. */
export type AgainReason = 'not-delivered' | 'said-otherwise'; // the policy does by now what the warning did not name, or does it earlier

/** What the timeline says of a user now. */
export type StageDecision =
  /** This stage and no other is to be carried out. `grace` is how long the next one waits afterwards. */
  | { readonly kind: 'due'; readonly stage: string; readonly afterDays: number; readonly again: AgainReason | null }
  | { readonly kind: 'waiting'; readonly stage: string; readonly dueAt: Instant }
  /** The warning has not been delivered: until it is, no time passes. Or nobody tells whom it was for, or it said otherwise. */
  | { readonly kind: 'held'; readonly stage: string; readonly because: HoldReason }
  | { readonly kind: 'ended' };
