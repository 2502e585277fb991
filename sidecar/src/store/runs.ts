// Runs with their plans and steps. A plan is written once; a step's outcome changes only together with its journal row.
import type { Change } from '../domain/action.ts';
import type { Trace, UnknownReason } from '../domain/criteria/matches.ts';
import type { PlanRefusal } from '../domain/guard/refusal.ts';
import type { Newcomer } from '../domain/newcomer.ts';
import type { BeforeImage } from '../domain/plan/before-image.ts';
import type { PlanNote } from '../domain/plan/intent.ts';
import type { Disposition, Plan, PlanSummary } from '../domain/plan/plan.ts';
import type { UnknownUsers } from '../domain/plan/unknown-users.ts';
import type { Mode, PolicyId } from '../domain/policy.ts';
import type { Population } from '../domain/population.ts';
import type {
  Outcome,
  OutcomeKind,
  Run,
  RunEnding,
  RunState,
  SkipReason,
  TriggerKind,
  Verification,
} from '../domain/run.ts';
import type { Instant, UserKey, Username } from '../domain/user.ts';
import type { NewHandOver } from './hand-overs.ts';
import type { OutboxMail } from './outbox.ts';
import type { RunRequest } from './policies.ts';
import type { PlanCopy } from './runs/copy-plan.ts';
import type { Decision, DecisionInput, DecisionResult } from './runs/decisions.ts';
import type { UserStep, UserStepQuery } from './runs/of-user.ts';
import type { SealedEntry, SealedQuery } from './runs/read-sealed.ts';
import type { RecentUser } from './runs/recent.ts';
import type { StoredUnknown, UnknownQuery } from './runs/unknowns.ts';
import type { UnseenQuery, UnseenStep } from './runs/unseen.ts';
import type { StandingMove } from './stages/move.ts';

export interface StoredPlan {
  readonly runId: number;
  readonly snapshotId: number;
  readonly digest: string;
  readonly madeAt: Instant;
  readonly summary: PlanSummary;
  readonly unknownByReason: Readonly<Partial<Record<UnknownReason, number>>>;
  readonly refusals: readonly PlanRefusal[];
}

/** Whether somebody wants a run to end, or to wait. */
export interface RunWishes extends Pick<Run, 'mode'> {
  readonly cancelled: boolean;
  readonly paused: boolean;
}

export interface StoredStep {
  readonly id: number;
  /** Order within the user's steps, from 0. */
  readonly position: number;
  readonly change: Change;
  readonly disposition: Disposition;
  /** Null while the step is still to be done; a step that was never planned has the outcome its disposition says. */
  readonly outcome: Outcome | null;
  readonly verification: Verification | null;
  /** How many attempts the journal holds. */
  readonly attempts: number;
  readonly finishedAt: Instant | null;
}

/** One user's part of a plan, with what has become of it. */
export interface StoredEntry {
  readonly personId: number;
  /** A provisional one for whoever was to be created. */
  readonly userKey: UserKey;
  /** Of a newcomer, once the host has given it. */
  readonly createdKey: UserKey | null;
  readonly username: Username;
  readonly displayName: string;
  readonly fate: 'planned' | 'already' | 'refused' | 'unsupported';
  readonly before: BeforeImage;
  readonly trace: Trace;
  readonly steps: readonly StoredStep[];
  readonly notes: readonly PlanNote[];
}

export interface EntryQuery {
  readonly runId: number;
  readonly fate?: StoredEntry['fate'];
  /** Only users with at least one step of this outcome; `open` means a planned step without outcome. */
  readonly outcome?: OutcomeKind | 'open';
  /** Only users with a step that this guard refused, or that was left alone for this reason. */
  readonly because?: string;
  /** Return entries whose `personId` is greater; 0 for the first page. */
  readonly after: number;
  readonly limit: number;
}

