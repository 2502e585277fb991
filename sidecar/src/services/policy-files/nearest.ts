// Names that look like a misspelt one, for "did you mean" and for short lists of what is allowed.

/** The candidates nearest to a text, nearest first, without regard to case. */
export function nearestNames(text: string, candidates: Iterable<string>, count: number): string[] {
  const wanted = text.toLowerCase();
  const ranked = [...candidates].map((name) => ({ name, distance: distanceBetween(wanted, name.toLowerCase()) }));
  ranked.sort((one, other) => one.distance - other.distance || (one.name < other.name ? -1 : 1));
  return ranked.slice(0, count).map(({ name }) => name);
}

/** The one candidate a person most likely meant, or null when none is close. */
export function guessName(text: string, candidates: Iterable<string>): string | null {
  const [name] = nearestNames(text, candidates, 1);
  if (name === undefined) return null;
  const tolerated = Math.max(1, Math.floor(Math.min(text.length, name.length) / 3));
  return distanceBetween(text.toLowerCase(), name.toLowerCase()) <= tolerated ? name : null;
}

/** How many letters must be put in, left out or changed; neighbours that swapped places count as two. */
function distanceBetween(one: string, other: string): number {
  const longest = 100;
  const left = one.slice(0, longest);
  const right = other.slice(0, longest);
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
