// Reads CQL as far as the lab understands it: conditions joined by AND, and an order.

export type Condition =
  | { readonly field: string; readonly operator: '=' | '!=' | '~' | '>='; readonly value: string }
  | { readonly field: string; readonly operator: 'in'; readonly values: readonly string[] };

export type Query = {
  readonly conditions: readonly Condition[];
  readonly order: { readonly field: string; readonly descending: boolean } | null;
};

const CONDITION = /^\s*([a-z][\w.]*)\s*(=|!=|~|>=)\s*(?:"((?:[^"\\]|\\.)*)"|(now\("-\d+[dwmy]"\)|[^\s"()]+))\s*/i;
const QUOTED = '"(?:[^"\\\\]|\\\\.)*"';
const LIST = new RegExp(String.raw`^\s*([a-z][\w.]*)\s+in\s*\(\s*(${QUOTED}(?:\s*,\s*${QUOTED})*)\s*\)\s*`, 'i');
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
  const values = [...list.matchAll(new RegExp(QUOTED, 'g'))].map(([quoted]) => unquote(quoted.slice(1, -1)));
  return [whole, { field: field.toLowerCase(), operator: 'in', values }];
}

function unquote(text: string): string {
  return text.replaceAll(/\\(.)/g, '$1');
}
