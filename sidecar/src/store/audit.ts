// The audit trail: who did what in this product, in order. Names of people stand in a side table that can be erased.
import type { Instant } from '../domain/user.ts';
import { noteActor } from './actors.ts';
import type { Database } from './database.ts';
import { readJson, writeJson } from './json-text.ts';
import type { Rows } from './tables.ts';

export interface AuditEntry {
  readonly at: Instant;
  /** Username of the person, or `system`. */
  readonly actor: string;
  /** A code such as `policy.mode-changed`. */
  readonly event: string;
  /** Codes and numbers; names of people do not belong here, since audit rows never change. */
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

export interface AuditRecords {
  readonly append: (entry: AuditEntry) => Promise<void>;
  readonly list: (query: { limit: number; before: number | null }) => Promise<readonly (AuditEntry & { id: number })[]>;
}

export function keepAudit({ writes, reads }: Database): AuditRecords {
  return {
    append: (entry) => writes.transaction().execute((transaction) => appendAudit(transaction, entry)),
    async list({ limit, before }) {
      let query = reads
        .selectFrom('audit')
        .innerJoin('actors', 'actors.id', 'audit.actor')
        .select(['audit.id', 'audit.at', 'audit.event', 'audit.details', 'actors.username'])
        .orderBy('audit.id', 'desc')
        .limit(limit);
      if (before !== null) query = query.where('audit.id', '<', before);
      const found = await query.execute();
      return found.map((row) => ({
        id: row.id,
        at: row.at,
        actor: row.username,
        event: row.event,
        details: readJson(row.details),
      }));
    },
  };
}

/** Adds an entry within the transaction of what it tells of. */
export async function appendAudit(rows: Rows, { at, actor, event, details }: AuditEntry): Promise<void> {
  await rows
    .insertInto('audit')
    .values({ at, actor: await noteActor(rows, actor), event, details: writeJson(details) })
    .execute();
}
