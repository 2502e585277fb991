// Reads entries of the audit trail for people who look, with the names that are still kept beside them.
import type { ChainEntry } from '../../audit/entry.ts';
import type { AuditQuery, StoredAuditEntry } from '../audit.ts';
import type { Rows } from '../tables.ts';

export async function listEntries(rows: Rows, query: AuditQuery): Promise<StoredAuditEntry[]> {
  const { limit, before, event, actor, from, to } = query;
  let chosen = rows
    .selectFrom('audit_entries as entry')
    .leftJoin('audit_people as actor', (join) =>
      join.onRef('actor.number', '=', 'entry.number').on('actor.part', '=', 'actor'),
    )
    .leftJoin('audit_people as about', (join) =>
      join.onRef('about.number', '=', 'entry.number').on('about.part', '=', 'about'),
    )
    .leftJoin('audit_step_people as step', 'step.number', 'entry.number')
    .select(['entry.number', 'entry.body', 'entry.digest', 'actor.username as actor'])
    .select(({ fn }) => fn.coalesce('about.username', 'step.username').as('about'))
    .orderBy('entry.number', 'desc')
    .limit(limit);
  if (before !== null) chosen = chosen.where('entry.number', '<', before);
  // `run` means `run.requested` and its like: the next character after the dot ends the range.
  if (event?.includes('.')) chosen = chosen.where('entry.event', '=', event);
  else if (event !== undefined)
    chosen = chosen.where('entry.event', '>=', `${event}.`).where('entry.event', '<', `${event}/`);
  if (actor !== undefined) chosen = chosen.where('actor.username', '=', actor);
  if (from !== undefined) chosen = chosen.where('entry.at', '>=', from);
  if (to !== undefined) chosen = chosen.where('entry.at', '<', to);
  return (await chosen.execute()).map(({ number, body, digest, actor: name, about }) => {
    const entry = readEntry(body);
    const named = entry.actor === 'system' ? 'system' : name;
    const { at, event: code, details } = entry;
    const byToken = typeof details.byToken === 'number' ? details.byToken : null;
    return { id: number, at, event: code, details, digest, actor: named, byToken, about };
  });
}

/** The text was written by this store, as a `ChainEntry`. */
export function readEntry(body: string): ChainEntry {
  const entry: ChainEntry = JSON.parse(body);
  return entry;
}
