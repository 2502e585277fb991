// Directories for people who look: what Confluence, its database and the configured Crowd applications say, joined.
import { type DatabaseReading, HostFailure } from '../adapters/ports.ts';
import { type Directory, type DirectoryWitness, joinDirectories, type ToldDirectory } from '../domain/directory.ts';
import type { ServiceContext } from './service-context.ts';

export interface DirectoriesFound {
  readonly directories: readonly Directory[];
  /** Each witness: how many directories it told of, or why it told of none. */
  readonly witnesses: readonly {
    readonly witness: DirectoryWitness;
    readonly told: number | null;
    readonly failure: string | null;
  }[];
}

type Word = { readonly told: readonly ToldDirectory[] | null; readonly failure: string | null };

/** Asks every witness there is, at the same time. One that cannot answer is named and keeps no other back. */
export async function findDirectories(
  context: Pick<ServiceContext, 'host' | 'directories' | 'database'>,
): Promise<DirectoriesFound> {
  const { host, directories, database } = context;
  const [confluence, fromDatabase, ...fromCrowd] = await Promise.all([
    hear(() => host.directories()),
    database === null ? null : hear(() => database.read(readDatabaseDirectories)),
    ...directories.map((directory) => hear(() => askCrowd(directory))),
  ]);
  const crowd = fromCrowd.flatMap((word) => word.told ?? []);
  return {
    directories: joinDirectories({ confluence: confluence.told, database: fromDatabase?.told ?? null, crowd }),
    witnesses: [
      describe('confluence', confluence),
      ...(fromDatabase === null ? [] : [describe('database', fromDatabase)]),
      ...fromCrowd.map((word) => describe('crowd', word)),
    ],
  };
}

async function readDatabaseDirectories(reading: DatabaseReading): Promise<ToldDirectory[]> {
  const found = await reading.directories();
  return found.map(({ id, name, kind, active, order, operations }) => ({
    id,
    name,
    kind,
    active,
    order,
    operations,
    synchronising: null,
  }));
}

/** A Crowd application tells that it answers for the directory; what it may do there is told by its abilities. */
async function askCrowd({ name, reads }: ServiceContext['directories'][number]): Promise<ToldDirectory[]> {
  await reads.identify();
  return [{ id: null, name, kind: null, active: null, order: null, operations: null, synchronising: null }];
}

async function hear(ask: () => Promise<readonly ToldDirectory[] | null>): Promise<Word> {
  try {
    const told = await ask();
    return { told, failure: told === null ? 'host_capability_absent' : null };
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    return { told: null, failure: error.code };
  }
}

function describe(witness: DirectoryWitness, { told, failure }: Word) {
  return { witness, told: told?.length ?? null, failure };
}
