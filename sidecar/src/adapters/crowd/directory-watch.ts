// Watches which directories the answers come from, so that a mis-mapped application is noticed before anything is written.
import type { DirectoryMapping } from '../ports.ts';
import type { CrowdFailureCode } from './failure-codes.ts';

export interface DirectoryWatch {
  /** Remembers where an account came from; null, where it was not told, is not remembered. */
  readonly note: (directoryId: string | null) => void;
  /** What is wrong with accounts of the directories seen so far; null while nothing is. */
  readonly complaint: () => CrowdFailureCode | null;
  readonly mapping: () => DirectoryMapping;
  /** Starts anew: somebody may have changed the mapping in Crowd. */
  readonly forget: () => void;
}

/** `configuredId` is Crowd's number of the directory; null where it was not configured. */
export function watchDirectory(configuredId: string | null): DirectoryWatch {
  const seen = new Set<string>();
  const mapping = (): DirectoryMapping => {
    if (seen.size > 1) return 'several';
    const [only] = seen;
    if (only === undefined) return 'untold';
    if (configuredId === null) return 'unconfirmed';
    return only === configuredId ? 'as-configured' : 'another';
  };
  return {
    note: (directoryId) => {
      if (directoryId !== null) seen.add(directoryId);
    },
    mapping,
    complaint: () => {
      if (mapping() === 'several') return 'crowd_several_directories';
      return mapping() === 'another' ? 'crowd_wrong_directory' : null;
    },
    forget: () => seen.clear(),
  };
}
