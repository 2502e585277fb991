// Reads who may use Confluence and so takes a seat: the global permission, its groups with all nested in them, its people.
import { sql } from 'kysely';
import type { DatabaseLicenceGrants, DatabaseLicensedUser } from '../ports.ts';
import { type AccountBatch, readAccounts } from './accounts.ts';
import { groupBy, isOneOf } from './batches.ts';
import type { Standing } from './effective.ts';
import type { GroupTree } from './groups.ts';
import { findWithDescendants } from './nesting.ts';
import type { ReadingContext } from './reading.ts';
import type { TextRow } from './session.ts';
import { bindId, readText } from './values.ts';

type GrantRow = TextRow<'group_name' | 'user_name' | 'subject'>;

/** What "can use" is called in the table of permissions; it holds for the whole site, so no space stands beside it. */
const canUse = 'USECONFLUENCE';

/**
 * A row names a group, or a user (by key since 5.2, by name before), or a subject such as `authenticated-users`, which
 * grants nothing to who has no seat yet; a row that names nobody means everybody who is not signed in.
 */
export async function readLicenceGrants(
  { session, tables }: ReadingContext,
  { groups, parents }: GroupTree,
): Promise<DatabaseLicenceGrants> {
  const p = tables.use('spacepermissions', 'p');
  const global = p.has('spaceid') ? sql`and ${p.col('spaceid')} is null` : sql``;
  const rows = await session.all<GrantRow>(
    'licence grants',
    sql`select ${p.col('permgroupname')} as group_name, ${p.col('permusername')} as user_name,
      ${p.col('permalluserssubject')} as subject
      from ${p.as} where ${p.col('permtype')} = ${canUse} ${global}`,
  );
  const named = new Map(
    rows.flatMap((row) => nameOf(row.group_name).map((name) => [name.toLowerCase(), name] as const)),
  );
  const holding = [...groups.values()].filter(({ folded }) => named.has(folded));
  const holders = new Set(holding.map(({ id }) => id));
  const all = findWithDescendants(parents, holders);
  const known = new Set(holding.map(({ folded }) => folded));
  return {
    groups: [...groups.values()]
      .filter(({ id }) => all.has(id))
      .map(({ id, name }) => ({ id, name, direct: holders.has(id) })),
    vanishedGroups: [...named].flatMap(([folded, name]) => (known.has(folded) ? [] : [name])),
    users: [...new Set(rows.flatMap(({ user_name }) => nameOf(user_name)))],
    anonymous: rows.some((row) => [row.group_name, row.user_name, row.subject].every((one) => readText(one) === null)),
  };
}

function nameOf(text: string | null): string[] {
  const name = readText(text);
  return name === null ? [] : [name];
}

/** Each user once, with the account that speaks for them; who has none that is active takes no seat. */
export async function* readLicensedUsers(
  context: ReadingContext,
  directories: ReadonlyMap<string, Standing>,
  grants: DatabaseLicenceGrants,
): AsyncGenerator<readonly DatabaseLicensedUser[]> {
  const names = new Map(grants.groups.map(({ id, name }) => [id, name]));
  const people = new Set(grants.users);
  for await (const batch of readAccounts(context, directories)) {
    const groupsOf = await readGrantingGroups(context, batch, names);
    const licensed = batch.accounts.flatMap((account): DatabaseLicensedUser[] => {
      const { id, directoryId, username, folded, userKey, effective, active } = account;
      if (!effective || active !== true) return [];
      const own = groupsOf(id);
      const shadowed = activeShadowsOf(batch, folded).flatMap(groupsOf);
      const ownGrant = (userKey !== null && people.has(userKey)) || people.has(folded) || people.has(username);
      if (own.length === 0 && shadowed.length === 0 && !ownGrant) return [];
      const groups = [...new Set([...own, ...shadowed])].sort();
      const onlyByShadowed = own.length === 0 && !ownGrant;
      return [{ userKey, username, folded, directoryId, groups, ownGrant, onlyByShadowed }];
    });
    if (licensed.length > 0) yield licensed;
  }
}

/** Ids of the other active accounts of this name. */
function activeShadowsOf({ ranked }: AccountBatch, folded: string): string[] {
  const [, ...others] = ranked.get(folded) ?? [];
  return others.filter(({ active }) => active === true).map(({ id }) => id);
}

async function readGrantingGroups(
  { session, tables }: ReadingContext,
  { accounts, ranked }: AccountBatch,
  names: ReadonlyMap<string, string>,
): Promise<(accountId: string) => string[]> {
  const ids = accounts
    .filter(({ effective, active }) => effective && active === true)
    .flatMap(({ folded }) => (ranked.get(folded) ?? []).map(({ id }) => id));
  if (ids.length === 0 || names.size === 0) return () => [];
  const m = tables.use('cwd_membership', 'm');
  const rows = await session.all<TextRow<'account' | 'parent'>>(
    'memberships that grant',
    sql`select ${m.col('child_user_id')} as account, ${m.col('parent_id')} as parent from ${m.as}
      where ${isOneOf(session, m.col('child_user_id'), ids.map(bindId))}`,
  );
  const granting = groupBy(
    rows.filter(({ parent }) => names.has(parent ?? '')),
    ({ account }) => account,
  );
  return (id) => (granting.get(id) ?? []).map(({ parent }) => names.get(parent ?? '') ?? '');
}
