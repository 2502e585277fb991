// The language of the page: the one it was opened in, until somebody chooses the other.
import { useMemo, useRef, useState } from 'preact/compat';
import { fetchDictionary } from './fetch-dictionary.ts';
import { type Dictionary, inEnglish, type Language, openWords, type Words } from './words.ts';

export interface LanguageChoice {
  readonly choose: (language: Language) => void;
  /** The words that were wished for could not be had; those on the page are English. */
  readonly isMissing: boolean;
}

/** Null to start with: the reader's words could not be had. What stands there stays until the chosen words have come. */
export function useLanguage(start: Dictionary | null, germanUrl: string): { words: Words; choice: LanguageChoice } {
  const [shown, setShown] = useState({ dictionary: start });
  const wishes = useRef(0);
  const words = useMemo(() => openWords(shown.dictionary ?? inEnglish), [shown]);
  const choose = async (language: Language): Promise<void> => {
    wishes.current += 1;
    const wish = wishes.current;
    const dictionary = await fetchDictionary(language, germanUrl);
    if (wish === wishes.current) setShown({ dictionary });
  };
  return { words, choice: { choose: (language) => void choose(language), isMissing: shown.dictionary === null } };
}
