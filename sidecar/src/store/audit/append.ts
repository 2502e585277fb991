// Appends to the chain: whoever appends holds its end until the transaction is over, so that no two entries follow the same one.
import { randomBytes } from 'node:crypto';
import { type ChainEntry, digestOf, entryText, hashPerson, type SaltedPerson } from '../../audit/entry.ts';
import type { AuditEntry, AuditHead } from '../audit.ts';
import { StoreStateError } from '../errors.ts';
import { cutSlices } from '../slices.ts';
import type { Rows } from '../tables.ts';

interface NewEntry extends AuditEntry {
  /** Whom it was about is forgotten with the people of this run; without it, with the entry. */
  readonly ofRun?: number;
}

/**
 * Adds an entry within the transaction of what it tells of. Best called last in it: from here on every other act that
 * leaves an entry waits for this transaction to end.
 */
export function appendAudit(rows: Rows, entry: AuditEntry): Promise<AuditHead> {
  return appendEntries(rows, [entry]);
}

/** The same for several, in their order; at least one. */
export async function appendEntries(rows: Rows, entries: readonly NewEntry[]): Promise<AuditHead> {
  const end = await takeEnd(rows, entries.length);
  const chained = chainEntries(entries, { number: end.number - entries.length, digest: end.digest });
  for (const slice of cutSlices(chained)) {
    await rows
      .insertInto('audit_entries')
      .values(slice.map(({ row }) => row))
      .execute();
    const people = slice.flatMap((one) => one.people);
    if (people.length > 0) await rows.insertInto('audit_people').values(people).execute();
    const ofSteps = slice.flatMap((one) => one.ofStep ?? []);
    if (ofSteps.length > 0) await rows.insertInto('audit_step_people').values(ofSteps).execute();
  }
  const digest = chained.at(-1)?.row.digest ?? end.digest;
  await rows.updateTable('audit_head').set({ digest }).where('id', '=', 1).execute();
  return { number: end.number, digest };
}

export async function readHead(rows: Rows): Promise<AuditHead> {
  return rows.selectFrom('audit_head').select(['number', 'digest']).where('id', '=', 1).executeTakeFirstOrThrow();
}

/** The update comes first: on PostgreSQL it waits for whoever holds the row, and then sees what they wrote. */
async function takeEnd(rows: Rows, count: number): Promise<AuditHead> {
  const end = await rows
    .updateTable('audit_head')
    .set((set) => ({ number: set('number', '+', count) }))
    .where('id', '=', 1)
    .returning(['number', 'digest'])
    .executeTakeFirst();
  if (end === undefined) throw new StoreStateError('The audit trail has lost its end: its row is missing.');
  return end;
}

function chainEntries(entries: readonly NewEntry[], before: AuditHead) {
  let { number, digest: previous } = before;
  return entries.map(({ at, event, details, actor: acting, about: subject, ofRun }) => {
    number += 1;
    const { username, token } = typeof acting === 'string' ? { username: acting } : acting;
    const actor = username === 'system' ? null : salt({ username, userKey: null });
    const about = subject === undefined ? null : salt(subject);
    const entry: ChainEntry = {
      v: 1,
      n: number,
      at,
      event,
      actor: actor === null ? 'system' : hashPerson(actor),
      about: about === null ? null : hashPerson(about),
      details: token === undefined ? details : { ...details, byToken: token },
      previous,
    };
    const body = entryText(entry);
    const digest = digestOf(body);
    const row = { number, at, event, body, digest, previous };
    previous = digest;
    const acted = actor === null ? [] : [{ number, part: 'actor' as const, ...personRow(actor) }];
    if (about === null) return { row, people: acted, ofStep: null };
    if (ofRun !== undefined) return { row, people: acted, ofStep: { number, run_id: ofRun, ...personRow(about) } };
    return { row, people: [...acted, { number, part: 'about' as const, ...personRow(about) }], ofStep: null };
  });
}

function salt(person: Omit<SaltedPerson, 'salt'>): SaltedPerson {
  return { username: person.username, userKey: person.userKey, salt: randomBytes(16).toString('hex') };
}

function personRow({ username, userKey, salt: own }: SaltedPerson) {
  return { username, user_key: userKey, salt: own };
}
