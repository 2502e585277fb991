// Runs for people who watch: requesting one, following it, reading its plan and steps, and asking it to stop.
import { type UnknownReason, unknownReasons } from '../domain/criteria/matches.ts';
import { type AfterImage, imageAfter } from '../domain/plan/after-image.ts';
import type { PolicyId } from '../domain/policy.ts';
import { isOpen, type Run } from '../domain/run.ts';
import { effectiveMode } from '../domain/run-mode.ts';
import { ProductError } from '../errors.ts';
import type { JournalRow } from '../store/journal.ts';
import type { StoredMail } from '../store/outbox.ts';
import type { Rebound } from '../store/rebounds.ts';
import type { RecentUser } from '../store/runs/recent.ts';
import type { StoredUnknown, UnknownQuery } from '../store/runs/unknowns.ts';
import type { EntryQuery, OutcomeCounts, RunQuery, StoredEntry, StoredPlan, StoredStep } from '../store/runs.ts';
import { describeStanding, listApprovable, type Standing } from './held-runs.ts';
import { requirePolicy } from './policies.ts';
import { refuseWhileStopped } from './process.ts';
import { describeKeeping, type RunKeeping } from './retention.ts';
import { describePace, estimateCarryOut, type RunPace } from './run-pace.ts';
import type { Actor, ServiceContext } from './service-context.ts';

/** What the plan's parts are called on this side of the store. */
export type Entry = StoredEntry & { readonly after: AfterImage };
export type Step = StoredStep;
export type MadePlan = StoredPlan;
export type Undone = Rebound;
export type UnknownUser = StoredUnknown & { readonly reasons: readonly UnknownReason[] };

type Reading = Pick<ServiceContext, 'store'>;

/** Requests a run by hand. Throws `policy_not_found`, `emergency_stop` or `policy_has_open_run`. */
export async function requestRun(
  { store, clock, wake }: Pick<ServiceContext, 'store' | 'clock' | 'wake'>,
  { policyId, asked, actor }: { policyId: string; asked: 'test' | undefined; actor: Actor },
): Promise<Run> {
  const policy = await requirePolicy({ store }, policyId);
  await refuseWhileStopped({ store });
  const { processMode } = await store.settings.all();
  const requestedAt = clock.now();
  const run = await store.runs.request({
    policyId: policy.id,
    policyVersion: policy.version,
    trigger: { kind: 'by-hand', by: actor.username },
    byToken: actor.token,
    ...effectiveMode({ asked, policyMode: policy.mode, processMode }),
    requestedAt,
  });
  if (run === null) throw new ProductError('policy_has_open_run');
  wake.runner();
  return run;
}

/** Asks a run to stop after the step at hand of each user at work. Asking twice is harmless. Throws `run_already_finished`. */
export async function cancelRun(
  { store, clock, wake }: Pick<ServiceContext, 'store' | 'clock' | 'wake'>,
  { runId, actor }: { runId: number; actor: Actor },
): Promise<Run> {
  const before = await requireRun({ store }, runId);
  if (!isOpen(before)) throw new ProductError('run_already_finished');
  if (before.cancelRequestedBy !== null) return before;
  const noted = { at: clock.now(), actor, event: 'run.cancel-requested', details: { run: runId } };
  const run = await store.together(async ({ runs, audit }) => {
    const asked = await runs.requestCancel(runId, actor.username);
    if (asked !== null) await audit.append(noted);
    return asked;
  });
  if (run === null) throw new ProductError('run_already_finished');
  wake.runner();
  return run;
}

