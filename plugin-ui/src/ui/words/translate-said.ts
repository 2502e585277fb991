// Sentences of the sidecar that come without a code, in the reader's language: known by their form, places and all.
import type { Message } from './message.ts';

const mark = 'said:';
/** Places that hold words of the sidecar; what stands in others is somebody's own and stays as it is. */
const ofSidecar: readonly string[] = ['found', 'field', 'allowed', 'description'];

interface Form {
  readonly english: RegExp;
  readonly names: readonly string[];
  readonly sentence: string;
}

/** Null for a sentence that the dictionary does not have. */
export type TranslateSaid = (said: string) => string | null;

/** Of the forms that fit, the first counts. */
export function openSaid(sentences: Readonly<Record<string, Message>>): TranslateSaid {
  const forms = Object.entries(sentences).flatMap(([key, sentence]): Form[] =>
    key.startsWith(mark) && typeof sentence === 'string' ? [readForm(key.slice(mark.length), sentence)] : [],
  );
  const translate: TranslateSaid = (said) => {
    for (const { english, names, sentence } of forms) {
      const found = english.exec(said);
      if (found === null) continue;
      const values = new Map(names.map((name, at) => [name, found[at + 1] ?? '']));
      return sentence.replaceAll(/\{(\w+)\}/g, (_place, name: string) => {
        const value = values.get(name) ?? '';
        return (ofSidecar.includes(name) ? translate(value) : null) ?? value;
      });
    }
    return null;
  };
  return translate;
}

function readForm(english: string, sentence: string): Form {
  const pieces = english.split(/\{(\w+)\}/);
  const pattern = pieces.map((piece, at) =>
    at % 2 === 0 ? piece.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&') : '(.+?)',
  );
  return {
    english: new RegExp(`^${pattern.join('')}$`, 's'),
    names: pieces.filter((_piece, at) => at % 2 === 1),
    sentence,
  };
}
