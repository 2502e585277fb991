// Reads the chain in its order, with the people beside it, for whoever checks or exports it.
import type { Instant } from '../../domain/user.ts';
import type { ChainRow } from '../audit.ts';
import type { Rows } from '../tables.ts';

export async function readChain(rows: Rows, { after, limit }: { after: number; limit: number }): Promise<ChainRow[]> {
  const entries = await rows
    .selectFrom('audit_entries')
    .select(['number', 'at', 'body', 'digest'])
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute();
  const last = entries.at(-1);
  if (last === undefined) return [];
  const named = await rows
    .selectFrom('audit_people')
    .selectAll()
    .where('number', '>', after)
    .where('number', '<=', last.number)
    .execute();
  const ofSteps = await rows
    .selectFrom('audit_step_people')
    .select(['number', 'username', 'user_key', 'salt'])
    .where('number', '>', after)
    .where('number', '<=', last.number)
    .execute();
  const people = Map.groupBy(
    [...named, ...ofSteps.map((person) => ({ ...person, part: 'about' as const }))],
    ({ number }) => number,
  );
  return entries.map((entry) => ({
    ...entry,
    people: (people.get(entry.number) ?? [])
      .map(({ part, username, user_key: userKey, salt }) => ({ part, username, userKey, salt }))
      .sort((one, other) => rank(one.part) - rank(other.part)),
  }));
}

/** The order in which an entry tells of them. */
function rank(part: 'actor' | 'about'): number {
  return part === 'actor' ? 0 : 1;
}

export async function findNumbers(
  rows: Rows,
  { from, to }: { from: Instant; to: Instant },
): Promise<{ first: number; last: number } | null> {
  const found = await rows
    .selectFrom('audit_entries')
    .select(({ fn }) => [fn.min<number | null>('number').as('first'), fn.max<number | null>('number').as('last')])
    .where('at', '>=', from)
    .where('at', '<', to)
    .executeTakeFirst();
  const { first = null, last = null } = found ?? {};
  return first === null || last === null ? null : { first, last };
}
