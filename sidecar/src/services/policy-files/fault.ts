// A fault in a policy: where it is, what is wrong and what is allowed, and how that is told to people.
import type { FaultDetail } from '../../errors.ts';

/** Steps from the root of a policy: keys of objects and places in lists. */
export type Path = readonly (string | number)[];

/** A fault before its place in a text is known. `part` says whether the key itself or its value is wrong. */
export interface Fault {
  readonly path: Path;
  readonly part: 'key' | 'value';
  readonly message: string;
}

/** Finds the place of a part of a policy in its text, counted from 1; nothing for a policy that has no text. */
export type Locate = (path: Path, part: Fault['part']) => { readonly line?: number; readonly column?: number };

/** A fault in a file of the policies folder. */
export interface FileFault extends FaultDetail {
  readonly file: string;
}

/** For policies that came as an object. */
export const locateNothing: Locate = () => ({});

/** Writes a path the way people write it: `criteria.all[1].inGroup`. */
function printPath(path: Path): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}

/** Gives faults their place, in the order of the text. */
export function placeFaults(faults: readonly Fault[], locate: Locate): FaultDetail[] {
  const placed = faults.map(({ path, part, message }) => ({ path: printPath(path), message, ...locate(path, part) }));
  return placed.sort((one, other) => (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0));
}

/** One line for logs and terminals: `file:line:column path: message`, leaving out what is not known. */
export function printFault({ file, line, column, path, message }: FileFault): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return path === '' ? `${place} ${message}` : `${place} ${path}: ${message}`;
}
