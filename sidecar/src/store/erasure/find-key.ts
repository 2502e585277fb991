// Finds the user key that is meant by a name or a key, in everything that tells of people by both.
import { nameOfNewcomer } from '../../domain/newcomer.ts';
import { foldName, type UserKey, type Username } from '../../domain/user.ts';
import { SeveralPeopleError } from '../errors.ts';
import type { Rows } from '../tables.ts';

const keyed = [
  'snapshot_users',
  'run_people',
  'run_unknowns',
  'stage_standings',
  'hand_over_people',
  'simulation_people',
  'sessions',
  'api_tokens',
  'audit_people',
  'audit_step_people',
] as const;

/** Null where nobody has a key. Throws `SeveralPeopleError` for a name that several had: Confluence gives freed names anew. */
export async function findKey(rows: Rows, nameOrKey: string): Promise<UserKey | null> {
  const keys = new Set<UserKey>();
  for (const { key, username } of await findRows(rows, nameOrKey)) {
    if (key === null) continue;
    if (key === nameOrKey) return key as UserKey;
    if (foldName(username) === foldName(nameOrKey)) keys.add(key as UserKey);
  }
  // The key of a plan that created somebody stands for whoever has the name, unless their own key is known.
  const own = [...keys].filter((key) => nameOfNewcomer(key) === null);
  if (own.length > 1) throw new SeveralPeopleError(own.sort());
  return own[0] ?? [...keys][0] ?? null;
}

interface Found {
  readonly key: string | null;
  readonly username: string;
}

async function findRows(rows: Rows, nameOrKey: string): Promise<Found[]> {
  const lower = nameOrKey.toLowerCase();
  const found: Found[] = [];
  for (const table of keyed) {
    const some = await rows
      .selectFrom(table)
      .select(['user_key as key', 'username'])
      .distinct()
      .where((when) =>
        when.or([
          when('user_key', '=', nameOrKey as UserKey),
          when(when.fn<string>('lower', ['username']), '=', lower),
          when('username', '=', nameOrKey),
        ]),
      )
      .execute();
    found.push(...some);
  }
  // Whom a plan has created is told by the key that Confluence gave, not by the one that stood for them before.
  const created = await rows
    .selectFrom('run_created as created')
    .innerJoin('run_people as person', 'person.entry_id', 'created.entry_id')
    .select(['created.user_key as key', 'person.username'])
    .where((when) =>
      when.or([
        when('created.user_key', '=', nameOrKey as UserKey),
        when(when.fn<string>('lower', ['person.username']), '=', lower),
        when('person.username', '=', nameOrKey as Username),
      ]),
    )
    .execute();
  const exempt = await rows
    .selectFrom('exemptions')
    .select(['user_key as key', 'name as username'])
    .where('user_key', 'is not', null)
    .execute();
  const listed = await rows
    .selectFrom('user_list_rows')
    .select(['user_key as key', 'name as username'])
    .distinct()
    .where((when) =>
      when.or([
        when('user_key', '=', nameOrKey as UserKey),
        when('name_folded', '=', foldName(nameOrKey)).and('is_address', '=', 0),
      ]),
    )
    .execute();
  return [...found, ...created, ...exempt, ...listed];
}
