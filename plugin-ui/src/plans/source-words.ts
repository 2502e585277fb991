// What sources are called; a file or another source of the site goes by its own name.
import type { Words } from '../ui/words/words.ts';

export function saySource(words: Words, source: string): string {
  return words.find(`source.${source}`) ?? source;
}
