// Reads small XML documents into elements: attributes, children, text. No document types, no entities of one's own.

export type Element = {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
};

type Open = { tag: string; attributes: Record<string, string>; children: Element[]; text: string };

const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Deeper than any document of Crowd's, and shallow enough to be walked by functions that call themselves. */
export const MOST_LEVELS = 100;

/** The root element, or undefined if the text is not one well-formed element of a sensible depth. */
export function parseXml(source: string): Element | undefined {
  const text = source.replace(/^\uFEFF/, '').trim();
  const top: Open = { tag: '', attributes: {}, children: [], text: '' };
  const open: Open[] = [top];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (match === null) return undefined;
    const [, cdata, closing, tag, attributes = '', empty, characters] = match;
    const current = open.at(-1) ?? top;
    if (cdata !== undefined) current.text += cdata;
    else if (characters !== undefined) current.text += decode(characters);
    else if (tag !== undefined && closing === '/') {
      if (current.tag !== tag || open.length === 1) return undefined;
      open.pop();
    } else if (tag !== undefined) {
      const element: Open = { tag, attributes: readAttributes(attributes), children: [], text: '' };
      current.children.push(element);
      if (empty !== '/') open.push(element);
      if (open.length > MOST_LEVELS) return undefined;
    }
  }
  return open.length === 1 && top.children.length === 1 && top.text.trim() === '' ? top.children[0] : undefined;
}

/**
 * The element as the same document would read in JSON: attributes and children by name, `values` a list of texts, repeated
 * elements under the plural.
 */
export function toObject(element: Element): Record<string, unknown> {
  const object: Record<string, unknown> = { ...element.attributes };
  for (const child of element.children) {
    const plural = PLURAL[child.tag];
    if (plural !== undefined && element.tag === plural.parent) {
      const list = object[plural.key];
      object[plural.key] = Array.isArray(list) ? [...list, toValue(child)] : [toValue(child)];
    } else object[child.tag] = toValue(child);
  }
  return object;
}

const PLURAL: Readonly<Record<string, { parent: string; key: string }>> = {
  attribute: { parent: 'attributes', key: 'attributes' },
  'validation-factor': { parent: 'validation-factors', key: 'validationFactors' },
};

function toValue(element: Element): unknown {
  if (element.tag === 'values') return element.children.map((child) => child.text);
  if (element.children.length > 0 || Object.keys(element.attributes).length > 0) return toObject(element);
  const text = element.text.trim();
  if (element.tag === 'active') return text === 'true' || text === '1';
  return element.tag === 'attributes' ? {} : element.text;
}

function readAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE))
    attributes[name] = decode(double ?? single ?? '');
  return attributes;
}

function decode(text: string): string {
  return text.replaceAll(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
  });
}
