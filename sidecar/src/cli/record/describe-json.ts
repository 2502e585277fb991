// The shape of JSON: which keys there are and what kind of value stands behind each, over all rows of a list; no value.
import { describeNumber, describeText } from './describe-text.ts';
import { knownKeys } from './known-keys.ts';

/**
 * Kinds by path, e.g. `$.results[].email` → `absent | text:mail`. `absent` means that some objects there do not have the
 * key. A key that is data itself stands as `{name}`.
 */
export type Shape = Readonly<Record<string, string>>;

/** The kinds that stand in one place of a shape. */
export function splitKinds(kinds: string): readonly string[] {
  return kinds.split(between);
}

const between = ' | ';

/** The same unknown keys with values of one kind, so many of them, are names and not properties. */
const fewestOfMap = 6;
const deepest = 12;

/** `isData` tells of a text whether it occurs as a value anywhere in what the site said. */
export function describeJson(json: unknown, isData: (text: string) => boolean): Shape {
  const shape: Record<string, string> = {};

  const note = (path: string, key: string, values: readonly unknown[], absent: boolean) => {
    const kinds = new Set(values.map((value) => kindOf(value, key)));
    if (absent) kinds.add('absent');
    for (const kind of splitKinds(shape[path] ?? '')) if (kind !== '') kinds.add(kind);
    shape[path] = [...kinds].sort().join(between);
  };

  const look = (path: string, key: string, values: readonly unknown[], absent: boolean, depth: number) => {
    note(path, key, values, absent);
    if (depth > deepest) return;
    const items = values.filter(Array.isArray).flat();
    if (items.length > 0) look(`${path}[]`, key, items, false, depth + 1);
    const objects = values.filter(isObject);
    for (const [name, own] of groupKeys(objects, isData)) {
      const inside = objects.flatMap((object) =>
        own.filter((one) => Object.hasOwn(object, one)).map((one) => object[one]),
      );
      look(`${path}.${name}`, name, inside, name !== dataKey && inside.length < objects.length, depth + 1);
    }
  };

  look('$', '', [json], false, 0);
  return Object.fromEntries(Object.entries(shape).sort(([one], [other]) => (one < other ? -1 : 1)));
}

const dataKey = '{name}';

/** Names of properties with the keys they stand for: themselves, or all keys that are data. */
function groupKeys(objects: readonly Readonly<Record<string, unknown>>[], isData: (text: string) => boolean) {
  const keys = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  const strange = keys.filter((key) => !knownKeys.has(key));
  const kinds = new Set(
    strange.flatMap((key) => objects.flatMap((one) => (Object.hasOwn(one, key) ? typeof one[key] : []))),
  );
  const isMap = strange.length >= fewestOfMap && kinds.size === 1;
  const groups = new Map<string, string[]>();
  for (const key of keys) {
    const hidden = !knownKeys.has(key) && (isMap || !isPropertyName(key) || isData(key));
    const name = hidden ? dataKey : key;
    groups.set(name, [...(groups.get(name) ?? []), key]);
  }
  return groups;
}

/** How programmers name properties; people, groups and addresses rarely look like that. */
function isPropertyName(key: string): boolean {
  return /^_?[a-z][A-Za-z0-9]{0,39}(?:-[a-z0-9]+){0,3}$/.test(key);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown, key: string): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? 'array:empty' : 'array';
  if (typeof value === 'string') return describeText(value, key);
  if (typeof value === 'number') return describeNumber(value, key);
  return typeof value;
}
