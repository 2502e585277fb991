// Reads the accounts of all directories in batches, each with its user key and with whether it speaks for the user.
import { sql } from 'kysely';
import type { DatabaseAccount, ToldInstant } from '../ports.ts';
import { groupBy, isOneOf, readByKey } from './batches.ts';
import { type Candidate, rankAccounts, type Standing } from './effective.ts';
import { laterOf } from './instants.ts';
import type { ReadingContext } from './reading.ts';
import type { TextRow } from './session.ts';
import { bindId, readFlag, readText, readUserKey } from './values.ts';

type UserRow = TextRow<
  'id' | 'directory' | 'name' | 'folded' | 'active' | 'email' | 'display' | 'created' | 'external'
>;

/** Accounts with consecutive ids, and all accounts of the same names wherever they lie. */
export interface AccountBatch {
  readonly accounts: readonly DatabaseAccount[];
  readonly firstId: string;
  readonly lastId: string;
  /** The accounts of a folded name that Confluence looks at, the one that speaks for the user first. */
  readonly ranked: ReadonlyMap<string, readonly Candidate[]>;
}

/**
 * Names are looked up by lists and compared here, letter by letter: joins would fail between tables of different
 * collations, which migrated MySQL sites have, and would take different letters for the same in some of them.
 */
export async function* readAccounts(
  context: ReadingContext,
  directories: ReadonlyMap<string, Standing>,
): AsyncGenerator<AccountBatch> {
  const { session, tables, batchSize } = context;
  const u = tables.use('cwd_user', 'u');
  const rows = readByKey<UserRow>(session, {
    what: 'accounts',
    batchSize,
    keyOf: (row) => row.id,
    after: (id) => sql`select ${u.col('id')} as id, ${u.col('directory_id')} as directory,
      ${u.col('user_name')} as name, ${u.col('lower_user_name')} as folded, ${u.col('active')} as active,
      ${u.col('email_address')} as email, ${u.col('display_name')} as display,
      ${u.instant('created_date')} as created, ${u.col('external_id')} as external
      from ${u.as} ${id === null ? sql`` : sql`where ${u.col('id')} > ${bindId(id)}`}
      order by ${u.col('id')} limit ${sql.lit(batchSize)}`,
  });
  for await (const batch of rows) {
    const names = [...new Set(batch.map((row) => row.folded ?? ''))];
    const firstId = batch[0]?.id ?? '0';
    const lastId = batch.at(-1)?.id ?? '0';
    const siblings = await readSiblings(context, names);
    const keys = await readUserKeys(context, names);
    const authenticated = await readLastAuthenticated(context, firstId, lastId);
    const ranked = new Map([...siblings].map(([folded, list]) => [folded, rankAccounts(list, directories)] as const));
    const accounts = batch.map((row): DatabaseAccount => {
      const id = row.id ?? '';
      const folded = row.folded ?? '';
      const inForce = ranked.get(folded) ?? [];
      const own = keys.get(folded) ?? [];
      return {
        id,
        directoryId: row.directory ?? '',
        username: row.name ?? '',
        folded,
        active: readFlag(row.active),
        email: readText(row.email),
        displayName: readText(row.display),
        createdAt: context.readInstant(row.created),
        externalId: readText(row.external),
        userKey: own.length === 1 ? readUserKey(own[0] ?? null) : null,
        lastAuthenticatedAt: authenticated.has(id) ? authenticated.get(id) : null,
        effective: inForce[0]?.id === id,
        shadowed: inForce.slice(1).some((one) => one.id === id),
      };
    });
    yield { accounts, firstId, lastId, ranked };
  }
}

async function readSiblings(
  { session, tables }: ReadingContext,
  names: readonly string[],
): Promise<Map<string, Candidate[]>> {
  const s = tables.use('cwd_user', 's');
  const rows = await session.all<TextRow<'id' | 'directory' | 'active' | 'folded'>>(
    'accounts of the same names',
    sql`select ${s.col('id')} as id, ${s.col('directory_id')} as directory, ${s.col('active')} as active,
      ${s.col('lower_user_name')} as folded from ${s.as}
      where ${isOneOf(session, s.col('lower_user_name'), names)}`,
  );
  const groups = groupBy(rows, ({ folded }) => folded);
  return new Map(
    [...groups].map(([folded, list]) => [
      folded,
      list.map(({ id, directory, active }) => ({
        id: id ?? '',
        directoryId: directory ?? '',
        active: readFlag(active),
      })),
    ]),
  );
}

/** All user keys of each name; more than one where duplicates crept in. */
export async function readUserKeys(
  { session, tables }: ReadingContext,
  names: readonly string[],
): Promise<Map<string, string[]>> {
  const m = tables.use('user_mapping', 'm');
  const rows = await session.all<TextRow<'user_key' | 'folded'>>(
    'user keys',
    sql`select ${m.col('user_key')} as user_key, ${m.col('lower_username')} as folded from ${m.as}
      where ${isOneOf(session, m.col('lower_username'), names)}`,
  );
  const groups = groupBy(rows, ({ folded }) => folded);
  return new Map([...groups].map(([folded, list]) => [folded, list.map((row) => row.user_key ?? '')]));
}

/** Epoch milliseconds as text, by account; an account without the attribute is not in the map. */
async function readLastAuthenticated(
  { session, tables, readInstant }: ReadingContext,
  firstId: string,
  lastId: string,
): Promise<ReadonlyMap<string, ToldInstant>> {
  const found = new Map<string, ToldInstant>();
  if (tables.stateOf('cwd_user_attribute') !== 'present') return found;
  const a = tables.use('cwd_user_attribute', 'a');
  const rows = await session.all<TextRow<'id' | 'told'>>(
    'lastAuthenticated',
    sql`select ${a.col('user_id')} as id, ${a.col('attribute_value')} as told from ${a.as}
      where ${a.col('user_id')} between ${bindId(firstId)} and ${bindId(lastId)}
        and ${a.col('attribute_name')} = ${'lastAuthenticated'}`,
  );
  for (const { id, told } of rows) {
    const key = id ?? '';
    const instant = readInstant(told);
    found.set(key, found.has(key) ? laterOf(found.get(key), instant) : instant);
  }
  return found;
}
