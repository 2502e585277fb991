// Version ranges in Maven's notation, as `<restrict>` uses them: [8.5.3,) is 8.5.3 and later, (,10.0) everything before 10.0.

/** A version alone means that version and later; what cannot be read contains nothing. */
export function inRange(version: string, range: string): boolean {
  const bare = /^\d[\d.]*$/.exec(range.trim());
  if (bare !== null) return compareVersions(version, range.trim()) >= 0;
  const [, open, from = '', to = '', close] = /^([[(])\s*([\d.]*)\s*,\s*([\d.]*)\s*([\])])$/.exec(range.trim()) ?? [];
  if (open === undefined) return false;
  const above = from === '' ? 1 : compareVersions(version, from);
  const below = to === '' ? -1 : compareVersions(version, to);
  return (above > 0 || (above === 0 && open === '[')) && (below < 0 || (below === 0 && close === ']'));
}

function compareVersions(one: string, other: string): number {
  const [left, right] = [one.split('.').map(Number), other.split('.').map(Number)];
  for (let place = 0; place < Math.max(left.length, right.length); place += 1) {
    const difference = (left[place] ?? 0) - (right[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
