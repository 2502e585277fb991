// Follows a run for somebody who watches: tells of it at once, then each time it has changed, until it is finished.
import { getRun, type RunDetail } from './runs.ts';
import type { ServiceContext } from './service-context.ts';

export type RunNews =
  | { readonly kind: 'run'; readonly detail: RunDetail }
  /** Nothing has changed for a while; the line is still there. */
  | { readonly kind: 'quiet' }
  | { readonly kind: 'end'; readonly why: 'finished' | 'signed-out' | 'again' };

export interface Following {
  readonly runId: number;
  /** Asked before every look; false once whoever watches may not any more. */
  readonly mayWatch: () => Promise<boolean>;
  /** Aborted when nobody listens any more, or when the process stops. */
  readonly signal: AbortSignal;
}

const lookEveryMs = 500;
/** Proxies cut lines on which nothing is heard for a minute, some after half of it. */
const quietMs = 15_000;
/** Nobody holds a line for ever: watchers come back and go on, at another process if need be. */
const longestMs = 10 * 60_000;

/** Throws what `getRun` throws before the first news; afterwards whatever fails ends the line with `again`. */
export async function followRun(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  following: Following,
): Promise<AsyncGenerator<RunNews, void>> {
  return tellOf({ store, clock }, following, await getRun({ store, clock }, following.runId));
}

async function* tellOf(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  { runId, mayWatch, signal }: Following,
  first: RunDetail,
): AsyncGenerator<RunNews, void> {
  const nowMs = (): number => Date.parse(clock.now());
  const startedMs = nowMs();
  let [detail, told, toldMs] = [first, '', startedMs];
  while (!signal.aborted) {
    const content = JSON.stringify(detail);
    if (content !== told) yield { kind: 'run', detail };
    else if (nowMs() - toldMs >= quietMs) yield { kind: 'quiet' };
    if (content !== told || nowMs() - toldMs >= quietMs) [told, toldMs] = [content, nowMs()];
    if (detail.run.state === 'finished') return yield { kind: 'end', why: 'finished' };
    if (nowMs() - startedMs >= longestMs) return yield { kind: 'end', why: 'again' };
    await clock.sleep(lookEveryMs, signal);
    if (signal.aborted) break;
    try {
      if (!(await mayWatch())) return yield { kind: 'end', why: 'signed-out' };
      detail = await getRun({ store, clock }, runId);
    } catch {
      // Whoever comes back asks anew, and hears what is wrong.
      return yield { kind: 'end', why: 'again' };
    }
  }
  yield { kind: 'end', why: 'again' };
}
