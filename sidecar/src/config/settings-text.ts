// Opens a text in YAML or JSON as plain values and says where each of them stands. Never shows what the text contains.
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';

/** Steps from the root: keys of objects and places in lists. */
export type SettingsPath = readonly (string | number)[];

export interface SettingsText {
  /** Undefined where the text has faults. */
  readonly value: unknown;
  /** Where a part stands and how it is called: `line 3, column 5, directories[0].url`. */
  readonly locate: (path: SettingsPath, part: 'key' | 'value') => string;
  /** What makes the text unreadable; sentences without a full stop. */
  readonly faults: readonly string[];
}

/** Settings are a page, not a book. */
const longestText = 262_144;
const allowed = 'YAML or JSON with plain values';

/** Opens a text; never throws. The parser's own messages may quote a secret, so only its codes are told. */
export function openSettingsText(text: string): SettingsText {
  const lines = new LineCounter();
  const broken = (faults: string[]): SettingsText => ({ value: undefined, locate: () => 'line 1, column 1,', faults });
  if (text.length > longestText) return broken([`it is longer than ${longestText} characters; allowed is ${allowed}`]);
  const sayPlace = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `line ${line}, column ${col},`;
  };
  const read = () => {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: '1.2', schema: 'core' });
    const faults = [...document.errors, ...document.warnings].map(
      ({ code, pos }) => `${sayPlace(pos[0])} cannot be read (${code}); allowed is ${allowed}`,
    );
    visit(document, (_key, node) => {
      if (isAlias(node)) faults.push(`${sayPlace(node.range?.[0] ?? 0)} is an alias; allowed is ${allowed}`);
    });
    if (faults.length > 0) return broken(faults.slice(0, 3));
    const locate = (path: SettingsPath, part: 'key' | 'value') =>
      `${sayPlace(offsetOf(document.contents, path, part))} ${printPath(path)}`.trimEnd();
    return { value: document.toJS(), locate, faults };
  };
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return broken([`it is nested too deeply; allowed is ${allowed}`]);
    throw error;
  }
}

/** The offset of the part, or of the nearest thing around it that is there. */
function offsetOf(root: Node | null, path: SettingsPath, part: 'key' | 'value'): number {
  let node: Node | null = root;
  let offset = root?.range?.[0] ?? 0;
  for (const [depth, step] of path.entries()) {
    if (isSeq<Node>(node) && typeof step === 'number') node = node.items[step] ?? null;
    else if (isMap<Node, Node | null>(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === step);
      const isGoal = depth === path.length - 1;
      node = isGoal && part === 'key' ? (pair?.key ?? null) : (pair?.value ?? pair?.key ?? null);
    } else node = null;
    if (node === null) return offset;
    offset = node.range?.[0] ?? offset;
  }
  return offset;
}

function printPath(path: SettingsPath): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}
