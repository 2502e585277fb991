// Appends to the chain: whoever appends holds its end until the transaction is over, so that no two entries follow the same one.
import { randomBytes } from 'node:crypto';
import { type ChainEntry, digestOf, entryText, hashPerson, type SaltedPerson } from '../../audit/entry.ts';
import type { AuditEntry, AuditHead } from '../audit.ts';
import { StoreStateError } from '../errors.ts';
import type { Rows } from '../tables.ts';

/**
 * Adds an entry within the transaction of what it tells of. Best called last in it: from here on every other act that
 * leaves an entry waits for this transaction to end.
 */
export async function appendAudit(rows: Rows, entry: AuditEntry): Promise<AuditHead> {
  const before = await takeEnd(rows);
  const actor = entry.actor === 'system' ? null : salt({ username: entry.actor, userKey: null });
  const about = entry.about === undefined ? null : salt(entry.about);
  const chained: ChainEntry = {
    v: 1,
    n: before.number,
    at: entry.at,
    event: entry.event,
    actor: actor === null ? 'system' : hashPerson(actor),
    about: about === null ? null : hashPerson(about),
    details: entry.details,
    previous: before.digest,
  };
  const body = entryText(chained);
  const digest = digestOf(body);
  const { n: number, at, event, previous } = chained;
  await rows.insertInto('audit_entries').values({ number, at, event, body, digest, previous }).execute();
  const people = [...keepPerson(number, 'actor', actor), ...keepPerson(number, 'about', about)];
  if (people.length > 0) await rows.insertInto('audit_people').values(people).execute();
  await rows.updateTable('audit_head').set({ digest }).where('id', '=', 1).execute();
  return { number, digest };
}

export async function readHead(rows: Rows): Promise<AuditHead> {
  return rows.selectFrom('audit_head').select(['number', 'digest']).where('id', '=', 1).executeTakeFirstOrThrow();
}

/** The update comes first: on PostgreSQL it waits for whoever holds the row, and then sees what they wrote. */
async function takeEnd(rows: Rows): Promise<AuditHead> {
  const end = await rows
    .updateTable('audit_head')
    .set((set) => ({ number: set('number', '+', 1) }))
    .where('id', '=', 1)
    .returning(['number', 'digest'])
    .executeTakeFirst();
  if (end === undefined) throw new StoreStateError('The audit trail has lost its end: its row is missing.');
  return end;
}

function salt(person: Omit<SaltedPerson, 'salt'>): SaltedPerson {
  return { username: person.username, userKey: person.userKey, salt: randomBytes(16).toString('hex') };
}

function keepPerson(number: number, part: 'actor' | 'about', person: SaltedPerson | null) {
  if (person === null) return [];
  return [{ number, part, username: person.username, user_key: person.userKey, salt: person.salt }];
}
