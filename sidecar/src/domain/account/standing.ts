// How a directory stands when accounts are judged: whether Confluence asks it, at which place, and whether it was read.
import type { Directory } from '../directory.ts';
import { foldName, type UserStatus } from '../user.ts';

export interface Standing {
  readonly name: string;
  /** Whether Confluence asks it at all. */
  readonly asked: 'yes' | 'no' | 'untold';
  /** Place among those asked; null where nobody tells. */
  readonly order: number | null;
  /** Whether every account it has was read. */
  readonly read: boolean;
}

/**
 * How a directory stands. One that is switched off, that the database maps nowhere, or that is not among those Confluence
 * or its database names (`listTold`) is not asked: a Crowd application may be configured under a name nobody knows.
 */
export function standingOf(directory: Directory, { read, listTold }: { read: boolean; listTold: boolean }): Standing {
  const { name, active, order, toldBy } = directory;
  const unmapped = order === null && toldBy.includes('database');
  const stranger = listTold && toldBy.every((witness) => witness === 'crowd');
  const asked = active === false || unmapped || stranger ? 'no' : active === null ? 'untold' : 'yes';
  return { name, asked, order, read };
}

/** One listed user's accounts by directory name, as far as they were read. */
export interface Holding {
  /** As Confluence tells it. */
  readonly status: UserStatus;
  readonly directories: readonly string[];
}

/**
 * Settles which directories are asked, where nobody says so: one that alone holds an account of somebody whom Confluence
 * calls active must be asked, or there would be no such user. Proves nothing unless every directory was read.
 */
export function proveAsked(standings: readonly Standing[], holdings: Iterable<Holding>): Standing[] {
  const open = new Set(standings.filter((one) => one.asked === 'untold').map((one) => foldName(one.name)));
  const allRead = standings.every((one) => one.read || one.asked === 'no');
  if (open.size === 0 || !allRead) return [...standings];
  const proven = new Set<string>();
  for (const { status, directories } of holdings) {
    const [only, second] = directories;
    if (status === 'active' && only !== undefined && second === undefined) proven.add(foldName(only));
    if (proven.size === open.size) break;
  }
  return standings.map((one) =>
    one.asked === 'untold' && proven.has(foldName(one.name)) ? { ...one, asked: 'yes' } : one,
  );
}

/** Whether everything a user's accounts depend on was read; `listTold`: somebody named every directory there is. */
export function isComplete(standings: readonly Standing[], listTold: boolean): boolean {
  return listTold && standings.every((one) => one.asked === 'no' || one.read);
}
