// Reads CQL as far as the lab understands it: conditions joined by AND, and an order.
import { compileGlob } from '../wire/glob.ts';

export type Condition =
  | { readonly field: string; readonly operator: '=' | '!=' | '~' | '>='; readonly value: string }
  | { readonly field: string; readonly operator: 'in'; readonly values: readonly string[] };

export type Query = {
  readonly conditions: readonly Condition[];
  readonly order: { readonly field: string; readonly descending: boolean } | null;
};

const QUOTED = String.raw`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'`;
const BARE = String.raw`now\("-\d+[dwmy]"\)|[^\s"'()]+`;
const CONDITION = new RegExp(String.raw`^\s*([a-z][\w.]*)\s*(=|!=|~|>=)\s*(?:(${QUOTED})|(${BARE}))\s*`, 'i');
const LIST = new RegExp(
  String.raw`^\s*([a-z][\w.]*)\s+in\s*\(\s*((?:${QUOTED})(?:\s*,\s*(?:${QUOTED}))*)\s*\)\s*`,
  'i',
);
const AND = /^and\b/i;
const ORDER = /^order\s+by\s+([a-z][\w.]*)(?:\s+(asc|desc))?\s*$/i;

/** Null where it cannot be parsed. */
export function parseCql(text: string): Query | null {
  const conditions: Condition[] = [];
  for (let rest = text; ; ) {
    const [whole, condition] = readList(rest) ?? readComparison(rest) ?? [];
    if (whole === undefined || condition === undefined) return null;
    conditions.push(condition);
    rest = rest.slice(whole.length);
    if (rest === '') return { conditions, order: null };
    if (AND.test(rest)) {
      rest = rest.slice(3);
      continue;
    }
    const [, by, direction] = ORDER.exec(rest) ?? [];
    if (by === undefined) return null;
    return { conditions, order: { field: by.toLowerCase(), descending: direction?.toLowerCase() === 'desc' } };
  }
}

type Read = readonly [whole: string, condition: Condition];

function readComparison(text: string): Read | null {
  const [whole, field, operator, quoted, bare] = CONDITION.exec(text) ?? [];
  if (whole === undefined || field === undefined) return null;
  const value = quoted === undefined ? (bare ?? '') : unquote(quoted);
  return [whole, { field: field.toLowerCase(), operator: operator as '=' | '!=' | '~' | '>=', value }];
}

/** Names in quotes alone. */
function readList(text: string): Read | null {
  const [whole, field, list] = LIST.exec(text) ?? [];
  if (whole === undefined || field === undefined || list === undefined) return null;
  const values = [...list.matchAll(new RegExp(QUOTED, 'g'))].map(([quoted]) => unquote(quoted));
  return [whole, { field: field.toLowerCase(), operator: 'in', values }];
}

function unquote(quoted: string): string {
  return quoted.slice(1, -1).replaceAll(/\\(.)/g, '$1');
}

/** What `~` asks of a text: all of its words, in whatever order, or one behind the other where they stand in quotes of their own. */
export function readWords(pattern: string): (text: string) => boolean {
  const phrase = /^"(.*)"$/.exec(pattern.trim())?.[1];
  const wanted = splitWords(phrase ?? pattern).map(compileWord);
  return (text) => {
    const words = splitWords(text);
    if (wanted.length === 0) return false;
    if (phrase === undefined) return wanted.every((word) => words.some((one) => word.test(one)));
    return words.some((_, at) => wanted.every((word, further) => word.test(words[at + further] ?? '')));
  };
}

function splitWords(text: string): string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}

/** A star is any run of characters and a question mark one; as the first of a word they find nothing. */
function compileWord(word: string): RegExp {
  return /^[*?]/.test(word) ? /(?!)/ : compileGlob(word);
}
