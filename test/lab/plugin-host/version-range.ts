// Version ranges in Maven's notation, as `<restrict>` uses them: [8.5.3,) is 8.5.3 and later, (,10.0) everything before 10.0.

const single = String.raw`\d+(?:[.-][a-zA-Z0-9]+)*`;
const bare = new RegExp(`^${single}$`);
const exact = new RegExp(String.raw`^\[\s*(${single})\s*\]$`);
const between = new RegExp(String.raw`^([[(])\s*(${single})?\s*,\s*(${single})?\s*([\])])$`);

/** A version alone means that version and later, one in square brackets itself; what cannot be read contains nothing. */
export function inRange(version: string, given: string): boolean {
  const range = given.trim();
  if (bare.test(range)) return compareVersions(version, range) >= 0;
  const only = exact.exec(range)?.[1];
  if (only !== undefined) return compareVersions(version, only) === 0;
  const [, open, from, to, close] = between.exec(range) ?? [];
  if (open === undefined) return false;
  const above = from === undefined ? 1 : compareVersions(version, from);
  const below = to === undefined ? -1 : compareVersions(version, to);
  return (above > 0 || (above === 0 && open === '[')) && (below < 0 || (below === 0 && close === ']'));
}

/** What has a word in it comes before the release of that number, as milestones and candidates do. */
function compareVersions(one: string, other: string): number {
  const [left, right] = [one.split(/[.-]/), other.split(/[.-]/)];
  for (let place = 0; place < Math.max(left.length, right.length); place += 1) {
    const difference = compareParts(left[place] ?? '0', right[place] ?? '0');
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareParts(one: string, other: string): number {
  const [left, right] = [Number(one), Number(other)];
  if (Number.isNaN(left) && Number.isNaN(right)) return one === other ? 0 : one < other ? -1 : 1;
  if (Number.isNaN(left)) return -1;
  return Number.isNaN(right) ? 1 : left - right;
}