/** Outcomes counted by step and by user. A user counts under the worst of their steps' outcomes. */
export interface OutcomeCounts {
  readonly steps: Readonly<Partial<Record<OutcomeKind | 'open', number>>>;
  readonly users: Readonly<Partial<Record<OutcomeKind | 'open', number>>>;
  readonly verified: Readonly<Partial<Record<Verification, number>>>;
  /** Users with a step left alone, by its reason. */
  readonly skipped: Readonly<Partial<Record<SkipReason, number>>>;
  /** Users with a step that a guard refused, by its name. */
  readonly refused: Readonly<Record<string, number>>;
}

/** Users a run changed (or rehearsed to), those with trouble, and those with either. */
export interface RunProgress {
  readonly changed: number;
  readonly trouble: number;
  readonly finished: number;
}

export interface RunQuery {
  readonly policyId?: PolicyId | undefined;
  readonly mode?: Mode | undefined;
  readonly trigger?: TriggerKind | undefined;
  /** How it ended, `open` while it has not, or `undecided`: held, and neither approved nor rejected. */
  readonly standing?: RunEnding | 'open' | 'undecided' | undefined;
  /** Requested then or later. */
  readonly since?: Instant | undefined;
  /** Requested before. */
  readonly until?: Instant | undefined;
  /** Ended then or later. */
  readonly finishedSince?: Instant | undefined;
  /** Username of whoever asked for it. */
  readonly startedBy?: string | undefined;
  /** Somebody in its plan, also when left alone: a user key, or the username as the plan has it. Erased users are in none. */
  readonly user?: string | undefined;
  readonly limit: number;
  /** Return runs with a smaller id; null for the newest. */
  readonly before: number | null;
}

