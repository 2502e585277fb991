// Directories as the wire shows them.
import type { DirectoriesDocument } from '../../contract/directories.ts';
import type { DirectoriesFound } from '../../services/directories.ts';
import { viewFailure } from './runs.ts';

export function viewDirectories({ directories, witnesses }: DirectoriesFound): DirectoriesDocument {
  return {
    items: directories.map(({ name, id, kind, active, order, operations, synchronising, toldBy }) => ({
      name,
      id,
      kind,
      active,
      order,
      operations,
      synchronising,
      toldBy,
    })),
    witnesses: witnesses.map(({ witness, told, failure }) => ({ witness, told, failure: viewFailure(failure) })),
  };
}
