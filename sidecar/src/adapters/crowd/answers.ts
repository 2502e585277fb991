// What an answer of Crowd means: its reason first, its status second, and its body once the shape was checked.
import type { Answer } from '../http-client/exchange.ts';
import { HostFailure } from '../ports.ts';
import type { CrowdFailureCode } from './failure-codes.ts';
import { isErrorBody, type WireCheck } from './schema.ts';
import { openXml, XmlFault } from './xml.ts';

/** Crowd names itself and its version here on every answer of this REST. */
const versionHeader = 'x-embedded-crowd-version';

/** Crowd's reasons as far as they mean something of their own to us; the set is open. */
const codesByReason: Readonly<Record<string, CrowdFailureCode>> = {
  USER_NOT_FOUND: 'crowd_user_not_found',
  GROUP_NOT_FOUND: 'crowd_group_not_found',
  MEMBERSHIP_NOT_FOUND: 'crowd_membership_not_found',
  MEMBERSHIP_ALREADY_EXISTS: 'crowd_membership_exists',
  INVALID_USER: 'crowd_user_refused',
  INVALID_GROUP: 'crowd_group_refused',
  INVALID_CREDENTIAL: 'crowd_password_refused',
  INVALID_EMAIL: 'crowd_no_email',
  APPLICATION_PERMISSION_DENIED: 'crowd_permission_denied',
  APPLICATION_ACCESS_DENIED: 'crowd_permission_denied',
  PERMISSION_DENIED: 'crowd_permission_denied',
  UNSUPPORTED_OPERATION: 'crowd_capability_absent',
  NESTED_GROUPS_NOT_SUPPORTED: 'crowd_capability_absent',
  EVENT_TOKEN_EXPIRED: 'crowd_changes_lost',
  INCREMENTAL_SYNC_NOT_AVAILABLE: 'crowd_changes_lost',
  OPERATION_FAILED: 'crowd_error',
};

/**
 * The failure an answer amounts to, or null for a 2xx of Crowd. A 403 without a reason comes from before the password
 * check and means our address; with one it means a permission. Crowd's 401 is plain text; a page asks a person. A 404 without a reason is a missing resource where
 * Crowd names itself, and another server where it does not.
 */
export function failureCodeOf(answer: Answer): CrowdFailureCode | null {
  const { status } = answer;
  const named = versionOf(answer) !== null;
  if (status >= 200 && status < 300) return named ? null : 'crowd_not_crowd';
  if (status < 400) return 'crowd_not_data';
  if (status === 401) return named || !isPage(answer) ? 'crowd_unauthorised' : 'crowd_not_crowd';
  const reason = reasonOf(answer);
  const told = reason === null || !Object.hasOwn(codesByReason, reason) ? undefined : codesByReason[reason];
  if (told !== undefined) return told;
  if (status === 403) return reason === null ? 'crowd_address_refused' : 'crowd_permission_denied';
  if (status === 404 && reason === null && !named) return 'crowd_not_crowd';
  if (status === 404 || status === 405) return 'crowd_capability_absent';
  if (status === 408) return 'crowd_timeout';
  if (status === 409) return 'crowd_membership_exists';
  if (status === 410) return 'crowd_changes_lost';
  if (status === 429 || status === 503) return 'crowd_rate_limited';
  return status >= 500 ? 'crowd_error' : 'crowd_bad_request';
}

/** Whether an answer is meant for a browser. */
export function isPage({ header }: Pick<Answer, 'header'>): boolean {
  return /\bhtml\b/i.test(header('content-type') ?? '');
}

/** Crowd's own word for what went wrong; null where the answer is no error body of Crowd. */
export function reasonOf(answer: Answer): string | null {
  if (isErrorBody(answer.json)) return answer.json.reason;
  if (answer.json !== undefined || !/\bxml\b/i.test(answer.header('content-type') ?? '')) return null;
  try {
    const { name, children } = openXml(answer.text);
    const reason = [...children()].find((child) => child.name === 'reason')?.text ?? '';
    return name === 'error' && reason !== '' ? reason : null;
  } catch (error) {
    if (error instanceof XmlFault) return null;
    throw error;
  }
}

/** Product and version by the header, `Crowd/5.1.0`; null where there is none. */
export function versionOf({ header }: Pick<Answer, 'header'>): { product: string; version: string } | null {
  const value = header(versionHeader)?.trim() ?? '';
  if (value === '') return null;
  const slash = value.lastIndexOf('/');
  return slash < 0
    ? { product: value, version: '' }
    : { product: value.slice(0, slash).trim(), version: value.slice(slash + 1).trim() };
}

/** Throws the `HostFailure` an answer amounts to; returns for a 2xx of Crowd. */
export function demandSuccess(answer: Answer): void {
  const code = failureCodeOf(answer);
  if (code !== null) throw failureOf(answer, code);
}

/** A failure with the status and the words of the request. */
export function failureOf({ status, request }: Answer, code: CrowdFailureCode): HostFailure {
  return new HostFailure(code, { status, request });
}

/** The body of a successful answer. Throws `crowd_not_data` for a 2xx without JSON, `crowd_unexpected_shape` for other JSON. */
export function readBody<Body>(answer: Answer, check: WireCheck<Body>): Body {
  demandSuccess(answer);
  if (answer.json === undefined) throw failureOf(answer, 'crowd_not_data');
  if (!check(answer.json)) throw failureOf(answer, 'crowd_unexpected_shape');
  return answer.json;
}
