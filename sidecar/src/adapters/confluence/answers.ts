// What an answer of Confluence means: its failure code, and its body once the shape was checked.
import type { Answer } from '../http-client/exchange.ts';
import { HostFailure, type HostFailureCode } from '../ports.ts';
import { isRestError, type WireCheck } from './schema.ts';

/**
 * The failure an answer amounts to, or null for a 2xx. Sources: Atlassian's REST reference for the codes (402 is "no
 * licence seat left"); a 404 without Confluence's own error body means that the resource itself is missing, not the
 * object; a redirect goes to a sign-in page or to another address and is never followed.
 */
export function failureCodeOf(answer: Answer): HostFailureCode | null {
  const { status } = answer;
  if (status >= 200 && status < 300) return null;
  if (status < 400) return 'host_not_json';
  if (status === 401 || status === 403) return codeOfDenial(answer);
  if (isRestError(answer.json) && answer.json.data?.allowedInReadOnlyMode === false) return 'host_read_only';
  if (status === 404) return isRestError(answer.json) ? 'host_not_found' : 'host_capability_absent';
  if (status === 405) return 'host_capability_absent';
  if (status === 402) return 'host_licence_full';
  if (status === 408) return 'host_timeout';
  if (status === 409) return 'host_conflict';
  if (status === 429) return 'host_rate_limited';
  return status >= 500 ? 'host_error' : 'host_bad_request';
}

function codeOfDenial(answer: Answer): HostFailureCode {
  // Seraph says AUTHENTICATION_DENIED when too many sign-ins failed and it wants a person to solve a picture.
  if (answer.header('x-seraph-loginreason')?.includes('AUTHENTICATION_DENIED')) return 'host_captcha';
  if (isRestError(answer.json) && answer.json.data?.allowedInReadOnlyMode === false) return 'host_read_only';
  return answer.status === 401 ? 'host_unauthorised' : 'host_forbidden';
}

/** Throws the `HostFailure` an answer amounts to; returns for a 2xx. */
export function demandSuccess(answer: Answer): void {
  const code = failureCodeOf(answer);
  if (code !== null) throw new HostFailure(code, { status: answer.status, request: answer.request });
}

/**
 * The body of a successful answer. Throws `host_not_json` for a 2xx that is no JSON (a sign-in page, an answer cut
 * short) and `host_unexpected_shape` for JSON of another shape.
 */
export function readBody<Body>(answer: Answer, check: WireCheck<Body>): Body {
  demandSuccess(answer);
  const { status, request, json } = answer;
  if (json === undefined) throw new HostFailure('host_not_json', { status, request });
  if (!check(json)) throw new HostFailure('host_unexpected_shape', { status, request });
  return json;
}
