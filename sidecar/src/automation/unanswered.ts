// Tells a host that did not answer, or does not let us in at all, from one that said no to something.
import { HostFailure } from '../adapters/ports.ts';

const unansweredCodes: ReadonlySet<string> = new Set(['host_unreachable', 'host_timeout', 'host_error']);

/** Whether a failure, or its code, means that nobody answered. */
export function isUnanswered(failure: unknown): boolean {
  return unansweredCodes.has(failure instanceof HostFailure ? failure.code : String(failure));
}

const turnedAwayCodes: ReadonlySet<string> = new Set([
  'host_unauthorised',
  'host_captcha',
  'crowd_unauthorised',
  'crowd_address_refused',
]);

/** Whether a failure, or its code, means that our own sign-in or address is refused: asking again can only do harm. */
export function isTurnedAway(failure: unknown): boolean {
  return turnedAwayCodes.has(failure instanceof HostFailure ? failure.code : String(failure));
}
