// What is wrong with a template of a site's own, in words of whoever wrote it and without the text of the file.
import { keptHelpers } from './templates.ts';

/** Of a fault of compiling or filling; the library's own words where it is none of those that people make. */
export function wordTemplateFault(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  // The first line says what and where; the rest would show the file.
  const [first = ''] = message.split('\n');
  for (const [said, word] of worded) {
    const found = said.exec(first);
    if (found !== null) return word(found.groups ?? {});
  }
  return first.slice(0, 300) || 'it cannot be filled';
}

type Groups = Readonly<Record<string, string>>;

const worded: readonly (readonly [RegExp, (groups: Groups) => string])[] = [
  [
    /^"(?<name>.+)" not defined in .* - (?<line>\d+):\d+$/,
    ({ name, line }) => `line ${line}: this kind of mail has nothing called "${name}"`,
  ],
  [
    /^Cannot use 'in' operator to search for '(?<name>[^']+)'/,
    ({ name }) => `this kind of mail has nothing called "${name}" there`,
  ],
  [
    /unknown helper (?<name>\S+) - (?<line>\d+):\d+$/,
    ({ name, line }) => `line ${line}: there is no helper "${name}"; there are ${keptHelpers.join(', ')}`,
  ],
  [
    /^Parse error on line (?<line>\d+)/,
    ({ line }) => `line ${line}: this is no template; most likely a block or a pair of braces is left open`,
  ],
  [/^The partial .* could not be found/, () => 'a template cannot take another one in'],
];
