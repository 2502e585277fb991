// Reads what a client sent: names are those of the documentation, letter by letter; others are not understood.

import { refuseArgument } from './refusal.ts';
import type { CrowdCall } from './route.ts';
import { parseXml, toObject } from './xml.ts';

/** `root`: which element an XML body must be, where that is looked at. */
export function parseBody({ form, text }: CrowdCall['raw'], root?: string): Record<string, unknown> {
  if (form === 'xml') {
    const element = parseXml(text);
    if (element === undefined) throw refuseArgument('The body is not well-formed XML');
    if (root !== undefined && element.tag !== root) throw refuseArgument(`The body is no <${root}>`);
    return toObject(element);
  }
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refuseArgument('The body must be a JSON object');
  }
  return value as Record<string, unknown>;
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refuseArgument('The body is not JSON');
  }
}

export function readText(body: Record<string, unknown>, name: string): string | undefined {
  const value = body[name];
  return typeof value === 'string' ? value : undefined;
}

/** `password.value` of a user, or the `value` of a password that stands alone. */
export function readPassword(body: Record<string, unknown>): string | undefined {
  const inner = body.password;
  if (typeof inner === 'object' && inner !== null) return readText(inner as Record<string, unknown>, 'value');
  return readText(body, 'value');
}

/** Attributes with their values; refuses values that are not texts of at most 255 characters. */
export function readAttributeList(body: Record<string, unknown>): Map<string, readonly string[]> {
  const list = body.attributes;
  if (!Array.isArray(list)) throw refuseArgument('attributes must be given');
  const attributes = new Map<string, readonly string[]>();
  for (const entry of list as readonly unknown[]) {
    const { name, values } = (entry ?? {}) as Record<string, unknown>;
    if (typeof name !== 'string' || name === '' || !Array.isArray(values)) {
      throw refuseArgument('An attribute needs a name and a list of values');
    }
    if (!name.isWellFormed()) throw refuseArgument('The name of an attribute holds what is no character');
    const texts = values.filter((value): value is string => typeof value === 'string' && value.length <= 255);
    if (texts.length < values.length)
      throw refuseArgument(`Attribute ${name} has a value that is no text of 255 characters`);
    attributes.set(name, texts);
  }
  return attributes;
}

export function requireQuery(call: CrowdCall, name: string): string {
  const value = call.query.get(name);
  if (value === null || value === '') throw refuseArgument(`${name} query parameter must be given`);
  return value;
}

/** The `name` of a body that names a user or group. */
export function requireName(call: CrowdCall, what: 'user' | 'group'): string {
  const name = readText(call.readBody(what), 'name');
  if (name === undefined || name === '') throw refuseArgument('name must be given in the body');
  return name;
}
