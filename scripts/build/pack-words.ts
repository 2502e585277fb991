// Makes the page lighter: the second dictionary goes without its keys, for they are those of the first, in the same order.
import type { Plugin } from 'vite';
import { english } from '../../plugin-ui/src/ui/words/english.ts';
import { german } from '../../plugin-ui/src/ui/words/german.ts';

/** As the builder writes it on every system. */
const second = '/plugin-ui/src/ui/words/german.ts';

/** Sentences alone, put together with the keys of the English dictionary once the page is opened. */
export function packWords(): Plugin {
  const sentences = Object.keys(english).map((key) => german[key as keyof typeof english]);
  return {
    name: 'pack-words',
    load(id) {
      if (!id.endsWith(second)) return null;
      return `import { english } from './english.ts';
const sentences = ${JSON.stringify(sentences)};
export const german = Object.fromEntries(Object.keys(english).map((key, at) => [key, sentences[at]]));`;
    },
  };
}
