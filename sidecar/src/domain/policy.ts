// A policy: who is meant, what happens, when, within which limits, and who is told.
import type { Action } from './action.ts';
import type { Criteria } from './criteria/leaves.ts';
import type { EventTrigger } from './event.ts';
import type { ImpactKind } from './impact.ts';
import type { ReportWhen } from './report-when.ts';
import type { Stage } from './stage/stage.ts';
import type { Brand } from './user.ts';

/** The policy's own short name, stable over its versions: lower case letters, digits and hyphens. */
export type PolicyId = Brand<'PolicyId'>;

/** A schedule: a five-field cron expression read in a named time zone. */
export interface ScheduleTrigger {
  readonly cron: string;
  /** Of the days the expression names, which is then every day, only each so many-th from a day on (`YYYY-MM-DD`). */
  readonly every?: { readonly days: number; readonly from: string };
  /** IANA zone name. */
  readonly zone: string;
  /** What to do at start with ticks that passed while the process was down: run the last one once, or let them go. */
  readonly missed: 'run-once' | 'skip';
}

/** Limits beyond which a plan is held instead of run. */
export interface Limits {
  /** At most this many users would be changed. Absent: no limit by count. */
  readonly maxUsers?: number;
  /** At most this share of the users read, in percent; plans of up to `percentFloorUsers` users are not held by it. */
  readonly maxPercent: number;
  /** A plan by activity is held when more of the users read than this cannot be answered, in percent. */
  readonly maxUnknownPercent?: number;
  /** A plan for more users than this many times the most of the last runs is held; small plans are not. */
  readonly maxGrowthFactor?: number;
  /** One run changes at most this many users; the rest is carried over to the next. */
  readonly maxPerRun?: number;
  /** All runs of the policy together change at most this many users on one day of its zone. */
  readonly maxPerDay?: number;
  /** Live runs act on at most this many users within any minute. */
  readonly maxPerMinute?: number;
  /** A plan is held where one of these is known of anybody in it, or cannot be found out. */
  readonly holdOnImpact?: readonly ImpactKind[];
  /** A snapshot older than this is read anew before planning. */
  readonly snapshotMaxAgeHours: number;
}

/** What a policy says, without its state. A version of a policy is one of these, never changed afterwards. */
export interface PolicyDefinition {
  readonly policy: PolicyId;
  readonly name: string;
  readonly description?: string;
  /** Lower has a say before higher where several policies mean the same user; 100 if absent. */
  readonly precedence?: number;
  /** Without it, and without `on`, the policy runs by hand only. */
  readonly schedule?: ScheduleTrigger;
  /** In place of a schedule: runs for users to whom it happened, and for nobody else. */
  readonly on?: EventTrigger;
  readonly criteria: Criteria;
  /** What happens at once; empty where there are stages. */
  readonly actions: readonly Action[];
  /** In place of actions: one timeline, each user at one of its stages. In the order of their days. */
  readonly stages?: readonly Stage[];
  readonly limits: Limits;
  /** Users and groups this policy must never touch, on top of what is protected for all policies. */
  readonly protect: { readonly users: readonly string[]; readonly groups: readonly string[] };
  /** Usernames of administrators who may be targets. Without it, and of everybody else, administrators are left alone. */
  readonly includeAdministrators?: readonly string[];
  readonly report: {
    readonly to: readonly string[];
    /** Usernames whose addresses get it too, as far as they are known. */
    readonly users?: readonly string[];
    /** Groups whose active members get it too. */
    readonly groups?: readonly string[];
    /** Absent: always. */
    readonly when?: ReportWhen;
  };
  /** Whoever loses licence or login is told, with a link by which they take it back within so many days; absent: nobody is. */
  readonly giveBack?: { readonly days: number };
  /** Days that owners of other directories have for what only they can change; absent: `defaultHandOverDays`. */
  readonly handOver?: { readonly dueDays: number };
}

/** Test mode: the run goes the whole way with the rehearsal in place of the real writes. */
export type Mode = 'test' | 'live';

/** Bulk actions are in nobody's list of policies: their definitions go by names that begin so. */
export const bulkPrefix = 'bulk-';

/** Plans this small are never held by the percent limit: five per cent of ten people is nobody. */
export const percentFloorUsers = 25;

export const defaultMaxUnknownPercent = 20;
export const defaultMaxGrowthFactor = 3;

/** What applies where a policy states no limits. */
export const defaultLimits: Limits = { maxPercent: 5, snapshotMaxAgeHours: 24 };

/** The precedence of policies that state none. */
const defaultPrecedence = 100;

/** A policy's place among all policies. */
export function precedenceOf({ precedence }: Pick<PolicyDefinition, 'precedence'>): number {
  return precedence ?? defaultPrecedence;
}
