// What an auditor needs of a period, read in batches: policies in force, decisions, runs with steps and journal, exemptions.
import type { JournalLine } from '../audit/journal.ts';
import type { Instant } from '../domain/user.ts';
import type { Database } from './database.ts';
import { readDays, readDormancy, readSnapshots } from './proof/population.ts';
import { readJournal, readRuns, readSteps } from './proof/runs.ts';
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
  /** Runs that ended in the period, each with its report. */
  readonly runs: (period: Period) => Promise<readonly { readonly id: number; readonly line: ProofLine }[]>;
  readonly steps: (query: {
    runId: number;
    after: number;
    limit: number;
  }) => Promise<readonly (ProofLine & { step: number })[]>;
  readonly journal: (query: { runId: number; after: number; limit: number }) => Promise<readonly JournalLine[]>;
}

export function keepProof({ reads }: Database): ProofRecords {
  return {
    versions: (period) => readVersions(reads, period),
    decisions: (period) => readDecisions(reads, period),
    exemptions: (period) => readExemptions(reads, period),
    days: (period) => readDays(reads, period),
    snapshots: (period) => readSnapshots(reads, period),
    dormancy: (query) => readDormancy(reads, query),
    runs: (period) => readRuns(reads, period),
    steps: (query) => readSteps(reads, query),
    journal: (query) => readJournal(reads, query),
  };
}
