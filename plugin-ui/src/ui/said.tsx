// A sentence of the sidecar: in the reader's language as far as it is known there, else marked as the English it is.
import { useWords } from './words/words.ts';

export function Said({ text }: { readonly text: string }) {
  const words = useWords();
  const own = words.translate(text);
  if (own !== null || words.language === 'en') return <>{own ?? text}</>;
  return <span lang="en">{text}</span>;
}
