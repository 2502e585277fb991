// Where accounts live: directories as several witnesses tell of them, joined by name.
import { foldName } from './user.ts';

export type DirectoryKind = 'internal' | 'connector' | 'delegating' | 'crowd' | 'custom' | 'unknown';

/** Who told of a directory: Confluence's own list, its database, or the Crowd application configured for it. */
export type DirectoryWitness = 'confluence' | 'database' | 'crowd';

/** One witness's word on one directory; null where it does not tell. */
export interface ToldDirectory {
  readonly name: string;
  readonly id: string | null;
  readonly kind: DirectoryKind | null;
  readonly active: boolean | null;
  /** Place in the order in which directories are asked, from 0. */
  readonly order: number | null;
  /** Operations the directory allows, e.g. `UPDATE_USER`. */
  readonly operations: readonly string[] | null;
  /** Whether a synchronisation runs right now; null for a directory that is not synchronised. */
  readonly synchronising: boolean | null;
  /** The start of the last synchronisation as the host words it: only good for seeing that there was another one. */
  readonly lastSynchronisation?: string;
}

export interface Directory extends ToldDirectory {
  readonly kind: DirectoryKind;
  readonly toldBy: readonly DirectoryWitness[];
}

/** A directory of which nobody told more than its name. */
export function nameDirectory(name: string): ToldDirectory {
  return { name, id: null, kind: null, active: null, order: null, operations: null, synchronising: null };
}

/** What one witness says of directories; null where it says nothing. Several may be of one kind. */
interface Word {
  readonly witness: DirectoryWitness;
  readonly told: readonly ToldDirectory[] | null;
}

/** The database knows most, the configured applications least. */
const witnesses: readonly DirectoryWitness[] = ['database', 'confluence', 'crowd'];

/** Joins what the witnesses say, by folded name: the first who tells a thing is believed. Unordered ones come last. */
export function joinDirectories(words: readonly Word[]): Directory[] {
  const joined = new Map<string, Directory>();
  for (const witness of witnesses) {
    const said = words.filter((word) => word.witness === witness).flatMap((word) => word.told ?? []);
    for (const told of said) {
      const key = foldName(told.name);
      const known = joined.get(key);
      joined.set(
        key,
        known === undefined ? { ...told, kind: told.kind ?? 'unknown', toldBy: [witness] } : add(known, told, witness),
      );
    }
  }
  const last = Number.POSITIVE_INFINITY;
  return [...joined.values()].sort((one, other) => (one.order ?? last) - (other.order ?? last) || compare(one, other));
}

function add(known: Directory, told: ToldDirectory, witness: DirectoryWitness): Directory {
  return {
    name: known.name,
    id: known.id ?? told.id,
    kind: known.kind === 'unknown' ? (told.kind ?? 'unknown') : known.kind,
    active: known.active ?? told.active,
    order: known.order ?? told.order,
    operations: known.operations ?? told.operations,
    synchronising: known.synchronising ?? told.synchronising,
    toldBy: [...new Set([...known.toldBy, witness])],
  };
}

function compare(one: Directory, other: Directory): number {
  return foldName(one.name) < foldName(other.name) ? -1 : 1;
}

/** Whether the directory lets an operation happen; `untold` where nobody says. */
export function allowsOperation(directory: Directory | undefined, operation: string): 'yes' | 'no' | 'untold' {
  if (directory === undefined || directory.operations === null) return 'untold';
  return directory.operations.includes(operation) ? 'yes' : 'no';
}
