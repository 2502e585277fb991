// What Crowd sends, once for both forms: JSON with plural lists, XML with names as attributes and singular elements.
import { escapeMarkup } from '../confluence/pages.ts';

export type Value = string | number | boolean | Date | Entity | readonly Entity[] | readonly string[];
export type Entity = { readonly [key: string]: Value };

/** Keys that XML writes as attributes of the element. */
const XML_ATTRIBUTES: ReadonlySet<string> = new Set(['name', 'expand', 'href', 'rel']);
const SINGULAR: Readonly<Record<string, string>> = { users: 'user', groups: 'group', attributes: 'attribute' };
export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

export function writeJson(entity: Entity): string {
  return JSON.stringify(toJson(entity));
}

export function writeXml(tag: string, entity: Entity): string {
  return `${XML_HEAD}${writeElement(tag, entity)}`;
}

export function writeElement(tag: string, entity: Entity): string {
  let attributes = '';
  let inner = '';
  for (const [key, value] of Object.entries(entity)) {
    if (XML_ATTRIBUTES.has(key) && typeof value === 'string') attributes += ` ${key}="${escapeMarkup(value)}"`;
    else inner += writeValue(key, value);
  }
  return inner === '' ? `<${tag}${attributes}/>` : `<${tag}${attributes}>${inner}</${tag}>`;
}

function writeValue(key: string, value: Value): string {
  if (value instanceof Date) return `<${key}>${value.toISOString()}</${key}>`;
  if (typeof value !== 'object') return `<${key}>${escapeMarkup(String(value))}</${key}>`;
  if (!Array.isArray(value)) return writeElement(key, value as Entity);
  const texts = value.every((item) => typeof item === 'string');
  if (key === 'values' && texts) {
    return `<values>${value.map((item) => `<value>${escapeMarkup(item)}</value>`).join('')}</values>`;
  }
  return value.map((item: Entity) => writeElement(SINGULAR[key] ?? key, item)).join('');
}

function toJson(value: Value): unknown {
  if (value instanceof Date) return value.getTime();
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toJson(inner)]));
}
