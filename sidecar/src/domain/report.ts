// The summary of a run for people: everything a mail or a page needs besides the list of users.
import type { Change } from './action.ts';
import type { Trace, UnknownReason } from './criteria/matches.ts';
import type { PlanRefusal } from './guard/refusal.ts';
import type { HostRecord } from './host-record.ts';
import type { DoneSeats } from './licence/done-seats.ts';
import type { BeforeImage } from './plan/before-image.ts';
import type { PlanNote } from './plan/intent.ts';
import type { Disposition, PlanSummary } from './plan/plan.ts';
import type { UnknownPerson } from './plan/unknown-users.ts';
import type { Mode } from './policy.ts';
import type { ReboundReason } from './rebound.ts';
import type { Outcome, OutcomeKind, RehearsalReason, RunEnding, RunTrigger, SkipReason, Verification } from './run.ts';
import type { Stage } from './stage/stage.ts';
import type { Instant, UserKey, Username } from './user.ts';
import type { NextWave } from './waves.ts';

type Counts<Key extends string> = Readonly<Partial<Record<Key, number>>>;

/** Written once, in the transaction that ends the run. Holds no names of users. */
export interface Report {
  readonly runId: number;
  readonly policy: { readonly id: string; readonly name: string; readonly version: number };
  readonly mode: Mode;
  readonly rehearsalReason: RehearsalReason | null;
  readonly trigger: RunTrigger;
  readonly ending: RunEnding;
  /** A code of the catalogue, and its sentence, where the run failed. */
  readonly failure: { readonly code: string; readonly sentence: string } | null;
  readonly requestedAt: Instant;
  readonly finishedAt: Instant;
  /** `statedUrl` is where Confluence says that people reach it; absent where it could not be asked at the end. */
  readonly host: { readonly url: string; readonly version: string | null; readonly statedUrl?: string };
  /** How old the readings were when the plan was made; null where it never came to a plan. */
  readonly snapshot: { readonly takenAt: Instant; readonly sources: readonly ReportedSource[] } | null;
  readonly plan: {
    readonly digest: string;
    readonly summary: PlanSummary;
    readonly unknownByReason: Counts<UnknownReason>;
    readonly refusals: readonly PlanRefusal[];
  } | null;
  /** Changes of earlier runs of this policy that came undone since its last report, by probable reason; absent where none did. */
  readonly rebounds?: Counts<ReboundReason>;
  /** Users by the worst of their outcomes, steps by outcome, applied steps by read-back. */
  readonly outcomes: {
    readonly users: Counts<OutcomeKind | 'open'>;
    readonly steps: Counts<OutcomeKind | 'open'>;
    readonly verified: Counts<Verification>;
    /** Users left alone at the last moment, by reason; absent in reports of before this was counted. */
    readonly skipped?: Counts<SkipReason>;
  };
  /** What a live run really did to the seats of the licence; absent where nothing was known of the licence. */
  readonly seats?: DoneSeats;
  /** The stages of the policy's version; absent where it has none. */
  readonly stages?: readonly Stage[];
  /** For how many days whoever lost access may take it back by a link; absent where the policy offers none. */
  readonly giveBack?: { readonly days: number };
  /** Until when a held plan can be approved, by the rule of that moment; absent of other runs. */
  readonly approvalEndsAt?: Instant;
  /** When the schedule is due next; absent where there is none. */
  readonly nextRunAt?: Instant;
  /** Of a wave: approved users whom none has come to yet, and when the next comes, if any does. Absent where nobody is left. */
  readonly wavesLeft?: {
    readonly users: number;
    readonly next: NextWave;
    /** Whether an edit of the policy in what it decides would end the waves. */
    readonly editEnds: boolean;
  };
  /** The end of the audit trail when the report was written: it shows whether anything before it was changed since. */
  readonly auditHead?: { readonly number: number; readonly digest: string };
  /** Whether Confluence's own audit log has the number of the run; absent where nothing was done, or nobody could be told. */
  readonly hostRecord?: HostRecord;
  /** When the token ends that this product signs in with; absent unless that is within the next 30 days. */
  readonly tokenEndsAt?: Instant;
  /** People who should get the report and whose address nobody tells; absent where there are none. */
  readonly recipientsWithoutAddress?: number;
  /** Exemptions that end within the next two weeks, soonest first. Absent where none does. */
  readonly exemptionsEnding?: readonly EndingExemption[];
}

/** Users go by the number of the exemption alone. */
export interface EndingExemption {
  readonly id: number;
  readonly group: string | null;
  readonly endsAt: Instant;
}

export interface ReportedSource {
  readonly source: string;
  readonly state: string;
  readonly reason: string | null;
  readonly count: number;
  /** Of a source of logins: of how many people others saw lately it missed how many. Absent where it missed nobody. */
  readonly missed?: { readonly of: number; readonly count: number };
}

/** Somebody whom the plan left out, because whether they are meant was not certain. */
export interface ReportedUnknown extends UnknownPerson {
  readonly trace: Trace;
}

/** One user of the run as a mail or an export shows them. */
export interface ReportedUser {
  readonly userKey: UserKey;
  readonly username: Username;
  readonly displayName: string;
  /** The entry's number in the store; absent for somebody who is in none. */
  readonly personId?: number;
  readonly fate: 'planned' | 'already' | 'refused' | 'unsupported';
  readonly before: BeforeImage;
  readonly trace: Trace;
  readonly notes: readonly PlanNote[];
  readonly steps: readonly {
    readonly change: Change;
    /** What the plan says of it, where that is told. */
    readonly disposition?: Disposition;
    /** Null while the step is still to be done. */
    readonly outcome: Outcome | null;
    readonly verification: Verification | null;
  }[];
}
