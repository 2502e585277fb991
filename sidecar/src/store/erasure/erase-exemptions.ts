// Takes a person out of exemptions: their own lose the name and end, those they answer for or that name them hold on.
import { foldName, type Instant } from '../../domain/user.ts';
import { noteActor } from '../actors.ts';
import type { KnownPerson } from '../erasure.ts';
import type { Rows } from '../tables.ts';

interface Input {
  /** By what is theirs alone. */
  readonly person: KnownPerson;
  readonly pseudonym: string;
  /** Takes their names out of what others wrote. */
  readonly takeOut: (text: string) => string;
  readonly by: string;
  readonly at: Instant;
}

interface ErasedExemptions {
  readonly erased: number;
  /** Those that held until now, by number: each has to have its line in the audit trail. */
  readonly ended: readonly number[];
  /** Those of others whose reason named them. */
  readonly reasons: readonly number[];
}

/**
 * An exemption with a user key is theirs by that key alone, whatever name it has: names are given anew, and ending somebody
 * else's would leave them to the policies. Display names and addresses tell of owners only.
 */
export async function eraseExemptions(rows: Rows, input: Input): Promise<ErasedExemptions> {
  const { person, pseudonym, takeOut, by, at } = input;
  const names = new Set(person.names.map(foldName));
  const known = new Set([...person.names, ...person.displayNames, ...person.addresses].map(foldName));
  const found = await rows.selectFrom('exemptions').selectAll().orderBy('id').execute();
  let erased = 0;
  const ended: number[] = [];
  const reasons: number[] = [];
  for (const { id, subject, name, user_key: key, owner, reason, ended_at: endedAt, ends_at: endsAt } of found) {
    const meant = key === null ? names.has(foldName(name)) : key === person.userKey;
    const theirs = subject === 'user' && meant;
    const owned = known.has(foldName(owner));
    const without = theirs ? 'erased' : takeOut(reason);
    const named = !theirs && without !== reason;
    if (!theirs && !owned && !named) continue;
    const ends = theirs && endedAt === null && endsAt > at;
    await rows
      .updateTable('exemptions')
      .set({
        reason: without,
        ...(theirs ? { name: pseudonym, user_key: null } : {}),
        ...(owned ? { owner: pseudonym } : {}),
        ...(ends ? { ended_at: at, ended_by: await noteActor(rows, by) } : {}),
      })
      .where('id', '=', id)
      .execute();
    erased += 1;
    if (ends) ended.push(id);
    if (named) reasons.push(id);
  }
  return { erased, ended, reasons };
}
