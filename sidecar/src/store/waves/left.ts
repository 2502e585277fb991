// Which entries of an approved plan no wave has come to yet, worked out from the last wave that had a plan.
import { type RawBuilder, sql } from 'kysely';
import type { Outcome, SkipReason } from '../../domain/run.ts';
import { writeJson } from '../json-text.ts';
import type { Rows } from '../tables.ts';

/** Whoever was left alone for these is asked again by the next wave; everything else is for good. */
const comesAgain: readonly SkipReason[] = ['carried-over', 'host-stopped-answering', 'turned-away'];

function leftAlone(reason: SkipReason): string {
  const outcome: Outcome = { kind: 'skipped', reason };
  return writeJson(outcome);
}

/** Puts such a step out of reach of the wave that is given the plan. */
export const doneEarlier = leftAlone('earlier-wave');

/** The last run of these waves with a plan of its own: the last of all, else the one before; null before any has one. */
export async function findPlannedRun(rows: Rows, heldRunId: number): Promise<number | null> {
  const row = await rows
    .selectFrom('run_waves as wave')
    .leftJoin('plans', 'plans.run_id', 'wave.last_run')
    .select(['plans.run_id as last', 'wave.planned_run as before'])
    .where('wave.run_id', '=', heldRunId)
    .executeTakeFirst();
  return row?.last ?? row?.before ?? null;
}

/**
 * Positions of the held plan whose users were acted upon, refused or dropped out in that run. A step that is open but was
 * attempted counts as acted upon, because what became of it is not known.
 */
export function takenPositions(heldRunId: number, plannedRun: number): RawBuilder<unknown> {
  const again = sql.join(comesAgain.map((reason) => sql.lit(leftAlone(reason))));
  return sql`select entry.position from run_entries entry
    join run_steps step on step.entry_id = entry.id
    join run_entries held on held.run_id = ${sql.lit(heldRunId)} and held.position = entry.position
    join run_steps asked on asked.entry_id = held.id and asked.position = step.position and asked.outcome is null
    where entry.run_id = ${sql.lit(plannedRun)} and (
      step.outcome not in (${again})
      or (step.outcome is null and exists (select 1 from journal where journal.step_id = step.id)))`;
}
