// Reads standings. What became of a warning is asked of the outbox, where the mail server's answers are.
import { sql } from 'kysely';
import type { Standing, Warning } from '../../domain/stage/stage.ts';
import { readJson } from '../json-text.ts';
import type { PlacedStanding } from '../stages.ts';
import type { Rows } from '../tables.ts';

/** Open standings, each with the mail of its last warning and the version of the policy that sent it. */
export function selectStandings(rows: Rows) {
  return rows
    .selectFrom('stage_standings as standing')
    .leftJoin('mails as mail', (join) =>
      join
        .onRef('mail.run_id', '=', 'standing.warn_run')
        .onRef('mail.recipient', '=', 'standing.warn_to')
        .on('mail.kind', '=', 'stage-warning'),
    )
    .leftJoin('runs as warner', 'warner.id', 'standing.warn_run')
    .selectAll('standing')
    .select([
      'warner.policy_version as warned_version',
      'mail.state as mail_state',
      'mail.sent_at as mail_sent_at',
      'mail.failure as mail_failure',
    ])
    .where(sql<boolean>`standing.closed_at is null`);
}

type StandingRow = Awaited<ReturnType<ReturnType<typeof selectStandings>['executeTakeFirstOrThrow']>>;

export function readStandingRow(row: StandingRow): PlacedStanding {
  return {
    policyId: row.policy_id,
    userKey: row.user_key,
    username: row.username,
    displayName: row.display_name,
    standing: readStanding(row),
  };
}

function readStanding(row: StandingRow): Standing {
  const { reached_stage: stage, reached_days: afterDays, reached_at: at } = row;
  const warned = row.reached_warned === 1;
  return {
    id: row.id,
    openedAt: row.opened_at,
    watchedFrom: row.watched_from,
    reached: stage === null || afterDays === null || at === null ? null : { stage, afterDays, at, warned },
    warning: readWarning(row),
    warnedVersion: row.warned_version,
    email: row.email,
    activity: readJson(row.activity),
    left: { statusBefore: row.status_before, groups: readJson(row.groups_taken) },
  };
}

/** A mail that is not in the outbox any more was delivered only if that was noted. */
function readWarning(row: StandingRow): Warning {
  if (row.warn_run === null) return { state: 'none' };
  const at = row.warned_at ?? (row.mail_state === 'sent' ? row.mail_sent_at : null);
  if (at !== null) return { state: 'delivered', at };
  if (row.mail_state === 'waiting' || row.mail_state === 'sending') return { state: 'on-its-way' };
  return { state: 'not-delivered', failure: row.mail_failure ?? 'mail_interrupted' };
}
