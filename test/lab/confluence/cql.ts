// Reads CQL as far as the lab understands it: conditions joined by AND, and an order.

export type Condition = { readonly field: string; readonly operator: '=' | '!=' | '~' | '>='; readonly value: string };

export type Query = {
  readonly conditions: readonly Condition[];
  readonly order: { readonly field: string; readonly descending: boolean } | null;
};

const CONDITION = /^\s*([a-z][\w.]*)\s*(=|!=|~|>=)\s*(?:"((?:[^"\\]|\\.)*)"|(now\("-\d+[dwmy]"\)|[^\s"()]+))\s*/i;
const AND = /^and\b/i;
const ORDER = /^order\s+by\s+([a-z][\w.]*)(?:\s+(asc|desc))?\s*$/i;

/** Null where it cannot be parsed. */
export function parseCql(text: string): Query | null {
  const conditions: Condition[] = [];
  for (let rest = text; ; ) {
    const [whole, field, operator, quoted, bare] = CONDITION.exec(rest) ?? [];
    if (whole === undefined || field === undefined) return null;
    const value = quoted === undefined ? (bare ?? '') : quoted.replaceAll(/\\(.)/g, '$1');
    conditions.push({ field: field.toLowerCase(), operator: operator as Condition['operator'], value });
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
