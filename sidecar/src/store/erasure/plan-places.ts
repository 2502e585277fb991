// Finds where plans hold one person: under their own key, and under the one that stood for a newcomer before there was any.
import { nameOfNewcomer, provisionalKeyOf } from '../../domain/newcomer.ts';
import { foldName, type Instant, type UserKey } from '../../domain/user.ts';
import type { KnownPerson } from '../erasure.ts';
import type { Rows } from '../tables.ts';

export interface PlanPlace {
  readonly entryId: number;
  readonly runId: number;
  /** Under which the plan has them. */
  readonly userKey: UserKey;
}

/**
 * A newcomer's place is theirs whose key Confluence gave. Where that could not be read, nothing but the name leads to it, and
 * a name is given anew: then it is theirs who was seen under it after the run.
 */
export async function findPlaces(
  rows: Rows,
  { userKey, names }: Pick<KnownPerson, 'userKey' | 'names'>,
): Promise<PlanPlace[]> {
  if (userKey === null) return [];
  const own = userKey as UserKey;
  return rows
    .selectFrom('run_people as person')
    .innerJoin('runs', 'runs.id', 'person.run_id')
    .leftJoin('run_created as created', 'created.entry_id', 'person.entry_id')
    .select(['person.entry_id as entryId', 'person.run_id as runId', 'person.user_key as userKey'])
    .where((when) =>
      when.or([
        when('created.user_key', '=', own),
        when('created.user_key', 'is', null).and('person.user_key', '=', own),
        ...names.map((name) =>
          when.and([
            when('created.user_key', 'is', null),
            when('person.user_key', '=', provisionalKeyOf(name)),
            when.exists(
              when
                .selectFrom('snapshot_users as seen')
                .innerJoin('snapshots', 'snapshots.id', 'seen.snapshot_id')
                .select('seen.user_key')
                .where('seen.user_key', '=', own)
                .where('seen.username_folded', '=', foldName(name))
                .whereRef('snapshots.started_at', '>', 'runs.finished_at'),
            ),
          ]),
        ),
      ]),
    )
    .orderBy('person.entry_id')
    .execute();
}

/** Folded names of a person that a newcomer was asked for under, so late that no reading to its end tells whose they are. */
export async function findAskedAnew(
  rows: Rows,
  { userKey, names, readAt }: Pick<KnownPerson, 'userKey' | 'names'> & { readonly readAt: Instant | null },
): Promise<string[]> {
  if (userKey === null || names.length === 0) return [];
  const theirs = new Set((await findPlaces(rows, { userKey, names })).map(({ entryId }) => entryId));
  const asked = await rows
    .selectFrom('run_people as person')
    .innerJoin('runs', 'runs.id', 'person.run_id')
    .select(['person.entry_id', 'person.user_key', 'runs.finished_at'])
    .where('person.user_key', 'in', names.map(provisionalKeyOf))
    .execute();
  return asked
    .filter(({ entry_id: id }) => !theirs.has(id))
    .filter(({ finished_at: endedAt }) => endedAt === null || readAt === null || readAt <= endedAt)
    .map(({ user_key: key }) => nameOfNewcomer(key) ?? '');
}
