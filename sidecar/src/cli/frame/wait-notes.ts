// Tells whoever waits for something, now and then and on stderr, what it is that they wait for.
import type { Call } from './command.ts';

/** Whoever waits so long hears what they wait for; the sidecar looks at Confluence no more often either. */
const noteMs = 30_000;

/** To be called at each look: it asks and tells only when it is time, and nothing twice in a row. */
export function openWaitNotes({ clock, err }: Call, ask: () => Promise<string>): () => Promise<void> {
  const beganMs = Date.parse(clock.now());
  let noteAtMs = beganMs + noteMs;
  let told: string | null = null;
  return async () => {
    const nowMs = Date.parse(clock.now());
    if (nowMs < noteAtMs) return;
    noteAtMs = nowMs + noteMs;
    const note = await ask();
    if (note !== told) err(`Still waiting after ${Math.floor((nowMs - beganMs) / 1000)} seconds. ${note}\n`);
    told = note;
  };
}
