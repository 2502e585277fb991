// Takes a person's names out of what somebody typed, whole names alone: a part of a longer one is a word, or another person.

/** What is shorter is a word of many sentences. */
const fewestLetters = 3;

const letter = String.raw`[\p{L}\p{M}\p{N}]`;
/** `mara.smith`, `o'mara` and `mara@example.org` are names of their own, and may be others'. */
const notWithin = `(?<!${letter})(?<!${letter}[-._+@'’])`;
const notGoingOn = `(?!${letter})(?![-._+@]${letter})`;

/**
 * A function that puts `instead` where one of the names stood, in any case, composed either way and over any white space.
 * A text without one comes back as it was. Nothing tells a name from an ordinary word of the same letters: say what was changed.
 */
export function openWholeNames(names: readonly string[], instead: string): (text: string) => string {
  const patterns = [...new Set(names.map((name) => name.trim().normalize('NFC')))]
    .filter((name) => [...name].length >= fewestLetters)
    // Longest first, so that an address goes before the name it begins with.
    .sort((one, other) => other.length - one.length)
    .map(toPattern);
  if (patterns.length === 0) return (text) => text;
  const naming = new RegExp(`${notWithin}(?:${patterns.join('|')})${notGoingOn}`, 'giu');
  return (text) => {
    const composed = text.normalize('NFC');
    const without = composed.replaceAll(naming, () => instead);
    return without === composed ? text : without;
  };
}

function toPattern(name: string): string {
  return name
    .split(/\s+/u)
    .map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`))
    .join(String.raw`\s+`);
}