export interface RunSearch extends Pick<RunQuery, 'mode' | 'trigger' | 'standing' | 'since' | 'until' | 'user'> {
  readonly policy?: string | undefined;
  /** Username of whoever asked for them. */
  readonly by?: string | undefined;
  /** Of the undecided ones: those alone that no later run of the policy asks about anew. */
  readonly newest?: boolean | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Newest first. Moments may be of any zone. What is undecided waits for somebody: it can still be approved. */
export async function listRuns(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  search: RunSearch,
): Promise<readonly Run[]> {
  const { policy, by, before, since, until, standing, newest, ...rest } = search;
  const query = {
    ...rest,
    policyId: policy as PolicyId | undefined,
    startedBy: by,
    since: asInstant(since),
    until: asInstant(until),
    before: before ?? null,
  };
  return standing === 'undecided'
    ? listApprovable({ store, clock }, { ...query, newest })
    : store.runs.list({ ...query, standing });
}

function asInstant(moment: string | undefined): string | undefined {
  return moment === undefined ? undefined : new Date(moment).toISOString();
}

/** What of the run came undone later. Throws `run_not_found`. */
export async function listRebounds(
  { store }: Reading,
  query: { runId: number; after: number; limit: number },
): Promise<readonly Rebound[]> {
  await requireRun({ store }, query.runId);
  return store.rebounds.ofRun(query);
}

export interface RunDetail {
  readonly run: Run;
  readonly held: Standing | null;
  readonly counts: OutcomeCounts;
  readonly pace: RunPace | null;
  /** Minutes that carrying out this rehearsed plan will take. */
  readonly takesMinutes: number | null;
  readonly keeping: RunKeeping;
  readonly mails: readonly StoredMail[];
  /** Codes of the abilities it must do without, as found before it planned. */
  readonly missing: readonly string[];
  /** The users it has come to last, the last one first; none unless it is at work. */
  readonly recent: readonly RecentUser[];
}

/** So many of the users a run has come to last are shown. */
const recentUsers = 5;

/** A run with what has become of its steps so far, and its mails. */
export async function getRun(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  runId: number,
): Promise<RunDetail> {
  const run = await requireRun({ store }, runId);
  const held = await describeStanding({ store, clock }, run);
  const counts = await store.runs.counts(runId);
  const pace = await describePace({ store, clock }, run, counts);
  const keeping = await describeKeeping({ store }, run);
  return {
    run,
    held,
    counts,
    pace,
    takesMinutes: await estimateCarryOut({ store }, run, counts),
    keeping,
    mails: await store.outbox.list({ runId, limit: 200 }),
    missing: await store.runs.missing(runId),
    recent: run.state === 'executing' ? await store.runs.recent({ runId, limit: recentUsers }) : [],
  };
}

/** The plan as written; throws `plan_not_found` before it is made. */
export async function getPlan({ store }: Reading, runId: number): Promise<MadePlan> {
  await requireRun({ store }, runId);
  const plan = await store.runs.plan(runId);
  if (plan === null) throw new ProductError('plan_not_found');
  return plan;
}

export interface EntrySearch {
  readonly runId: number;
  readonly fate?: EntryQuery['fate'] | undefined;
  readonly outcome?: EntryQuery['outcome'] | undefined;
  readonly because?: EntryQuery['because'] | undefined;
  readonly after: number;
  readonly limit: number;
}

/** The users of a run's plan, in its order. */
export async function listEntries({ store }: Reading, search: EntrySearch): Promise<readonly Entry[]> {
  await requireRun({ store }, search.runId);
  const { runId, fate, outcome, because, after, limit } = search;
  const chosen = {
    ...(fate === undefined ? {} : { fate }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(because === undefined ? {} : { because }),
  };
  const entries = await store.runs.entries({ runId, after, limit, ...chosen });
  return entries.map((entry) => ({ ...entry, after: imageAfter(entry.before, entry.steps) }));
}

/** Whom the plan left out because whether they are meant was not certain. Throws `run_not_found`. */
export async function listUnknown({ store }: Reading, query: UnknownQuery): Promise<readonly UnknownUser[]> {
  await requireRun({ store }, query.runId);
  const users = await store.runs.unknown(query);
  return users.map((user) => ({ ...user, reasons: unknownReasons(user.trace) }));
}

export interface JournaledStep {
  readonly entry: Entry;
  readonly step: Step;
  readonly journal: readonly JournalRow[];
}

/** The steps of one page of users, each with its journal rows in their order. */
export async function listSteps(
  { store }: Reading,
  search: EntrySearch,
): Promise<{ steps: readonly JournaledStep[]; nextAfter: number | null }> {
  const entries = await listEntries({ store }, search);
  const attempted = entries
    .flatMap((entry) => entry.steps)
    .filter((step) => step.outcome !== null || step.attempts > 0);
  const journal = await readJournal({ store }, search.runId, new Set(attempted.map((step) => step.id)));
  const steps = entries.flatMap((entry) =>
    entry.steps.map((step) => ({ entry, step, journal: journal.get(step.id) ?? [] })),
  );
  const last = entries.length < search.limit ? undefined : entries.at(-1);
  return { steps, nextAfter: last?.personId ?? null };
}

/** Walks the run's journal once, keeping the rows of the wanted steps. */
async function readJournal(
  { store }: Reading,
  runId: number,
  wanted: ReadonlySet<number>,
): Promise<ReadonlyMap<number, JournalRow[]>> {
  const found = new Map<number, JournalRow[]>();
  const limit = 1000;
  for (let after = 0, more = wanted.size > 0; more; ) {
    const rows = await store.journal.rows({ runId, after, limit });
    for (const row of rows) {
      if (wanted.has(row.stepId)) found.set(row.stepId, [...(found.get(row.stepId) ?? []), row]);
    }
    after = rows.at(-1)?.id ?? after;
    more = rows.length === limit;
  }
  return found;
}

/** The report as written when the run ended; throws `report_not_found` before. */
export async function getReport({ store }: Reading, runId: number): Promise<unknown> {
  await requireRun({ store }, runId);
  const report = await store.runs.report(runId);
  if (report === null || report === undefined) throw new ProductError('report_not_found');
  return report;
}

/** Throws `run_not_found`. */
export async function requireRun({ store }: Reading, runId: number): Promise<Run> {
  const run = await store.runs.get(runId);
  if (run === null) throw new ProductError('run_not_found');
  return run;
}
