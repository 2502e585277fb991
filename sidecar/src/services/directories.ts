// Directories for people who look: what Confluence, its database and the configured Crowd applications say, joined.
import { HostFailure } from '../adapters/ports.ts';
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
export async function findDirectories(context: Pick<ServiceContext, 'host'>): Promise<DirectoriesFound> {
  const confluence = await hear(() => context.host.directories());
  return {
    directories: joinDirectories({ confluence: confluence.told }),
    witnesses: [describe('confluence', confluence)],
  };
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
