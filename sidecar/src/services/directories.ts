// Directories for people who look: what Confluence, its database and the configured Crowd applications say, joined.
import { type Directory, type DirectoryWitness, joinDirectories } from '../domain/directory.ts';
import type { DirectoryFaultPage, DirectoryFaultQuery } from '../store/accounts.ts';
import type { ServiceContext } from './service-context.ts';
import { newestSnapshot } from './snapshots.ts';

export interface DirectoriesFound {
  readonly directories: readonly Directory[];
  /** Each witness: how many directories it told of, or why it told of none. */
  readonly witnesses: readonly {
    readonly witness: DirectoryWitness;
    readonly told: number | null;
    readonly failure: string | null;
  }[];
}

/** Asks every witness there is, at the same time. One that cannot answer is named and keeps no other back. */
export async function findDirectories({
  directorySources,
}: Pick<ServiceContext, 'directorySources'>): Promise<DirectoriesFound> {
  const words = await directorySources.hear();
  return {
    directories: joinDirectories(words),
    witnesses: words.map(({ witness, told, failure }) => ({ witness, told: told?.length ?? null, failure })),
  };
}

export interface FoundDirectoryFaults extends DirectoryFaultPage {
  readonly snapshotId: number;
}

/** A page of what is at odds between directories in the newest snapshot; throws `no_snapshot`. */
export async function findDirectoryFaults(
  context: Pick<ServiceContext, 'store'>,
  query: Omit<DirectoryFaultQuery, 'snapshotId'>,
): Promise<FoundDirectoryFaults> {
  const { id: snapshotId } = await newestSnapshot(context);
  return { snapshotId, ...(await context.store.snapshots.directoryFaults({ ...query, snapshotId })) };
}
