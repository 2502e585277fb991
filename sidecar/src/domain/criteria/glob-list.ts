// A list of globs that is asked about many people: names without wildcards are looked up, only the rest is tried one by one.
import { foldName } from '../user.ts';
import { matchesGlob } from './glob.ts';

/** Finds the first glob of the list that matches a folded text, as it was written; undefined where none does. */
export type FindGlob = (folded: string) => string | undefined;

interface Wildcard {
  readonly glob: string;
  readonly folded: string;
  readonly index: number;
}

/** Prepares a list once; asking then costs no folding, however long the list is. */
export function prepareGlobs(globs: readonly string[]): FindGlob {
  const exact = new Map<string, number>();
  const wildcards: Wildcard[] = [];
  for (const [index, glob] of globs.entries()) {
    const folded = foldName(glob);
    if (/[*?]/.test(folded)) wildcards.push({ glob, folded, index });
    else if (!exact.has(folded)) exact.set(folded, index);
  }
  return (text) => {
    const exactIndex = exact.get(text) ?? globs.length;
    const earlier = wildcards.find(({ folded, index }) => index < exactIndex && matchesGlob(text, folded));
    return earlier?.glob ?? globs[exactIndex];
  };
}

const prepared = new WeakMap<readonly string[], FindGlob>();

/** A policy's list, prepared once and then asked about everybody. */
export function findGlob(globs: readonly string[]): FindGlob {
  const find = prepared.get(globs) ?? prepareGlobs(globs);
  prepared.set(globs, find);
  return find;
}
