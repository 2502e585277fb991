// Finds everything by which one person is known here: key, usernames, addresses, and what still needs them.
import { foldName, type UserKey } from '../../domain/user.ts';
import type { KnownPerson } from '../erasure.ts';
import { readJson } from '../json-text.ts';
import { cutSlices } from '../slices.ts';
import type { Rows } from '../tables.ts';
import { findKey } from './find-key.ts';
import { findShared, newestSnapshotOf } from './find-shared.ts';
import { findPlaces } from './plan-places.ts';

/** Throws `SeveralPeopleError`. */
export async function findPerson(rows: Rows, nameOrKey: string): Promise<KnownPerson | null> {
  const userKey = await findKey(rows, nameOrKey);
  const names = new Set<string>();
  const displayNames = new Set<string>();
  const addresses = new Set<string>();
  const note = (found: { username?: string | null; displayName?: string | null; email?: string | null }): void => {
    if (found.username) names.add(found.username);
    if (found.displayName) displayNames.add(found.displayName);
    if (found.email) addresses.add(found.email);
  };
  if (userKey !== null) for (const found of await readTraces(rows, userKey)) note(found);
  for (const { username } of await rows.selectFrom('actors').select('username').execute()) {
    if (foldName(username) === foldName(nameOrKey)) names.add(username);
  }
  for (const row of await rows.selectFrom('audit_people').select('username').distinct().execute()) {
    if (foldName(row.username) === foldName(nameOrKey)) names.add(row.username);
  }
  if (userKey === null && names.size === 0) return null;
  const listed = userKey === null ? null : await findListed(rows, userKey);
  const known = { userKey, names: [...names], displayNames: [...displayNames], addresses: [...addresses] };
  const shared = await findShared(rows, known);
  const own = known.names.filter((name) => !shared.includes(foldName(name)));
  const places = await findPlaces(rows, { userKey, names: own });
  const neededBy = await findNeeds(
    rows,
    places.map(({ runId }) => runId),
  );
  return { ...known, shared, listed, neededBy };
}

async function readTraces(rows: Rows, userKey: UserKey) {
  const snapshots = await rows
    .selectFrom('snapshot_users')
    .select(['username', 'display_name as displayName', 'email'])
    .distinct()
    .where('user_key', '=', userKey)
    .execute();
  const accounts = await rows
    .selectFrom('snapshot_accounts')
    .select(['username', 'display_name as displayName', 'email'])
    .distinct()
    .where('user_key', '=', userKey)
    .execute();
  const planned = await rows
    .selectFrom('run_people')
    .select(['username', 'display_name as displayName', 'before_image as before'])
    .where((when) =>
      when.or([
        when('user_key', '=', userKey),
        when('entry_id', 'in', when.selectFrom('run_created').select('entry_id').where('user_key', '=', userKey)),
      ]),
    )
    .execute();
  const standing = await rows
    .selectFrom('stage_standings')
    .select(['username', 'display_name as displayName', 'email', 'warn_to'])
    .where('user_key', '=', userKey)
    .execute();
  const others = await Promise.all(
    (['run_unknowns', 'hand_over_people', 'simulation_people', 'sessions', 'api_tokens'] as const).map((table) =>
      rows
        .selectFrom(table)
        .select(['username', 'display_name as displayName'])
        .distinct()
        .where('user_key', '=', userKey)
        .execute(),
    ),
  );
  const told = await Promise.all(
    (['audit_people', 'audit_step_people'] as const).map((table) =>
      rows.selectFrom(table).select('username').distinct().where('user_key', '=', userKey).execute(),
    ),
  );
  return [
    ...snapshots,
    ...accounts,
    ...planned.map(({ before, ...person }) => ({ ...person, email: readJson(before).email })),
    ...standing,
    ...standing.map(({ warn_to: email }) => ({ email })),
    ...others.flat(),
    ...told.flat(),
  ];
}

async function findListed(rows: Rows, userKey: UserKey): Promise<KnownPerson['listed']> {
  const newest = await newestSnapshotOf(rows);
  if (newest === null) return null;
  const user = await rows
    .selectFrom('snapshot_users')
    .select(['username', 'status'])
    .where('snapshot_id', '=', newest.id)
    .where('user_key', '=', userKey)
    .executeTakeFirst();
  return user ?? null;
}

async function findNeeds(rows: Rows, runIds: readonly number[]): Promise<number[]> {
  const needed: number[] = [];
  for (const some of cutSlices(runIds)) {
    const found = await rows
      .selectFrom('runs')
      .leftJoin('run_waves as waves', (join) =>
        join.onRef('waves.run_id', '=', 'runs.id').on('waves.ended', 'is', null),
      )
      .select('runs.id')
      .where('runs.id', 'in', some)
      .where((when) => when.or([when('runs.state', '<>', 'finished'), when('waves.run_id', 'is not', null)]))
      .orderBy('runs.id')
      .execute();
    needed.push(...found.map(({ id }) => id));
  }
  return needed;
}
