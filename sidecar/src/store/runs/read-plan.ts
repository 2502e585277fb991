// Reads plans back: their summary, their entries page by page with what became of them, and outcomes counted.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Outcome, OutcomeKind, SkipReason, Verification } from '../../domain/run.ts';
import { type JsonText, readJson } from '../json-text.ts';
import type { EntryQuery, OutcomeCounts, StoredEntry, StoredPlan, StoredStep } from '../runs.ts';
import { cutSlices } from '../slices.ts';
import type { Rows } from '../tables.ts';
import { outcomesBySeverity } from './severity.ts';

export async function readPlan(rows: Rows, runId: number): Promise<StoredPlan | null> {
  const row = await rows.selectFrom('plans').selectAll().where('run_id', '=', runId).executeTakeFirst();
  if (row === undefined) return null;
  return {
    runId: row.run_id,
    snapshotId: row.snapshot_id,
    digest: row.digest,
    madeAt: row.made_at,
    summary: readJson(row.summary),
    unknownByReason: readJson(row.unknown_by_reason),
    refusals: readJson(row.refusals),
  };
}

/** A page of entries; a plan that is still being written shows none. */
export async function readEntries(rows: Rows, query: EntryQuery): Promise<StoredEntry[]> {
  const { fate, outcome, because } = query;
  let page = rows
    .selectFrom('run_entries as entry')
    .innerJoin('plans', 'plans.run_id', 'entry.run_id')
    .innerJoin('run_people as person', 'person.entry_id', 'entry.id')
    .leftJoin('run_created as created', 'created.entry_id', 'entry.id')
    .select(['entry.id', 'entry.fate', 'entry.notes', 'person.user_key', 'person.username'])
    .select(['person.display_name', 'person.before_image', 'person.trace', 'created.user_key as created_key'])
    .where('entry.run_id', '=', query.runId)
    .where('entry.id', '>', query.after)
    .orderBy('entry.id')
    .limit(query.limit);
  if (fate !== undefined) page = page.where('entry.fate', '=', fate);
  if (outcome !== undefined) {
    page = page.where((when) => {
      const step = when.selectFrom('run_steps as step').select('step.id').whereRef('step.entry_id', '=', 'entry.id');
      return when.exists(
        outcome === 'open'
          ? step.where('step.outcome_kind', 'is', null)
          : step.where('step.outcome_kind', '=', outcome),
      );
    });
  }
  if (because !== undefined) {
    page = page.where((when) =>
      when.exists(
        when
          .selectFrom('run_steps as step')
          .select('step.id')
          .whereRef('step.entry_id', '=', 'entry.id')
          .where((own) => own.or(reasonTexts(because).map((text) => own(sql`step.outcome`, 'like', `%${text}%`)))),
      ),
    );
  }
  const found = await page.execute();
  const steps = await readSteps(
    rows,
    found.map((row) => row.id),
  );
  return found.map((row) => ({
    personId: row.id,
    userKey: row.user_key,
    createdKey: row.created_key,
    username: row.username,
    displayName: row.display_name,
    fate: row.fate,
    before: readJson(row.before_image),
    trace: readJson(row.trace),
    steps: steps.get(row.id) ?? [],
    notes: readJson(row.notes),
  }));
}

/** How an outcome that names this guard or reason is written down; within a value the quotation marks would be escaped. */
function reasonTexts(because: string): readonly string[] {
  return ['guard', 'reason'].map((key) => `"${key}":${JSON.stringify(because)}`);
}

/** Entries whose steps one statement fetches: keeps the bound values within SQLite's limit. */
const stepsOfEntries = 5_000;

async function readSteps(rows: Rows, entryIds: readonly number[]): Promise<Map<number, StoredStep[]>> {
  const byEntry = new Map<number, StoredStep[]>();
  for (const ids of cutSlices(entryIds, stepsOfEntries)) {
    const found = await rows
      .selectFrom('run_steps as step')
      .selectAll('step')
      .select(
        sql<number>`(select count(*) from journal where journal.step_id = step.id and kind = 'attempting')`.as(
          'attempts',
        ),
      )
      .where('step.entry_id', 'in', ids)
      .orderBy('step.entry_id')
      .orderBy('step.position')
      .execute();
    for (const row of found) {
      const step: StoredStep = {
        id: row.id,
        position: row.position,
        change: readJson(row.change),
        disposition: readJson(row.disposition),
        outcome: row.outcome === null ? null : readJson(row.outcome),
        verification: row.verification,
        attempts: row.attempts,
        finishedAt: row.finished_at,
      };
      const known = byEntry.get(row.entry_id);
      if (known === undefined) byEntry.set(row.entry_id, [step]);
      else known.push(step);
    }
  }
  return byEntry;
}

