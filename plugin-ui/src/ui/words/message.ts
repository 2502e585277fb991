// How a sentence of a dictionary becomes text: whole sentences with places for values, one for each plural form.

/** One sentence, or one for each plural form of `count`; `{name}` is a place for a value. */
export type Message = string | { readonly one: string; readonly other: string };

export type Values = Readonly<Record<string, string | number>>;

export interface Wording {
  readonly plurals: Intl.PluralRules;
  readonly numbers: Intl.NumberFormat;
}

/** Opens and closes text whose direction is its own: a name from right to left must not turn the sentence around. */
const [isolate, endIsolate] = ['\u2068', '\u2069'];

/** A piece of a sentence: text, or the name of a place that something else than text goes into. */
export type Piece = { readonly text: string } | { readonly place: string };

/** Cuts a message at the places for which there is no value; what stands between them is filled. */
export function cutMessage(message: Message, values: Values, wording: Wording): Piece[] {
  const pieces = fillMessage(message, values, wording).split(/\{(\w+)\}/);
  return pieces.map((piece, index) => (index % 2 === 0 ? { text: piece } : { place: piece }));
}

/** Fills a message. Text values are isolated, numbers are written as the language writes them. */
export function fillMessage(message: Message, values: Values, { plurals, numbers }: Wording): string {
  const sentence = typeof message === 'string' ? message : message[chooseForm(values.count, plurals)];
  return sentence.replaceAll(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined) return place;
    return typeof value === 'number' ? numbers.format(value) : `${isolate}${value}${endIsolate}`;
  });
}

function chooseForm(count: string | number | undefined, plurals: Intl.PluralRules): 'one' | 'other' {
  return typeof count === 'number' && plurals.select(count) === 'one' ? 'one' : 'other';
}
