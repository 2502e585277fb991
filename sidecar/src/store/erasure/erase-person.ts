// Takes one person out of every table: rows that say nothing else go, rows that others need lose the name.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { nameOfNewcomer } from '../../domain/newcomer.ts';
import type { UserKey } from '../../domain/user.ts';
import { foldName } from '../../domain/user.ts';
import { appendEntries } from '../audit/append.ts';
import type { ErasureRecords, KnownPerson, PersonErased } from '../erasure.ts';
import { readSettings } from '../settings.ts';
import type { Rows } from '../tables.ts';
import { eraseExemptions } from './erase-exemptions.ts';
import { eraseFromDecisions } from './erase-from-decisions.ts';
import { eraseFromPlans } from './erase-from-plans.ts';
import { eraseFromSnapshots } from './erase-from-snapshots.ts';
import { eraseFromWords, findPolicies } from './erase-from-words.ts';
import { findPlaces, type PlanPlace } from './plan-places.ts';
import { openWholeNames } from './whole-names.ts';

type Input = Parameters<ErasureRecords['erase']>[0];

export async function erasePerson(rows: Rows, { person, by, at, keptDays }: Input): Promise<PersonErased> {
  const { installationSalt } = await readSettings(rows);
  const personHash = createHash('sha256')
    .update(`${installationSalt}\n${person.userKey ?? person.names.map(foldName).sort()[0] ?? ''}`)
    .digest('hex');
  const pseudonym = `erased-${personHash.slice(0, 12)}`;
  const namedIn = await findPolicies(rows, person);
  const own = leaveOthers(person);
  const places = await findPlaces(rows, own);
  const takeOut = openWholeNames([...own.names, ...own.displayNames, ...own.addresses], pseudonym);
  const exemptions = await eraseExemptions(rows, { person: own, pseudonym, takeOut, by, at });
  const decisions = await eraseFromDecisions(rows, takeOut);
  const counts = {
    ...(await eraseFromPlans(rows, { person: own, places, at, keptDays })),
    ...(await eraseFromSnapshots(rows, { person, pseudonym })),
    ...(await eraseOwnRows(rows, own)),
    exemptions: exemptions.erased,
    run_decisions: decisions.length,
    ...(await eraseFromWords(rows, { person: own, pseudonym })),
    ...(await eraseFromTrail(rows, own, places)),
  };
  const found = Object.entries(counts).filter(([, count]) => count > 0);
  const total = found.reduce((sum, [, count]) => sum + count, 0);
  const details = { person: personHash, rows: total, tables: found.length };
  await appendEntries(rows, [
    ...exemptions.ended.map((exemption) => ({ at, actor: by, event: 'exemption.ended', details: { exemption } })),
    { at, actor: by, event: 'person.erased', details },
  ]);
  const reasons = { runs: decisions, exemptions: exemptions.reasons };
  return { rows: Object.fromEntries(found), personHash, reasons, namedIn };
}

/** The person by what is theirs alone: a name or an address that is another user's by now would lead to that one's rows. */
function leaveOthers(person: KnownPerson): KnownPerson {
  const shared = new Set(person.shared);
  const keep = (words: readonly string[]) => words.filter((word) => !shared.has(foldName(word)));
  const { names, displayNames, addresses } = person;
  return { ...person, names: keep(names), displayNames: keep(displayNames), addresses: keep(addresses) };
}

/** The entries stand, and so does every digest: what goes is the name and the salt behind the hash. */
async function eraseFromTrail(
  rows: Rows,
  { userKey, names }: KnownPerson,
  places: readonly PlanPlace[],
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of ['audit_people', 'audit_step_people'] as const) {
    const gone = await rows
      .deleteFrom(table)
      .where((when) =>
        when.or([
          ...(names.length === 0 ? [] : [when('username', 'in', names).and('user_key', 'is', null)]),
          ...(userKey === null ? [] : [when('user_key', '=', userKey)]),
        ]),
      )
      .executeTakeFirst();
    counts[table] = Number(gone.numDeletedRows);
  }
  // The steps that created them are told under the key of before.
  for (const { runId, userKey: before } of places.filter((place) => nameOfNewcomer(place.userKey) !== null)) {
    const gone = await rows
      .deleteFrom('audit_step_people')
      .where('run_id', '=', runId)
      .where('user_key', '=', before)
      .executeTakeFirst();
    counts.audit_step_people = (counts.audit_step_people ?? 0) + Number(gone.numDeletedRows);
  }
  return counts;
}

const ownTables = ['sessions', 'api_tokens', 'beacon_days', 'field_values', 'personal_views'] as const;

/** Rows that tell of nobody else. */
async function eraseOwnRows(rows: Rows, { userKey, names, addresses }: KnownPerson): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of ownTables) {
    if (userKey === null) break;
    const gone = await rows
      .deleteFrom(table)
      .where('user_key', '=', userKey as UserKey)
      .executeTakeFirst();
    counts[table] = Number(gone.numDeletedRows);
  }
  const known = [...names, ...addresses];
  const folded = [...new Set([...known, ...known.map(foldName), ...(userKey === null ? [] : [userKey])])];
  if (folded.length === 0) return counts;
  const subjects = await rows.deleteFrom('evidence_memory_rows').where('subject', 'in', folded).executeTakeFirst();
  counts.evidence_memory_rows = Number(subjects.numDeletedRows);
  const listed = await rows
    .deleteFrom('user_list_rows')
    .where((when) =>
      when.or([
        when('name_folded', 'in', folded).and('user_key', 'is', null),
        ...(userKey === null ? [] : [when('user_key', '=', userKey as UserKey)]),
      ]),
    )
    .executeTakeFirst();
  counts.user_list_rows = Number(listed.numDeletedRows);
  if (addresses.length === 0) return counts;
  const mails = await rows
    .updateTable('mails')
    .set({
      recipient: sql<string>`'erased-' || cast(id as text)`,
      failure: sql<string | null>`case when state = 'sent' then failure else 'recipient_erased' end`,
      state: sql<'sent' | 'dead'>`case when state = 'sent' then 'sent' else 'dead' end`,
      lease_until: null,
    })
    .where(
      sql<string>`lower(recipient)`,
      'in',
      addresses.map((address) => address.toLowerCase()),
    )
    .executeTakeFirst();
  counts.mails = Number(mails.numUpdatedRows);
  return counts;
}
