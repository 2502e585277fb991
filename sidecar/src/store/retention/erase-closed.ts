// Erases who stood somewhere that is over: closed timelines, closed tasks for others, past sessions and tokens, editors of long ago.
import type { Instant } from '../../domain/user.ts';
import type { Rows } from '../tables.ts';

/** What is still open stays, however old it is; of a closed task stays what it was. */
export async function eraseClosed(rows: Rows, before: Instant): Promise<void> {
  await rows.deleteFrom('stage_standings').where('closed_at', '<', before).execute();
  const closed = rows.selectFrom('hand_overs').select('id').where('closed_at', '<', before);
  await rows.deleteFrom('hand_over_people').where('hand_over_id', 'in', closed).execute();
  await rows.deleteFrom('sessions').where('ends_at', '<', before).execute();
  await rows
    .deleteFrom('api_tokens')
    .where((when) => when.or([when('expires_at', '<', before), when('revoked_at', '<', before)]))
    .execute();
  // Only editors of the last weeks are ever asked about; what other sources remember is evidence for as long as they live.
  await rows
    .deleteFrom('evidence_memory_rows')
    .where('source', '=', 'content.editors')
    .where('at', '<', before)
    .execute();
}
