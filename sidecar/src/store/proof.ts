// What an auditor needs of a period, read in batches: policies in force, decisions, runs with steps and journal, exemptions.
import type { JournalLine } from '../audit/journal.ts';
import type { Change } from '../domain/action.ts';
import type { Outcome, Run, Verification } from '../domain/run.ts';
import type { Instant, UserKey, Username, UserStatus } from '../domain/user.ts';
import type { Database } from './database.ts';
import { readDormancy, readDormant } from './proof/dormancy.ts';
import { readDays, readSnapshots } from './proof/population.ts';
import { readJournal, readOutcomes, readRuns, readSteps } from './proof/runs.ts';
import { readDecisions, readExemptions, readVersions } from './proof/said.ts';

/** From `from` on, before `to`. */
export interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

/** Something that is written as one line of a file, keys and plain values. */
export type ProofLine = Readonly<Record<string, unknown>>;

/** Accounts without use since some day, as one snapshot shows them. */
export interface Dormancy {
  readonly users: number;
  readonly dormant: number;
  readonly disabled: number;
  readonly stillEnabled: number;
  /** Their last activity is not known for certain: they count as neither. */
  readonly unknown: { readonly enabled: number; readonly disabled: number };
}

/** An account that one of the counts of `Dormancy` has in it. */
export interface DormantAccount {
  readonly userKey: UserKey;
  readonly username: Username;
  readonly displayName: string;
  readonly status: UserStatus;
  readonly activity: 'seen' | 'never' | 'unknown';
  /** The last use that is known. */
  readonly activityAt: Instant | null;
  readonly createdAt: Instant | null;
  readonly firstSeenAt: Instant;
}

/** One change to one user, with the name that is still kept. */
export interface ProofOutcome {
  readonly step: number;
  readonly userKey: UserKey | null;
  readonly username: Username | null;
  readonly displayName: string | null;
  readonly change: Change;
  /** Null where it was never come to. */
  readonly outcome: Outcome | null;
  readonly verification: Verification | null;
  readonly finishedAt: Instant | null;
}

/** A part of something long, in the order of its numbers. */
export interface Batch {
  readonly after: number;
  readonly limit: number;
}

export interface ProofRecords {
  /** Versions that were in force at any time in the period. */
  readonly versions: (period: Period) => Promise<readonly ProofLine[]>;
  readonly decisions: (period: Period) => Promise<readonly ProofLine[]>;
  readonly exemptions: (period: Period) => Promise<readonly ProofLine[]>;
  /** Counts of each day. */
  readonly days: (period: Period) => Promise<readonly ProofLine[]>;
  /** Readings of the period that are still kept, oldest first. */
  readonly snapshots: (period: Period) => Promise<readonly { readonly id: number; readonly line: ProofLine }[]>;
  readonly dormancy: (query: { snapshotId: number; before: Instant }) => Promise<Dormancy>;
  /** The accounts behind those counts but for who was used lately, in order of their keys; `after` is the last key seen. */
  readonly dormant: (query: {
    snapshotId: number;
    before: Instant;
    after: string;
    limit: number;
  }) => Promise<readonly DormantAccount[]>;
  /** Runs that ended in the period, each with its report. */
  readonly runs: (query: Period & Batch) => Promise<readonly { readonly run: Run; readonly line: ProofLine }[]>;
  readonly steps: (query: Batch & { runId: number }) => Promise<readonly (ProofLine & { step: number })[]>;
  readonly outcomes: (query: Batch & { runId: number }) => Promise<readonly ProofOutcome[]>;
  readonly journal: (query: Batch & { runId: number }) => Promise<readonly JournalLine[]>;
}

export function keepProof({ reads }: Database): ProofRecords {
  return {
    versions: (period) => readVersions(reads, period),
    decisions: (period) => readDecisions(reads, period),
    exemptions: (period) => readExemptions(reads, period),
    days: (period) => readDays(reads, period),
    snapshots: (period) => readSnapshots(reads, period),
    dormancy: (query) => readDormancy(reads, query),
    dormant: (query) => readDormant(reads, query),
    runs: (query) => readRuns(reads, query),
    steps: (query) => readSteps(reads, query),
    outcomes: (query) => readOutcomes(reads, query),
    journal: (query) => readJournal(reads, query),
  };
}
