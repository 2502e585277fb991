// The sidecar as a child process whose clock can be moved on: it is ended, and started anew on its port, ahead of the machine.
import { type Child, startChild } from './child.ts';

export interface MovableSidecar {
  readonly url: string;
  /** Adds to what it is ahead already; resolves once it listens again. */
  readonly advance: (days: number) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface MovableSidecarOptions {
  /** All but the address to listen on. */
  readonly env: Readonly<Record<string, string>>;
  /** 0: any free one, which it then keeps. */
  readonly port: number;
  readonly say: (line: string) => void;
}

const dayMs = 86_400_000;
const clockAhead = new URL('../../test/support/clock-ahead.ts', import.meta.url).href;

/** Starts it with the machine's own clock. */
export async function startMovableSidecar({ env, port, say }: MovableSidecarOptions): Promise<MovableSidecar> {
  const start = (at: number, aheadMs: number): Promise<Child> =>
    startChild({
      program: 'sidecar/src/main.ts',
      preloads: aheadMs === 0 ? [] : [clockAhead],
      env: { ...env, UM_LISTEN: `127.0.0.1:${at}`, CLOCK_AHEAD_MS: String(aheadMs) },
      isReady: (line) => line.msg === 'listening',
      onLine: (line) => sayTrouble(line, say),
    });
  const first = await start(port, 0);
  const { port: listening } = first.ready.address as { port: number };
  let aheadMs = 0;
  // One after the other: whoever stops it waits for the start that is under way.
  let child = Promise.resolve(first);
  return {
    url: `http://127.0.0.1:${listening}`,
    advance: async (days) => {
      child = child.then(async (before) => {
        await before.stop();
        aheadMs += days * dayMs;
        return start(listening, aheadMs);
      });
      await child;
    },
    stop: async () => {
      const last = await child.catch(() => null);
      await last?.stop();
    },
  };
}

/** Passes on what somebody should know: warnings and errors of the sidecar. */
function sayTrouble(line: string, say: (line: string) => void): void {
  if (/"level":"(?:warn|error|fatal)"/.test(line) || !line.startsWith('{')) say(`  sidecar: ${line}`);
}
