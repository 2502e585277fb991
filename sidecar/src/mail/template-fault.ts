// What is wrong with a template of a site's own, in words of whoever wrote it and without the text of the file.
import { keptHelpers } from './templates.ts';

/** Of a fault of compiling or filling; where it is none of those that people make, the library's own words stand behind ours. */
export function wordTemplateFault(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  // The first line says what and where; the rest would show the file.
  const [first = ''] = message.split('\n');
  for (const [said, word] of worded) {
    const found = said.exec(first);
    if (found !== null) return word(found.groups ?? {});
  }
  return first === '' ? 'it cannot be filled' : `it cannot be filled: ${first.slice(0, 300)}`;
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
    /^(?<opened>\S+) doesn't match (?<closed>\S+) - (?<line>\d+):\d+$/,
    ({ opened, closed, line }) => `line ${line}: the block "${opened}" is closed as "${closed}"; give both one name`,
  ],
  [
    /^#(?<name>\S+) requires exactly one argument/,
    ({ name }) => `the block "${name}" needs exactly one value behind its name`,
  ],
  [/^Must pass iterator to #each/, () => 'the block "each" needs exactly one value behind its name'],
  [/fn is not a function$/, () => 'a helper stands where only a block can; begin it with # and close it'],
  [/reading 'call'/, () => `a block has the name of no helper; there are ${keptHelpers.join(', ')}`],
  [/reading 'lookupProperty'/, () => 'the helper "lookup" needs a value and a name'],
  [
    /^Invalid path: (?<name>.+) - (?<line>\d+):\d+$/,
    ({ name, line }) => `line ${line}: "${name}" is no way to a value; two dots stand only at the beginning`,
  ],
  [/^Missing decorator: "(?<name>.+)"/, ({ name }) => `there is no decorator "${name}"; remove it`],
  [
    /^(?:Parse|Lexical) error on line (?<line>\d+)/,
    ({ line }) => `line ${line}: this is no template; most likely a block or a pair of braces is left open`,
  ],
  [/^The partial .* could not be found/, () => 'a template cannot take another one in'],
];
