// A whole sentence of the dictionary with more than text in its places: an instant, a link, a name.
import { type ComponentChild, Fragment } from 'preact';
import type { Values } from './words/message.ts';
import { type Key, useWords } from './words/words.ts';

export interface SentenceProps {
  readonly says: Key;
  readonly values?: Values;
  readonly places: Readonly<Record<string, ComponentChild>>;
}

export function Sentence({ says, values, places }: SentenceProps) {
  const words = useWords();
  return (
    <>
      {words
        .cut(says, values)
        .map((piece) => ('text' in piece ? piece.text : <Fragment key={piece.place}>{places[piece.place]}</Fragment>))}
    </>
  );
}
