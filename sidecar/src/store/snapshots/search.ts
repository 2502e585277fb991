// Searches the users of a snapshot page by page: keyset by sort value and user key, without regard to case.
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import { foldName } from '../../domain/user.ts';
import { type Condition, escapeLike } from '../criteria-sql/parts.ts';
import { StoreInputError } from '../errors.ts';
import type { FindQuery, FoundPage, UserPage, UserQuery, UserSort } from '../snapshots.ts';
import type { Rows } from '../tables.ts';
import { type AskedUserRow, compileFor, type PeopleReader, toPeople } from './select.ts';
import { asksUnlisted, peopleAskedBy } from './unsynced.ts';
import { readUserRow, userColumns } from './user-rows.ts';

export async function searchUsers(rows: Rows, query: UserQuery): Promise<UserPage> {
  const matching = rows.selectFrom('snapshot_users as u').where(matchesQuery(query));
  const { total } = await matching.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow();
  const { found, nextCursor } = await readPage(rows, { ...query, criteria: null }, sql`true`);
  return { users: found.map(readUserRow), nextCursor, total };
}

/** Users of one page of the search for whom the criteria hold, too; with how many those are on the first page. */
export async function findUsers(people: PeopleReader, query: FindQuery): Promise<FoundPage> {
  const { rows } = people;
  const criteria =
    query.criteria === null ? sql<SqlBool>`true` : await compileFor(people, { ...query, criteria: query.criteria });
  const { found, nextCursor } = await readPage(rows, query, sql`${criteria} is true`);
  return {
    people: await toPeople(people, query.snapshotId, found),
    nextCursor,
    counts: query.cursor === null ? await countVerdicts(rows, query, criteria) : null,
  };
}

/** Of those the search finds: for whom the criteria hold, and of whom that is not known. */
async function countVerdicts(rows: Rows, query: FindQuery, criteria: Condition): Promise<FoundPage['counts']> {
  return rows
    .selectFrom(peopleAskedBy(query.criteria, query.snapshotId))
    .where(matchesQuery(query))
    .select([
      sql<number>`coalesce(sum(case when ${criteria} is true then 1 else 0 end), 0)`.as('total'),
      sql<number>`coalesce(sum(case when ${criteria} is null then 1 else 0 end), 0)`.as('unknown'),
    ])
    .executeTakeFirstOrThrow();
}

async function readPage(
  rows: Rows,
  query: UserQuery & Pick<FindQuery, 'criteria'>,
  condition: Expression<SqlBool>,
): Promise<{ readonly found: readonly AskedUserRow[]; readonly nextCursor: string | null }> {
  const start = query.cursor === null ? null : readCursor(query.cursor, query);
  const sortValue = sortValueOf(query);
  const matching = rows
    .selectFrom(peopleAskedBy(query.criteria, query.snapshotId))
    .where(matchesQuery(query))
    .where(condition);

  const direction = query.descending ? 'desc' : 'asc';
  let page = matching
    .select(userColumns)
    .$if(asksUnlisted(query.criteria), (asked) => asked.select('u.unlisted'))
    .select(sortValue.as('sort_value'))
    .orderBy(sortValue, direction)
    .orderBy('u.user_key', direction)
    .limit(query.limit + 1);
  if (start !== null) {
    const beyond = query.descending ? sql`<` : sql`>`;
    page = page.where(sql<SqlBool>`(${sortValue}, u.user_key) ${beyond} (${start.value}, ${start.userKey})`);
  }
  const read = await page.execute();
  const shown = read.slice(0, query.limit);
  const last = shown.at(-1);
  const more = read.length > query.limit && last !== undefined;
  return {
    found: shown,
    nextCursor: more ? writeCursor(query, { value: last.sort_value, userKey: last.user_key }) : null,
  };
}

function matchesQuery({ snapshotId, search, status, group, directory, shadowed }: UserQuery): Expression<SqlBool> {
  const conditions: RawBuilder<SqlBool>[] = [sql`u.snapshot_id = ${snapshotId}`];
  if (status !== undefined) conditions.push(sql`u.status = ${status}`);
  if (group !== undefined) {
    conditions.push(sql`exists (select 1 from snapshot_memberships m
      where m.snapshot_id = u.snapshot_id and m.user_key = u.user_key and m.group_folded = ${foldName(group)})`);
  }
  if (directory !== undefined || shadowed !== undefined) conditions.push(hasAccount(directory, shadowed));
  if (search !== '') {
    const pattern = `%${escapeLike(foldName(search))}%`;
    const columns = ['username_folded', 'display_name_folded', 'email_folded'];
    const parts = columns.map((column) => sql`${sql.ref(`u.${column}`)} like ${pattern} escape '!'`);
    conditions.push(sql`(${sql.join(parts, sql` or `)})`);
  }
  return sql`${sql.join(conditions, sql` and `)}`;
}

/** An account in the directory, or anywhere; one for which another speaks, or whatever it is. */
function hasAccount(directory: string | undefined, shadowed: boolean | undefined): RawBuilder<SqlBool> {
  const inDirectory =
    directory === undefined
      ? sql``
      : sql` and a.place in (select d.place from snapshot_directories d
          where d.snapshot_id = u.snapshot_id and d.name_folded = ${foldName(directory)})`;
  const exists = (extra: RawBuilder<unknown>) =>
    sql<SqlBool>`exists (select 1 from snapshot_accounts a
      where a.snapshot_id = u.snapshot_id and a.user_key = u.user_key${inDirectory}${extra})`;
  if (shadowed === undefined) return exists(sql``);
  if (shadowed) return exists(sql` and a.effective = 0`);
  const none = sql<SqlBool>`not ${exists(sql` and a.effective = 0`)}`;
  return directory === undefined ? none : sql<SqlBool>`(${none} and ${exists(sql``)})`;
}

/** What a page is ordered by, as text. Unknown activity comes last in both directions, "never" is older than any. */
function sortValueOf({ sort, descending }: UserQuery): RawBuilder<string> {
  switch (sort) {
    case 'username':
      return sql`u.username_folded`;
    case 'displayName':
      return sql`u.display_name_folded`;
    case 'status':
      return sql`u.status`;
    case 'lastActivity':
      return sql`case u.activity_state
        when 'seen' then u.activity_at when 'never' then '0' else ${sql.lit(descending ? '' : '~')} end`;
  }
}

interface Place {
  readonly value: string;
  readonly userKey: string;
}

function writeCursor({ sort, descending }: UserQuery, { value, userKey }: Place): string {
  return Buffer.from(JSON.stringify([sort, descending, value, userKey]), 'utf8').toString('base64url');
}

/** A cursor belongs to one order: with another it would leave users out silently. */
function readCursor(cursor: string, expected: { sort: UserSort; descending: boolean }): Place {
  const parts = parseCursor(cursor);
  const [sort, descending, value, userKey] = Array.isArray(parts) ? (parts as unknown[]) : [];
  const fits = sort === expected.sort && descending === expected.descending;
  if (!fits || typeof value !== 'string' || typeof userKey !== 'string') {
    throw new StoreInputError('The cursor is not one of this list in this order.');
  }
  return { value, userKey };
}

function parseCursor(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
