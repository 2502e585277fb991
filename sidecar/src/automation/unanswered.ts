// Tells a host that did not answer from one that said no.
import { HostFailure } from '../adapters/ports.ts';

const unansweredCodes: ReadonlySet<string> = new Set(['host_unreachable', 'host_timeout', 'host_error']);

/** Whether a failure, or its code, means that nobody answered. */
export function isUnanswered(failure: unknown): boolean {
  return unansweredCodes.has(failure instanceof HostFailure ? failure.code : String(failure));
}
