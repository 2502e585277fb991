// Whether a run may go live: decided in one place from what was asked, the policy and the process; and whose host it is.
import type { Mode } from './policy.ts';
import type { RehearsalReason } from './run.ts';

export interface ModeInput {
  /** What the caller asked for; absent means "whatever applies". */
  readonly asked?: 'test' | undefined;
  readonly policyMode: Mode;
  readonly processMode: 'observe' | 'live';
}

/** The mode of a run with the first reason against going live; null only for a live run. */
export function effectiveMode({ asked, policyMode, processMode }: ModeInput): {
  readonly mode: Mode;
  readonly rehearsalReason: RehearsalReason | null;
} {
  if (asked === 'test') return { mode: 'test', rehearsalReason: 'asked-for-test' };
  if (policyMode === 'test') return { mode: 'test', rehearsalReason: 'policy-in-test-mode' };
  if (processMode === 'observe') return { mode: 'test', rehearsalReason: 'process-observes' };
  return { mode: 'live', rehearsalReason: null };
}

/** By what a Confluence is told from its clones: they keep the id and answer elsewhere, or state another address. */
export interface HostMarks {
  readonly hostId: string;
  readonly statedUrl: string;
  readonly configuredUrl: string;
}

/** Whether what answers now is the Confluence that was bound. */
export function isSameHost(bound: HostMarks, seen: HostMarks): boolean {
  return (
    bound.hostId === seen.hostId && bound.statedUrl === seen.statedUrl && bound.configuredUrl === seen.configuredUrl
  );
}
