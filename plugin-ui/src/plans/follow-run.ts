// Follows a run by the sidecar's stream: comes back after a cut and goes on where it was, and gives up where a proxy keeps
// the stream to itself. Whoever asks for it keeps asking the sidecar as well for as long as nothing is heard.
import type { EndOfEvents } from '../../../sidecar/src/contract/run-events.ts';
import type { RunDetailDocument } from '../../../sidecar/src/contract/runs.ts';
import type { Api } from '../api.ts';
import { readEvents, readText } from './event-stream.ts';

export interface Following {
  readonly api: Pick<Api, 'getStream'>;
  readonly id: number;
  readonly signal: AbortSignal;
  readonly onRun: (detail: RunDetailDocument) => void;
  /** Whether the stream speaks. */
  readonly onLine: (speaks: boolean) => void;
  readonly patience?: Patience;
}

export interface Patience {
  /** The sidecar speaks at once: after so long something in between keeps it back. */
  readonly firstMs: number;
  /** A sign of life comes every 15 s. */
  readonly silenceMs: number;
  readonly pauseMs: number;
}

const usual: Patience = { firstMs: 4_000, silenceMs: 40_000, pauseMs: 1_000 };
/** After so many lines in a row that said nothing there is none to be had. */
const mostSilent = 3;

/** Resolves when the run is finished, nobody listens any more, or there is no line to be had. Throws nothing. */
export async function followRun({ api, id, signal, onRun, onLine, patience = usual }: Following): Promise<void> {
  let known: string | null = null;
  let silent = 0;
  while (!signal.aborted && silent < mostSilent) {
    const line = new AbortController();
    const cut = (): void => line.abort();
    signal.addEventListener('abort', cut, { once: true });
    let watch = setTimeout(cut, patience.firstMs);
    let [spoke, why]: [boolean, EndOfEvents['why']] = [false, 'again'];
    const heard = (): void => {
      clearTimeout(watch);
      watch = setTimeout(cut, patience.silenceMs);
      if (!spoke) onLine(true);
      spoke = true;
    };
    try {
      const answer = await api.getStream(`/runs/${id}/events`, { signal: line.signal, known });
      for await (const { event, id: newest, data } of readEvents(readText(answer, heard))) {
        if (event === 'end') ({ why } = JSON.parse(data) as EndOfEvents);
        if (event !== 'run') continue;
        known = newest;
        onRun(JSON.parse(data) as RunDetailDocument);
      }
    } catch {
      // Cut, refused or kept back: whoever asks the sidecar meanwhile hears what is wrong.
    }
    clearTimeout(watch);
    signal.removeEventListener('abort', cut);
    if (signal.aborted) return;
    onLine(false);
    if (why !== 'again') return;
    silent = spoke ? 0 : silent + 1;
    await new Promise((resolve) => setTimeout(resolve, patience.pauseMs));
  }
}
