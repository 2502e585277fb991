// Exemptions as they are kept: adding and ending one leaves an audit entry in the same transaction, which names nobody.
import type { Exemption } from '../domain/exemption.ts';
import type { Instant } from '../domain/user.ts';
import { noteActor } from './actors.ts';
import { appendAudit } from './audit/append.ts';
import type { Database } from './database.ts';
import type { Rows } from './tables.ts';

export type NewExemption = Omit<Exemption, 'id' | 'endedAt' | 'endedBy'>;

export interface ExemptionQuery {
  readonly limit: number;
  /** Return exemptions with a smaller id; null for the newest. */
  readonly before: number | null;
}

export interface ExemptionRecords {
  readonly add: (exemption: NewExemption, byToken?: number) => Promise<Exemption>;
  readonly get: (id: number) => Promise<Exemption | null>;
  /** Newest first, those that are over too. */
  readonly list: (query: ExemptionQuery) => Promise<readonly Exemption[]>;
  /** Those that hold at this moment, oldest first: nothing needs to happen for one to end. */
  readonly active: (now: Instant) => Promise<readonly Exemption[]>;
  /** Ends one before its time; null when it does not hold any more, or never did. */
  readonly end: (input: { id: number; by: string; at: Instant }) => Promise<Exemption | null>;
}

export function keepExemptions({ writes, reads }: Database): ExemptionRecords {
  return {
    add: (exemption, byToken) =>
      writes.transaction().execute(async (transaction) => {
        const { subject, name, userKey, owner, reason, addedAt, addedBy, endsAt } = exemption;
        const { id } = await transaction
          .insertInto('exemptions')
          .values({
            subject,
            name,
            user_key: userKey,
            owner,
            reason,
            added_at: addedAt,
            added_by: await noteActor(transaction, addedBy),
            ends_at: endsAt,
          })
          .returning('id')
          .executeTakeFirstOrThrow();
        const details = { exemption: id, subject, endsAt };
        const actor = { username: addedBy, token: byToken };
        await appendAudit(transaction, { at: addedAt, actor, event: 'exemption.added', details });
        return { ...exemption, id, endedAt: null, endedBy: null };
      }),
    async get(id) {
      const [found = null] = await read(reads, (query) => query.where('exemptions.id', '=', id));
      return found;
    },
    list: ({ limit, before }) =>
      read(reads, (query) => {
        const page = query.orderBy('exemptions.id', 'desc').limit(limit);
        return before === null ? page : page.where('exemptions.id', '<', before);
      }),
    active: (now) =>
      read(reads, (query) => query.where('ends_at', '>', now).where('ended_at', 'is', null).orderBy('exemptions.id')),
    end: ({ id, by, at }) =>
      writes.transaction().execute(async (transaction) => {
        const ended = await transaction
          .updateTable('exemptions')
          .set({ ended_at: at, ended_by: await noteActor(transaction, by) })
          .where('id', '=', id)
          .where('ended_at', 'is', null)
          .where('ends_at', '>', at)
          .returning('id')
          .executeTakeFirst();
        if (ended === undefined) return null;
        await appendAudit(transaction, { at, actor: by, event: 'exemption.ended', details: { exemption: id } });
        const [found = null] = await read(transaction, (query) => query.where('exemptions.id', '=', id));
        return found;
      }),
  };
}

function selectExemptions(rows: Rows) {
  return rows
    .selectFrom('exemptions')
    .innerJoin('actors as adder', 'adder.id', 'exemptions.added_by')
    .leftJoin('actors as ender', 'ender.id', 'exemptions.ended_by')
    .selectAll('exemptions')
    .select(['adder.username as adder', 'ender.username as ender']);
}

type Query = ReturnType<typeof selectExemptions>;

async function read(rows: Rows, narrow: (query: Query) => Query): Promise<Exemption[]> {
  const found = await narrow(selectExemptions(rows)).execute();
  return found.map((row) => ({
    id: row.id,
    subject: row.subject,
    name: row.name,
    userKey: row.user_key,
    owner: row.owner,
    reason: row.reason,
    addedAt: row.added_at,
    addedBy: row.adder,
    endsAt: row.ends_at,
    endedAt: row.ended_at,
    endedBy: row.ender,
  }));
}