export interface RunRecords {
  /** Requests a run; null when the policy already has an open one. Throws `PeopleErasedError`, as `decide` does. */
  readonly request: (request: RunRequest) => Promise<Run | null>;
  readonly get: (runId: number) => Promise<Run | null>;
  /** What is wished of a run that is under way; null where there is none. Asked before each user, so it reads no more than that. */
  readonly wishes: (runId: number) => Promise<RunWishes | null>;
  readonly list: (query: RunQuery) => Promise<readonly Run[]>;
  /** Takes the oldest open run whose lease is free or has run out, and holds it until `leaseUntil`. */
  readonly claim: (input: { holder: string; now: Instant; leaseUntil: Instant }) => Promise<Run | null>;
  /** False when somebody else holds the lease by now. */
  readonly renewLease: (input: { runId: number; holder: string; leaseUntil: Instant }) => Promise<boolean>;
  readonly releaseLease: (runId: number, holder: string) => Promise<void>;
  /** Moves a run on from one state to the next; false (and nothing written) when it is not in `from` any more. */
  readonly advance: (input: {
    runId: number;
    from: RunState;
    to: RunState;
    at: Instant;
    ending?: RunEnding;
    failure?: string;
    snapshotId?: number;
  }) => Promise<boolean>;
  /** Asks an open run to stop; the first to ask is remembered. Null when there is no such run, or none open any more. */
  readonly requestCancel: (runId: number, by: string) => Promise<Run | null>;
  /**
   * Holds an open run. Whoever holds it already goes on doing so, unless whoever comes now takes that over. False where
   * nothing was changed.
   */
  readonly pause: (input: { runId: number; by: string; takesOver: boolean }) => Promise<boolean>;
  /** Lets a held run go on, whoever holds it, or only if `heldBy` does. False where nothing was changed. */
  readonly resume: (input: { runId: number; heldBy?: string }) => Promise<boolean>;
  /** Writes a plan with salted hashes of its people, replacing an unfinished earlier attempt of the same run, and moves on. */
  readonly savePlan: (input: {
    runId: number;
    plan: Plan;
    people: readonly { salt: string; hash: string; displayName: string }[];
    /** Who was left out because whether they are meant is not certain. */
    unknown?: UnknownUsers;
    digest: string;
    refusals: readonly PlanRefusal[];
    madeAt: Instant;
    /** `executing`, or `reporting` with an ending where the plan is held or empty. */
    to: RunState;
    ending?: RunEnding;
  }) => Promise<void>;
  /** Gives a run the held plan of another, in place of making one, and moves it on. */
  readonly copyPlan: (copy: PlanCopy) => Promise<void>;
  /** Decides about a held plan, once; an approval begins its run in the same transaction. */
  readonly decide: (input: DecisionInput) => Promise<DecisionResult>;
  readonly decision: (runId: number) => Promise<Decision | null>;
  /** Ends a run whose plan is being executed and of which nothing was done: the plan is kept with the reason. */
  readonly hold: (input: { runId: number; refusal: PlanRefusal; at: Instant }) => Promise<void>;
  /** Whom the run is to create, in the order of the request; empty once it is planned. */
  readonly newcomers: (runId: number) => Promise<readonly Newcomer[]>;
  /** Keeps what the run must do without, as found before it reads; the last word stands. */
  readonly noteMissing: (input: { runId: number; codes: readonly string[] }) => Promise<void>;
  /** Codes of the catalogue. */
  readonly missing: (runId: number) => Promise<readonly string[]>;
  /** Keeps the host's key of a newcomer; the first one stands. */
  readonly noteCreated: (input: { personId: number; userKey: UserKey }) => Promise<void>;
  readonly plan: (runId: number) => Promise<StoredPlan | null>;
  /** The different changes of the plan, each once; of the named people alone where any are named. */
  readonly changes: (query: { runId: number; people?: readonly number[] }) => Promise<readonly Change[]>;
  /** What the digest covers, entry by entry, also of a plan whose people were erased. */
  readonly sealed: (query: SealedQuery) => Promise<readonly SealedEntry[]>;
  readonly entries: (query: EntryQuery) => Promise<readonly StoredEntry[]>;
  /** What live runs did about a user, the newest first. */
  readonly ofUser: (query: UserStepQuery) => Promise<readonly UserStep[]>;
  /** What live runs changed in directories and Confluence had not read by a reading. */
  readonly unseen: (query: UnseenQuery) => Promise<readonly UnseenStep[]>;
  /** Whom the plan left out because whether they are meant was not certain, in the order of user keys. */
  readonly unknown: (query: UnknownQuery) => Promise<readonly StoredUnknown[]>;
  /** How many users the last completed runs of this version of a policy planned to change, newest first. */
  readonly plannedBefore: (query: {
    policyId: PolicyId;
    policyVersion: number;
    limit: number;
  }) => Promise<readonly number[]>;
  /** The population that the last completed run with trusted readings saw. */
  readonly lastPopulation: () => Promise<Population | null>;
  /**
   * Users whom live runs changed since then, or may have. Giving back and creating users do not count; who loses something
   * because a run was taken back does.
   */
  readonly changedUsers: (query: {
    since: Instant;
    policyId?: PolicyId;
    /** A run that is left out. */
    except?: number;
    /** The policy whose approved runs are left out. */
    butApprovedOf?: PolicyId;
  }) => Promise<readonly UserKey[]>;
  /** How many users live runs created since then, or may have. */
  readonly createdUsers: (since: Instant) => Promise<number>;
  readonly progress: (runId: number) => Promise<RunProgress>;
  readonly counts: (runId: number) => Promise<OutcomeCounts>;
  /** The users it has come to last, the last one first; dear once it reads back. */
  readonly recent: (query: { runId: number; limit: number }) => Promise<readonly RecentUser[]>;
  /** Ends the run and puts its report, its mails and what others must do down in the same transaction. */
  readonly finish: (input: {
    runId: number;
    at: Instant;
    report: unknown;
    mails: readonly OutboxMail[];
    /** What others must do; a task that is open for a user already stays as it is. */
    handOvers?: readonly NewHandOver[];
    /** Whether the report waits for the mail of its week. */
    forDigest?: boolean;
    /** Where users of a staged policy stand from now on. */
    standings?: readonly StandingMove[];
  }) => Promise<void>;
  /** The report as written when the run ended. */
  readonly report: (runId: number) => Promise<unknown>;
}
