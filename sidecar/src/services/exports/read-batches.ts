// Reads what is exported from the store in batches by key, so that memory does not grow with it and others get their turn.
import type { Criteria } from '../../domain/criteria/leaves.ts';
import { createPersonJudge } from '../../domain/licence/seat.ts';
import type { Run } from '../../domain/run.ts';
import type { Instant } from '../../domain/user.ts';
import { knowsAllMembers } from '../../store/snapshots.ts';
import type { Store } from '../../store/store.ts';
import { type ExportKind, type Row, rowOfAudit, rowOfPlan, rowOfRun, rowOfUser, rowsOfEntry } from './rows.ts';

export interface BatchQuery {
  readonly kind: ExportKind;
  /** The snapshot whose users are meant. */
  readonly snapshotId: number;
  /** One run in place of all; for plans and steps. */
  readonly runId: number | null;
  readonly now: Instant;
  /** Whom users must be meant by; null for everybody. */
  readonly criteria: Criteria | null;
  /** Part of a user's names or address; empty for everybody. */
  readonly search: string;
}

type Batches = AsyncGenerator<readonly Row[]>;

/** Rows of one statement: small enough that a request beside it hardly waits. */
const perBatch = 500;

/** Runs, plans, steps and the audit trail come newest first, users in the order of their names. */
export function readBatches(store: Store, query: BatchQuery): Batches {
  switch (query.kind) {
    case 'users':
      return readUsers(store, query);
    case 'runs':
      return readRuns(store);
    case 'plans':
      return readPlans(store, query.runId);
    case 'steps':
      return readSteps(store, query.runId);
    case 'audit':
      return readAudit(store);
  }
}

async function* readUsers({ snapshots }: Store, { snapshotId, now, criteria, search }: BatchQuery): Batches {
  const finding = await snapshots.licence(snapshotId);
  const judge = finding === null ? () => null : createPersonJudge(finding.licence);
  const snapshot = await snapshots.get(snapshotId);
  const groupsComplete = snapshot !== null && knowsAllMembers(snapshot);
  const meant = { snapshotId, now, criteria, search, sort: 'username', descending: false } as const;
  let cursor: string | null = null;
  do {
    const page = await snapshots.findUsers({ ...meant, limit: perBatch, cursor });
    yield page.people.map((person) => rowOfUser(person, { seat: judge(person), groupsComplete }));
    cursor = page.nextCursor;
  } while (cursor !== null);
}

async function* readRuns(store: Store): Batches {
  for await (const runs of pagesOfRuns(store)) yield runs.map(rowOfRun);
}

async function* readPlans(store: Store, runId: number | null): Batches {
  for await (const runs of runsMeant(store, runId)) {
    const plans = await Promise.all(runs.map(({ id }) => store.runs.plan(id)));
    yield plans.flatMap((plan) => (plan === null ? [] : rowOfPlan(plan)));
  }
}

async function* readSteps(store: Store, runId: number | null): Batches {
  for await (const runs of runsMeant(store, runId)) for (const run of runs) yield* readStepsOf(store, run.id);
}

async function* readStepsOf(store: Store, runId: number): Batches {
  for (let after = 0, more = true; more; ) {
    const entries = await store.runs.entries({ runId, after, limit: perBatch });
    yield entries.flatMap((entry) => rowsOfEntry(runId, entry));
    after = entries.at(-1)?.personId ?? after;
    more = entries.length === perBatch;
  }
}

async function* readAudit({ audit }: Store): Batches {
  for (let before: number | null = null, more = true; more; ) {
    const entries = await audit.list({ limit: perBatch, before });
    yield entries.map(rowOfAudit);
    before = entries.at(-1)?.id ?? before;
    more = entries.length === perBatch;
  }
}

async function* runsMeant(store: Store, runId: number | null): AsyncGenerator<readonly Run[]> {
  if (runId === null) return yield* pagesOfRuns(store);
  const run = await store.runs.get(runId);
  if (run !== null) yield [run];
}

async function* pagesOfRuns({ runs }: Store): AsyncGenerator<readonly Run[]> {
  for (let before: number | null = null, more = true; more; ) {
    const page: readonly Run[] = await runs.list({ limit: perBatch, before });
    yield page;
    before = page.at(-1)?.id ?? before;
    more = page.length === perBatch;
  }
}
