// People who acted, by id: their names stand in one table, so that they can be erased in one place.
import type { Rows } from './tables.ts';

/** The id of an actor, made when first met. */
export async function noteActor(rows: Rows, username: string): Promise<number> {
  await rows
    .insertInto('actors')
    .values({ username })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { id } = await rows
    .selectFrom('actors')
    .select('id')
    .where('username', '=', username)
    .executeTakeFirstOrThrow();
  return id;
}