/** Entries counted by one statement: others are answered in between, however large the run is. */
const countedEntries = 2_000;

export async function countOutcomes(rows: Rows, runId: number): Promise<OutcomeCounts> {
  const counts: CountTables = { steps: {}, users: {}, verified: {}, skipped: {}, refused: {} };
  if ((await rows.selectFrom('plans').select('run_id').where('run_id', '=', runId).executeTakeFirst()) === undefined) {
    return counts;
  }
  for (let start = 0; ; start += countedEntries) {
    const more = await countWindow(rows, { runId, start }, counts);
    if (!more) return counts;
    await nextTurn();
  }
}

interface CountTables {
  readonly steps: Partial<Record<OutcomeKind | 'open', number>>;
  readonly users: Partial<Record<OutcomeKind | 'open', number>>;
  readonly verified: Partial<Record<Verification, number>>;
  readonly skipped: Partial<Record<SkipReason, number>>;
  readonly refused: Record<string, number>;
}

/** False when no entry has a place so far on. */
async function countWindow(
  rows: Rows,
  { runId, start }: { runId: number; start: number },
  counts: CountTables,
): Promise<boolean> {
  const ranks = outcomesBySeverity.map((kind, rank) => sql`when ${sql.lit(kind)} then ${sql.lit(rank)}`);
  const rank = sql<number>`case coalesce(outcome_kind, 'open') ${sql.join(ranks, sql` `)} end`;
  const inWindow = rows
    .selectFrom('run_entries as entry')
    .innerJoin('run_steps as step', 'step.entry_id', 'entry.id')
    .where('entry.run_id', '=', runId)
    .where('entry.position', '>=', start)
    .where('entry.position', '<', start + countedEntries);
  const count = sql<number>`count(*)`.as('count');
  const steps = await inWindow
    .select(['step.outcome_kind as kind', 'step.verification', count])
    .groupBy(['step.outcome_kind', 'step.verification'])
    .execute();
  for (const { kind, verification, count: some } of steps) {
    add(counts.steps, kind ?? 'open', some);
    if (verification !== null) add(counts.verified, verification, some);
  }
  const users = await rows
    .selectFrom(inWindow.select(sql<number>`min(${rank})`.as('worst')).groupBy('entry.id').as('user'))
    .select(['worst', count])
    .groupBy('worst')
    .execute();
  for (const { worst, count: some } of users) add(counts.users, outcomesBySeverity[worst] ?? 'open', some);
  const usersOnce = sql<number>`count(distinct entry.id)`.as('count');
  const leftAlone = await inWindow
    .select(['step.outcome', usersOnce])
    .where('step.outcome_kind', 'in', ['skipped', 'refused'])
    .groupBy('step.outcome')
    .execute();
  for (const { kind, because, texts, count: some } of groupByReason(leftAlone)) {
    // The same guard with other details is another text: whoever has two of them would be counted twice.
    const alike = inWindow.select(usersOnce).where('step.outcome', 'in', texts);
    const once = texts.length === 1 ? some : (await alike.executeTakeFirstOrThrow()).count;
    add<string>(counts[kind], because, once);
  }
  const next = rows
    .selectFrom('run_entries')
    .select('id')
    .where('run_id', '=', runId)
    .where('position', '>=', start + countedEntries);
  return (await next.limit(1).executeTakeFirst()) !== undefined;
}

interface LeftAlone {
  readonly kind: 'skipped' | 'refused';
  /** The guard, or the reason. */
  readonly because: string;
  readonly texts: JsonText<Outcome>[];
  /** Users by each of the texts, added up. */
  count: number;
}

function groupByReason(rows: readonly { outcome: JsonText<Outcome> | null; count: number }[]): readonly LeftAlone[] {
  const groups = new Map<string, LeftAlone>();
  for (const { outcome: text, count } of rows) {
    const outcome = text === null ? null : readJson(text);
    if (text === null || (outcome?.kind !== 'skipped' && outcome?.kind !== 'refused')) continue;
    const { kind } = outcome;
    const because = outcome.kind === 'skipped' ? outcome.reason : outcome.guard;
    const group = groups.get(`${kind} ${because}`) ?? { kind, because, texts: [], count: 0 };
    groups.set(`${kind} ${because}`, group);
    group.texts.push(text);
    group.count += count;
  }
  return [...groups.values()];
}

function add<Kind extends string>(counts: Partial<Record<Kind, number>>, kind: Kind, some: number): void {
  counts[kind] = (counts[kind] ?? 0) + some;
}
