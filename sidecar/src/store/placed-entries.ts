// Entries of a plan in their places, each with its person: what the plans of runs and simulations both keep of them.
import { fateOf, type Plan, type PlanEntry } from '../domain/plan/plan.ts';
import { StoreStateError } from './errors.ts';
import { writeJson } from './json-text.ts';

/** What the digest covers of a person, and the salt of it. */
interface SealedPerson {
  readonly salt: string;
  readonly hash: string;
  readonly displayName: string;
}

export interface PlacedEntry {
  readonly position: number;
  readonly entry: PlanEntry;
  readonly person: SealedPerson;
}

/** Throws `StoreStateError` where a person is missing: people come in the order of the entries. */
export function placeEntries({
  plan,
  people,
}: {
  readonly plan: Pick<Plan, 'entries'>;
  readonly people: readonly SealedPerson[];
}): PlacedEntry[] {
  return plan.entries.map((entry, position) => {
    const person = people[position];
    if (person === undefined) throw new StoreStateError(`A plan has no person for its entry ${position}.`);
    return { position, entry, person };
  });
}

/** The columns of an entry that name nobody. */
export function entryColumns({ position, entry, person }: PlacedEntry) {
  return { position, fate: fateOf(entry), person_hash: person.hash, notes: writeJson(entry.notes) };
}

/** The columns that can be erased. */
export function personColumns({ entry, person }: PlacedEntry) {
  return {
    user_key: entry.userKey,
    username: entry.username,
    display_name: person.displayName,
    before_image: writeJson(entry.before),
    trace: writeJson(entry.trace),
    salt: person.salt,
  };
}
