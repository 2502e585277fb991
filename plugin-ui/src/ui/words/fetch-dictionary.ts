// Brings in the words of a language. Whatever keeps them away, a page in English is better than none.
import { english } from './english.ts';
import type { Message } from './message.ts';
import { type Dictionary, inEnglish, type Language } from './words.ts';

/** How long a reader waits for their language before there is English. */
const patienceMs = 4_000;

/** Null where they cannot be had. English is always there; a sentence that the file does not have stays English. */
export async function fetchDictionary(language: Language, germanUrl: string): Promise<Dictionary | null> {
  if (language === 'en') return inEnglish;
  const waiting = new AbortController();
  const watch = setTimeout(() => waiting.abort(), patienceMs);
  try {
    // Asked about each time: words of an older build must not stand beside the page of a newer one.
    const answer = await fetch(germanUrl, { cache: 'no-cache', signal: waiting.signal });
    const found: unknown = answer.ok ? await answer.json() : null;
    if (typeof found !== 'object' || found === null) return null;
    const sentences = Object.entries(found).filter(([, sentence]) => isMessage(sentence));
    return sentences.length === 0 ? null : { language, sentences: { ...english, ...Object.fromEntries(sentences) } };
  } catch {
    return null;
  } finally {
    clearTimeout(watch);
  }
}

function isMessage(found: unknown): found is Message {
  return (
    typeof found === 'string' || (typeof found === 'object' && found !== null && 'one' in found && 'other' in found)
  );
}
