// CPU time of this process while something is measured: less disturbed by a busy machine than the clock on the wall.

export interface CpuTime {
  /** Seconds of the thread that answers and decides. */
  readonly mainThread: number;
  /** Seconds of all threads. */
  readonly process: number;
}

/** Begins to measure; the answer tells how much was used since. */
export function startCpuTime(): () => CpuTime {
  const thread = process.threadCpuUsage();
  const all = process.cpuUsage();
  return () => ({ mainThread: toSeconds(process.threadCpuUsage(thread)), process: toSeconds(process.cpuUsage(all)) });
}

function toSeconds({ user, system }: NodeJS.CpuUsage): number {
  return Number(((user + system) / 1_000_000).toFixed(3));
}
