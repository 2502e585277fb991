// One journey from trigger to report: its states, endings and outcomes, and which of them may follow which.

import type { EventKind } from './event.ts';
import type { RefusalDetails } from './guard/refusal.ts';
import type { Mode, PolicyId } from './policy.ts';
import type { Instant } from './user.ts';

/** Where a run stands. Each state's work ends in one transaction, so that entering it again is harmless. */
export type RunState =
  | 'requested' // nothing done yet: next comes asking the host whether this can work at all
  | 'reading' // a fresh snapshot is being read, or the newest one is fresh enough
  | 'planning' // selecting, planning, plan guards
  | 'executing' // steps are being rehearsed or done
  | 'verifying' // what was done is read back
  | 'reporting' // report and mail are being written down
  | 'finished';

/** How a run ended, once its end is known (it may still be verifying or reporting). */
export type RunEnding =
  | 'completed'
  | 'quarantined' // a plan guard refused; the plan is kept
  | 'failed' // could not be planned or carried on; the reason is a code
  | 'cancelled'; // a person stopped it; the remaining steps were left alone

/** Why a run started. */
export type RunTrigger =
  | { readonly kind: 'schedule'; readonly tick: string }
  | { readonly kind: 'by-hand'; readonly by: string }
  /** Users were created, or signed in, as a reading showed that began then. */
  | { readonly kind: EventKind; readonly readAt: Instant }
  /** A held plan that somebody approved: the run acts on exactly that plan. */
  | { readonly kind: 'approval'; readonly by: string; readonly of: number }
  /** Users are to be created, as somebody asked. */
  | { readonly kind: 'provision'; readonly by: string }
  /** Takes back what another run did; `people` are the entries of that run, null for all of them. */
  | { readonly kind: 'undo'; readonly by: string; readonly of: number; readonly people: readonly number[] | null };

export type TriggerKind = RunTrigger['kind'];

/** Why a run asked for live goes as a rehearsal. */
export type RehearsalReason = 'policy-in-test-mode' | 'process-observes' | 'asked-for-test' | 'host-not-confirmed';

export interface Run {
  readonly id: number;
  readonly policyId: PolicyId;
  readonly policyVersion: number;
  readonly trigger: RunTrigger;
  readonly mode: Mode;
  /** Why it is not live; null for a live run. */
  readonly rehearsalReason: RehearsalReason | null;
  readonly state: RunState;
  readonly ending: RunEnding | null;
  /** A code of the catalogue in `errors.ts`; null unless the ending is `failed`. */
  readonly failure: string | null;
  readonly snapshotId: number | null;
  readonly cancelRequestedBy: string | null;
  /** Who holds it at the moment; it goes on when somebody says so, and cancelling ends it all the same. */
  readonly pausedBy: string | null;
  readonly requestedAt: Instant;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
}

/** Why a planned step was left alone at the last moment. */
export type SkipReason =
  | 'user-is-gone'
  | 'user-was-renamed'
  | 'user-not-certain' // the name of somebody created before a pause, which may be another one's by now
  | 'status-changed'
  | 'group-changed'
  | 'earlier-step-failed'
  | 'earlier-step-undone' // what the run did to the user does not show any more, and nobody can say why
  | 'criteria-no-longer-match'
  | 'stage-was-reset' // used, reactivated or moved on since the plan: the stages begin anew
  | 'cancelled'
  | 'earlier-wave' // an earlier wave of the same approval came to the user
  | 'carried-over' // a cap of the policy is reached; the next run goes on
  | 'too-many-failures'
  | 'host-stopped-answering'
  | 'turned-away' // our own sign-in or address is refused: each further try may lock the account
  | 'canary-without-effect'; // the first user of the same directory was changed without effect

/** How one step came out. */
export type Outcome =
  | { readonly kind: 'applied' }
  | { readonly kind: 'applied-without-effect' }
  | { readonly kind: 'already' }
  | { readonly kind: 'pending-synchronisation' }
  | { readonly kind: 'skipped'; readonly reason: SkipReason }
  | {
      readonly kind: 'refused';
      readonly guard: string;
      /** Names and numbers behind the guard's word, where it has any. */
      readonly details?: RefusalDetails;
    }
  | { readonly kind: 'unsupported'; readonly reason: string }
  | { readonly kind: 'failed'; readonly code: string }
  | { readonly kind: 'rehearsed' }
  | { readonly kind: 'unknown'; readonly code: string };

export type OutcomeKind = Outcome['kind'];

/** What the read-back after the run said of an applied step. */
export type Verification = 'confirmed' | 'contradicted' | 'unreadable';

/** Whether a run still has work to do. */
export function isOpen(run: Pick<Run, 'state'>): boolean {
  return run.state !== 'finished';
}
