// The shape of XML: which elements and attributes there are, and which of them not everywhere; no text and no value.
import { knownKeys } from './known-keys.ts';

/** How often a path stands somewhere, and in how many of the elements above it. */
interface Tally {
  times: number;
  parents: number;
}

interface Open {
  readonly path: string;
  readonly met: Set<string>;
}

/**
 * Paths such as `manifest/typeId` and `directories/directory/link@href`, sorted; a `?` behind a path says that not every
 * element above it has it.
 */
export function describeXml(text: string, isData: (text: string) => boolean): readonly string[] {
  const tallies = new Map<string, Tally>();
  const open: Open[] = [];
  const mask = (name: string) => (!knownKeys.has(name) && isData(name) ? '{name}' : name);
  const note = (path: string) => {
    const tally = tallies.get(path) ?? { times: 0, parents: 0 };
    const met = open.at(-1)?.met;
    tally.times += 1;
    if (met === undefined || !met.has(path)) tally.parents += 1;
    met?.add(path);
    tallies.set(path, tally);
  };
  for (const [, closing, name = '', attributes = '', empty] of text.matchAll(tag)) {
    if (closing === '/') {
      open.pop();
      continue;
    }
    const above = open.at(-1)?.path;
    const path = above === undefined ? mask(name) : `${above}/${mask(name)}`;
    note(path);
    open.push({ path, met: new Set() });
    for (const [, attribute = ''] of attributes.matchAll(/([\w.:-]+)\s*=\s*(?:"[^"]*"|'[^']*')/g)) {
      note(`${path}@${mask(attribute)}`);
    }
    if (empty === '/') open.pop();
  }
  return [...tallies].map(([path, tally]) => markPath(path, tally, tallies)).sort();
}

function markPath(path: string, { parents }: Tally, tallies: ReadonlyMap<string, Tally>): string {
  const above = tallies.get(parentOf(path));
  return above !== undefined && parents < above.times ? `${path}?` : path;
}

/** The path of the element that an element or attribute stands in; empty for the root. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('@'), 0));
}

const tag = /<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g;
