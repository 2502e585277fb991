// Erases what names people once its time is over: before-images, traces, names and addresses, in slices of their own.
import { sql } from 'kysely';
import type { Instant } from '../domain/user.ts';
import type { Database } from './database.ts';
import { eraseClosed } from './retention/erase-closed.ts';
import { markErased } from './retention/mark-erased.ts';
import { removeUnknown } from './runs/unknowns.ts';
import { repeatUntilNone } from './slices.ts';
import type { Rows } from './tables.ts';

/** Rows that went. */
export interface Erased {
  /** People of plans: names, before-images and traces. */
  readonly people: number;
  /** Users whom plans had left out as unknown. */
  readonly unknown: number;
  /** Addresses of people to whom notices went. */
  readonly mails: number;
}

export interface CleanUp extends Erased {
  readonly beganAt: Instant;
  /** Null while it goes on, or where it broke off: the next one does the rest. */
  readonly endedAt: Instant | null;
}

export interface RetentionRecords {
  /** Claims the clean-up of a local day; false where somebody has it. */
  readonly claimDay: (day: string, at: Instant) => Promise<boolean>;
  /** Erases the people of runs that ended before `imagesBefore`, and unknown users of those that ended before `unknownBefore`. */
  readonly erase: (input: {
    imagesBefore: Instant;
    unknownBefore: Instant;
    keptDays: number;
    at: Instant;
  }) => Promise<Erased>;
  readonly endDay: (day: string, at: Instant, erased: Erased) => Promise<void>;
  /** The newest clean-up; null before the first. */
  readonly last: () => Promise<CleanUp | null>;
  /** When the people of a run were erased, and how long they had been kept; null where they are there. */
  readonly erasureOf: (runId: number) => Promise<{ readonly at: Instant; readonly keptDays: number } | null>;
}

/** People erased by one statement. */
const erasedPeople = 2_000;

export function keepRetention({ writes, reads }: Database): RetentionRecords {
  return {
    async claimDay(day, at) {
      const claimed = await writes
        .insertInto('clean_ups')
        .values({ day, began_at: at, people: 0, unknown_users: 0, mails: 0 })
        .onConflict((conflict) => conflict.doNothing())
        .returning('day')
        .executeTakeFirst();
      return claimed !== undefined;
    },
    async erase({ imagesBefore, unknownBefore, keptDays, at }) {
      const erased = { people: 0, unknown: 0, mails: 0 };
      for (const runId of await runsWithPeople(reads, imagesBefore)) {
        const marked = await writes
          .transaction()
          .execute((rows) => markErased(rows, { runId, at, keptDays }, () => isOver(rows, runId, imagesBefore)));
        if (marked) erased.people += await erasePeople(writes, runId);
      }
      for (const runId of await runsWithUnknown(reads, unknownBefore)) {
        erased.unknown += await removeUnknown(writes, runId);
      }
      erased.mails = await eraseNotices(writes, imagesBefore);
      await eraseClosed(writes, imagesBefore);
      return erased;
    },
    async endDay(day, at, { people, unknown, mails }) {
      const done = { ended_at: at, people, unknown_users: unknown, mails };
      await writes.updateTable('clean_ups').set(done).where('day', '=', day).execute();
    },
    async last() {
      const row = await reads.selectFrom('clean_ups').selectAll().orderBy('day', 'desc').limit(1).executeTakeFirst();
      if (row === undefined) return null;
      const { began_at: beganAt, ended_at: endedAt, people, unknown_users: unknown, mails } = row;
      return { beganAt, endedAt, people, unknown, mails };
    },
    async erasureOf(runId) {
      const row = await reads.selectFrom('run_erasures').selectAll().where('run_id', '=', runId).executeTakeFirst();
      return row === undefined ? null : { at: row.at, keptDays: row.kept_days };
    },
  };
}

/** Runs that are over, and on which nothing waits that goes on: no open run that takes them back or acts on their plan, no waves. */
function overBefore(rows: Rows, before: Instant) {
  return rows
    .selectFrom('runs')
    .select('runs.id')
    .where('runs.state', '=', 'finished')
    .where('runs.finished_at', '<', before)
    .where((when) =>
      when.not(
        when.exists(
          when
            .selectFrom('runs as follower')
            .select('follower.id')
            .whereRef('follower.trigger_run', '=', 'runs.id')
            .where('follower.state', '<>', 'finished'),
        ),
      ),
    )
    .where((when) =>
      when.not(
        when.exists(
          when
            .selectFrom('run_waves as waves')
            .select('waves.run_id')
            .whereRef('waves.run_id', '=', 'runs.id')
            .where('waves.ended', 'is', null),
        ),
      ),
    )
    .orderBy('runs.id');
}

async function isOver(rows: Rows, runId: number, before: Instant): Promise<boolean> {
  return (await overBefore(rows, before).where('runs.id', '=', runId).executeTakeFirst()) !== undefined;
}

async function runsWithPeople(rows: Rows, before: Instant): Promise<number[]> {
  const found = await overBefore(rows, before)
    .where((when) =>
      when.exists(
        when.selectFrom('run_people as person').select('person.entry_id').whereRef('person.run_id', '=', 'runs.id'),
      ),
    )
    .execute();
  return found.map(({ id }) => id);
}

async function runsWithUnknown(rows: Rows, before: Instant): Promise<number[]> {
  const found = await overBefore(rows, before)
    .where((when) =>
      when.exists(
        when.selectFrom('run_unknowns as user').select('user.position').whereRef('user.run_id', '=', 'runs.id'),
      ),
    )
    .execute();
  return found.map(({ id }) => id);
}

/** After the mark: a run of which only some are left is not taken back any more. */
async function erasePeople(rows: Rows, runId: number): Promise<number> {
  const entries = rows.selectFrom('run_entries').select('id').where('run_id', '=', runId);
  await rows.deleteFrom('run_created').where('entry_id', 'in', entries).execute();
  await repeatUntilNone(async () => {
    const some = rows.selectFrom('audit_step_people').select('number').where('run_id', '=', runId).limit(erasedPeople);
    const gone = await rows.deleteFrom('audit_step_people').where('number', 'in', some).executeTakeFirst();
    return Number(gone.numDeletedRows);
  });
  let erased = 0;
  await repeatUntilNone(async () => {
    const some = rows.selectFrom('run_people').select('entry_id').where('run_id', '=', runId).limit(erasedPeople);
    const gone = await rows.deleteFrom('run_people').where('entry_id', 'in', some).executeTakeFirst();
    erased += Number(gone.numDeletedRows);
    return Number(gone.numDeletedRows);
  });
  return erased;
}

/** Notices go to the users themselves; that one went out stays, to whom does not. */
async function eraseNotices(rows: Rows, before: Instant): Promise<number> {
  const changed = await rows
    .updateTable('mails')
    .set({ recipient: sql<string>`'erased-' || cast(id as text)` })
    .where('kind', 'in', ['password-notice', 'stage-warning', 'access-taken'])
    .where('state', 'in', ['sent', 'dead'])
    .where('next_attempt_at', '<', before)
    .where('recipient', 'not like', 'erased-%')
    .executeTakeFirst();
  return Number(changed.numUpdatedRows);
}
