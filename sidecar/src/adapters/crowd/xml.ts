// A small strict reader of XML for the answers Crowd gives in no other form: no document types, no entities but the five.

/** The text is no XML this reader accepts, or ends too early. */
export class XmlFault extends Error {
  constructor(message: string, position: number) {
    super(`${message} at ${position}`);
    this.name = 'XmlFault';
  }
}

export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** All text directly inside, white space at both ends left out. */
  readonly text: string;
}

export interface XmlDocument {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** The elements directly inside the root, read as they are asked for; only the last one tells that the text is whole. */
  readonly children: () => Generator<XmlElement>;
}

interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly empty: boolean;
}

/** Deeper than anything Crowd writes; a text that goes on nesting is no answer. */
const deepestElement = 30;
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Opens a document at its root. Throws `XmlFault`, here or while its children are read. */
export function openXml(text: string): XmlDocument {
  const reader = createReader(text);
  reader.skipProlog();
  const root = reader.readTag();
  return {
    name: root.name,
    attributes: root.attributes,
    children: function* () {
      if (!root.empty) {
        while (!reader.atEndTag()) {
          if (reader.atTag()) yield reader.readElement(1);
          else reader.readText();
        }
        reader.readEndTag(root.name);
      }
      reader.skipProlog();
      if (!reader.atEnd()) throw reader.fault('something stands behind the root');
    },
  };
}

function createReader(text: string) {
  let at = text.startsWith('\ufeff') ? 1 : 0;
  const fault = (message: string) => new XmlFault(message, at);
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };
  const skipPast = (end: string) => {
    const found = text.indexOf(end, at);
    if (found < 0) throw fault(`no ${end}`);
    at = found + end.length;
  };
  /** Comments and processing instructions mean nothing to us. */
  const skipNoise = () => {
    if (text.startsWith('<!--', at)) skipPast('-->');
    else if (text.startsWith('<?', at)) skipPast('?>');
    else return false;
    return true;
  };

  const readTag = (): Tag => {
    const name = take(/<([^\s<>/!?='"&]+)/y)?.[1];
    if (name === undefined) throw fault('no element');
    const attributes = new Map<string, string>();
    for (;;) {
      const pair = take(/\s+([^\s<>/='"&]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y);
      if (pair === null) break;
      const key = pair[1] ?? '';
      if (attributes.has(key)) throw fault(`a second ${key}`);
      attributes.set(key, decode(pair[2] ?? pair[3] ?? ''));
    }
    const end = take(/\s*(\/?)>/y);
    if (end === null) throw fault('no end of the tag');
    return { name, attributes, empty: end[1] === '/' };
  };

  const readText = (): string => {
    if (skipNoise()) return '';
    if (text.startsWith('<![CDATA[', at)) {
      const start = at + '<![CDATA['.length;
      skipPast(']]>');
      return text.slice(start, at - ']]>'.length);
    }
    const plain = take(/[^<]+/y)?.[0];
    if (plain === undefined) throw fault('no text');
    return decode(plain);
  };

  const decode = (raw: string) =>
    raw.replace(/&([^;&]*);?/g, (whole, name: string) => {
      const digits = /^#(?:x([0-9a-f]{1,6})|([0-9]{1,7}))$/i.exec(name);
      const point = digits === null ? null : Number.parseInt(digits[1] ?? digits[2] ?? '', digits[1] ? 16 : 10);
      const character = point === null ? entities[name] : point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
      if (character === undefined || !whole.endsWith(';')) throw fault(`no entity ${name.slice(0, 20)}`);
      return character;
    });

  const readEndTag = (name: string) => {
    const end = take(/<\/([^\s<>]+)\s*>/y)?.[1];
    if (end !== name) throw fault(`${name} is not closed`);
  };

  const readElement = (depth: number): XmlElement => {
    if (depth > deepestElement) throw fault('nested too deeply');
    const { name, attributes, empty } = readTag();
    const children: XmlElement[] = [];
    let inside = '';
    if (!empty) {
      while (!atEndTag()) {
        if (atTag()) children.push(readElement(depth + 1));
        else inside += readText();
      }
      readEndTag(name);
    }
    return { name, attributes, children, text: inside.trim() };
  };

  const atEndTag = () => text.startsWith('</', at);
  const atTag = () => text[at] === '<' && text[at + 1] !== '!' && text[at + 1] !== '?';

  return {
    fault,
    readTag,
    readText,
    readElement,
    readEndTag,
    atEndTag,
    atTag,
    atEnd: () => at >= text.length,
    skipProlog: () => {
      do take(/\s+/y);
      while (skipNoise());
    },
  };
}

/** The first child of this name, if there is one. */
export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}
