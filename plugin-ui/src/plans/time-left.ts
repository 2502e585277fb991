// How long a run will take from here, by how fast it has been since somebody began to watch it.

export interface Sight {
  readonly atMs: number;
  readonly done: number;
}

/** Less than this tells too little to go by. */
const leastMs = 2_000;

/** Whole minutes, 1 for anything shorter; null while the pace is not known. */
export function minutesLeft({ first, now, total }: { first: Sight; now: Sight; total: number }): number | null {
  const [tookMs, did] = [now.atMs - first.atMs, now.done - first.done];
  if (tookMs < leastMs || did <= 0) return null;
  return minutesUntil(((total - now.done) * tookMs) / did);
}

export function minutesUntil(durationMs: number): number {
  return Math.max(1, Math.round(durationMs / 60_000));
}
