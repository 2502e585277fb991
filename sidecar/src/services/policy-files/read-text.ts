// Reads policies from YAML text, so that every fault names its line and column. Nothing clever in it.
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseAllDocuments,
  parseDocument,
} from 'yaml';
import type { PolicyDefinition } from '../../domain/policy.ts';
import type { FaultDetail } from '../../errors.ts';
import { type Fault, type Locate, type Path, placeFaults } from './fault.ts';
import { type ReadOptions, readPolicyValue } from './read-object.ts';
import { tooDeep, wordSyntaxError } from './syntax-words.ts';

export type TextReading =
  | { readonly definition: PolicyDefinition; readonly locate: Locate }
  | { readonly faults: readonly FaultDetail[] };

/** A policy is a page, not a book; more than this is a mistake. */
const longestText = 262_144;
/** Deeper than any policy can be: ten levels of criteria take about thirty steps. */
const deepestPlace = 50;
/** One broken quote breaks everything behind it; the first faults say enough. */
const toldSyntaxFaults = 3;

/** Reads a text with one policy in it. Never throws, whatever the text. */
export function readPolicyText(text: string, options: ReadOptions): TextReading {
  const lines = new LineCounter();
  const [document] = parse(text, (settings) => [parseDocument(text, { ...settings, lineCounter: lines })]);
  if (document === undefined || 'fault' in document) return refuse(document?.fault ?? empty);
  return readDocument(document, { ...options, lines });
}

/** Reads a text with a policy a document; lines and columns are those of the whole text. Never throws. */
export function readPolicyTexts(text: string, options: ReadOptions): readonly TextReading[] {
  const lines = new LineCounter();
  const documents = parse(text, (settings) => {
    const parsed = parseAllDocuments(text, { ...settings, lineCounter: lines });
    return Array.isArray(parsed) ? parsed : [];
  });
  // What stands before the first separator, or after the last one, is often nothing.
  const meant = documents.filter((document) => 'fault' in document || !isBlank(document));
  const readings = meant.map((document) =>
    'fault' in document ? refuse(document.fault) : readDocument(document, { ...options, lines }),
  );
  return readings.length === 0 ? [refuse(empty)] : readings;
}

const empty = 'is empty; a policy starts with the keys policy and name';

function refuse(message: string): TextReading {
  return { faults: [{ path: '', message }] };
}

const settings = { prettyErrors: false, strict: true, version: '1.2', schema: 'core' } as const;

type Parsed = Document.Parsed | { readonly fault: string };

/** What cannot be parsed at all is one fault. */
function parse(text: string, read: (given: typeof settings) => readonly Document.Parsed[]): readonly Parsed[] {
  if (text.length > longestText) return [{ fault: `is longer than ${longestText} characters` }];
  try {
    return read(settings);
  } catch (error) {
    if (error instanceof RangeError) return [{ fault: tooDeep }]; // the parser calls itself once a level
    throw error;
  }
}

function isBlank({ contents, errors, warnings }: Document.Parsed): boolean {
  const blank = contents === null || (isScalar(contents) && contents.value === null);
  return blank && errors.length === 0 && warnings.length === 0;
}

function readDocument(
  document: Document.Parsed,
  { lines, ...options }: ReadOptions & { readonly lines: LineCounter },
): TextReading {
  const broken = [...document.errors, ...document.warnings].sort((one, other) => one.pos[0] - other.pos[0]);
  if (broken.length > 0) {
    const told = broken.slice(0, toldSyntaxFaults);
    return {
      faults: told.map((error) => ({ path: '', message: wordSyntaxError(error), ...placeOf(lines, error.pos[0]) })),
    };
  }
  const { value, faults, locate } = openNodes(document, lines);
  if (faults.length > 0) return { faults: placeFaults(faults, locate) };
  if (value === null) return refuse(empty);
  const read = readPolicyValue(value, options);
  return 'faults' in read ? { faults: placeFaults(read.faults, locate) } : { ...read, locate };
}

/** Turns nodes into plain values and remembers where each of them stands. */
function openNodes(document: Document.Parsed, lines: LineCounter) {
  const faults: Fault[] = [];
  const offsets = new Map<string, number>();
  const remember = (path: Path, part: Fault['part'], node: Node | null | undefined) => {
    const offset = node?.range?.[0];
    if (offset !== undefined) offsets.set(placeKey(path, part), offset);
  };

  const refuse = (path: Path, part: Fault['part'], message: string) => {
    faults.push({ path, part, message });
    return null;
  };

  const open = (node: Node | null, path: Path): unknown => {
    remember(path, 'value', node);
    if (path.length > deepestPlace) return refuse(path, 'value', tooDeep);
    if (isAlias(node)) return refuse(path, 'value', 'aliases are not allowed; write the value out');
    if (isScalar(node) && !isPlain(node.value))
      return refuse(path, 'value', 'only text, numbers, true and false are allowed');
    if (isScalar(node)) return node.value;
    if (isSeq<Node>(node)) return node.items.map((item, index) => open(item, [...path, index]));
    if (!isMap<Node, Node | null>(node)) return null;
    return Object.fromEntries(node.items.map((pair) => openPair(pair, path)));
  };

  const openPair = ({ key, value }: Pair<Node, Node | null>, path: Path): [string, unknown] => {
    const name = isScalar(key) && typeof key.value === 'string' ? key.value : '?';
    const own = [...path, name];
    remember(own, 'value', key);
    remember(own, 'key', key);
    if (!isScalar(key) || typeof key.value !== 'string') refuse(own, 'key', 'a key must be plain text');
    return [name, open(value, own)];
  };

  const locate: Locate = (path, part) => {
    const offset = offsets.get(placeKey(path, part)) ?? offsets.get(placeKey(path, 'value'));
    if (offset !== undefined) return placeOf(lines, offset);
    return path.length === 0 ? { line: 1, column: 1 } : locate(path.slice(0, -1), 'key');
  };
  return { value: open(document.contents, []), faults, locate };
}

function isPlain(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function placeKey(path: Path, part: Fault['part']): string {
  return JSON.stringify([part, ...path]);
}

function placeOf(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}
