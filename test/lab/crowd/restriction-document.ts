// Restrictions that come as a document in the body of a search, as XML elements or as the JSON of the documentation.
import { parseJson } from './body.ts';
import { refuseArgument } from './refusal.ts';
import { MATCH_MODES, type Restriction } from './restriction.ts';
import type { CrowdCall } from './route.ts';
import { type Element, MOST_LEVELS, parseXml } from './xml.ts';

export function parseRestriction({ form, text }: CrowdCall['raw']): Restriction {
  if (form !== 'xml') return readObject(parseJson(text));
  const root = parseXml(text);
  if (root === undefined) throw refuseArgument('The body is not well-formed XML');
  return readElement(root);
}

function readElement(element: Element): Restriction {
  switch (element.tag) {
    case 'null-search-restriction':
      return { kind: 'all' };
    case 'property-search-restriction': {
      const property = findChild(element, 'property');
      const name = property === undefined ? undefined : findChild(property, 'name')?.text;
      return readProperty(name, findChild(element, 'match-mode')?.text, findChild(element, 'value')?.text);
    }
    case 'boolean-search-restriction': {
      const { children } = findChild(element, 'restrictions') ?? element;
      const parts = children.filter(({ tag }) => tag !== 'boolean-logic').map(readElement);
      return readBoolean(element.attributes['boolean-logic'] ?? findChild(element, 'boolean-logic')?.text, parts);
    }
    default:
      throw refuseArgument(`Unknown restriction: ${element.tag}`);
  }
}

function readObject(value: unknown, level = 0): Restriction {
  if (level > MOST_LEVELS) throw refuseArgument('The restriction is too deep');
  const object = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  switch (object['restriction-type']) {
    case 'null-search-restriction':
      return { kind: 'all' };
    case 'property-search-restriction': {
      const { name } = (object.property ?? {}) as Record<string, unknown>;
      return readProperty(name, object.matchMode ?? object['match-mode'], object.value);
    }
    case 'boolean-search-restriction': {
      const { restrictions } = object;
      if (!Array.isArray(restrictions)) throw refuseArgument('restrictions must be a list');
      const parts = restrictions.map((part: unknown) => readObject(part, level + 1));
      return readBoolean(object.booleanLogic ?? object['boolean-logic'], parts);
    }
    default:
      throw refuseArgument('restriction-type must name a restriction');
  }
}

function readProperty(name: unknown, mode: unknown, value: unknown): Restriction {
  const known = MATCH_MODES.find((candidate) => candidate === (mode ?? 'EXACTLY_MATCHES'));
  if (typeof name !== 'string' || known === undefined || (typeof value !== 'string' && typeof value !== 'boolean')) {
    throw refuseArgument('A property restriction needs a property, a match mode and a value');
  }
  return { kind: 'property', name, mode: known, value: String(value) };
}

function readBoolean(logic: unknown, parts: readonly Restriction[]): Restriction {
  const word = typeof logic === 'string' ? logic.toLowerCase() : '';
  if (word !== 'and' && word !== 'or') throw refuseArgument('The logic must be and or or');
  return { kind: 'boolean', logic: word, parts };
}

function findChild(element: Element, tag: string): Element | undefined {
  return element.children.find((child) => child.tag === tag);
}
