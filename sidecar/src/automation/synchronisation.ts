// Which directories Confluence is reading right now, as its own list tells, and who waits for them.
import { HostFailure, type HostPort } from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import type { BeforeImage } from '../domain/plan/before-image.ts';
import { foldName } from '../domain/user.ts';

export interface SynchronisationWatch {
  /** Names of the directories under way; none where the host does not tell. */
  readonly running: () => Promise<readonly string[]>;
  /** How long a run has been waiting for directories, counted from its first question; a new process counts anew. */
  readonly waitedMs: (runId: number) => number;
  readonly stopWaiting: (runId: number) => void;
}

/** One question in this time, however many users are worked on. */
const askAgainMs = 15_000;

export function watchSynchronisation(host: Pick<HostPort, 'directories'>, clock: Clock): SynchronisationWatch {
  const waiting = new Map<number, number>();
  let asked: { readonly atMs: number; readonly answer: Promise<readonly string[]> } | null = null;
  return {
    running: () => {
      const nowMs = Date.parse(clock.now());
      if (asked === null || nowMs - asked.atMs >= askAgainMs) asked = { atMs: nowMs, answer: ask(host) };
      return asked.answer;
    },
    waitedMs: (runId) => {
      const nowMs = Date.parse(clock.now());
      const sinceMs = waiting.get(runId) ?? nowMs;
      waiting.set(runId, sinceMs);
      return nowMs - sinceMs;
    },
    stopWaiting: (runId) => void waiting.delete(runId),
  };
}

async function ask(host: Pick<HostPort, 'directories'>): Promise<readonly string[]> {
  try {
    const directories = (await host.directories()) ?? [];
    return directories.filter((one) => one.synchronising === true).map((one) => one.name);
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    return [];
  }
}

/** Whether a change to the user may meet such a synchronisation: it may wherever their directories are not all known. */
export function dependsOn({ accounts }: Pick<BeforeImage, 'accounts'>, running: readonly string[]): boolean {
  if (running.length === 0) return false;
  if (accounts === undefined || !accounts.complete || accounts.accounts.length === 0) return true;
  const names = new Set(running.map(foldName));
  return accounts.accounts.some((account) => names.has(foldName(account.directory)));
}
