// What the old Remote API lets us do, found by two calls that only read: is it on, and does it want a secure session.

import type { HttpClient } from '../http-client/client.ts';
import { type Answer, TransportFailure } from '../http-client/exchange.ts';
import { type AccountCredentials, HostFailure } from '../ports.ts';
import type { HostAbsence } from './absences.ts';
import { callRemote, type RemoteAnswer } from './json-rpc.ts';
import { isPage, isSpace } from './schema.ts';

/** Null stands for "yes", everything else for why not. */
export interface RemoteVerdict {
  readonly reads: HostAbsence | null;
  readonly changes: HostAbsence | null;
  readonly evidence: string;
}

/** A space nobody has; asked about only where no space can be named. */
const noSpace = 'NOSPACEHASTHISKEY';

/**
 * Nothing is sent for a token, because tokens are not known to work there. Secure administrator sessions guard
 * administrative methods since 7.7; of those that only read, `getSpacePermissionSets` was seen answered with
 * WebSudoRequiredException. Where it passes and a change is refused all the same, that is remembered by the probe.
 * Throws `HostFailure` when an answer tells nothing about the Remote API: wrong credentials, 429, 5xx.
 */
export async function askRemoteApi(http: HttpClient, credentials: AccountCredentials): Promise<RemoteVerdict> {
  if (credentials.kind === 'token') {
    return { reads: 'host_basic_needed', changes: 'host_basic_needed', evidence: 'UM_CONFLUENCE_TOKEN' };
  }
  const first = await callRemote(http, 'isActiveUser', [credentials.username]);
  const shut = absenceOf(first);
  if (shut !== null) return { reads: shut, changes: shut, evidence: evidenceOf(first.answer) };
  const second = await callRemote(http, 'getSpacePermissionSets', [await nameSpace(http)]);
  const guarded = second.kind === 'failure' && second.code === 'host_websudo';
  return guarded
    ? { reads: null, changes: 'host_websudo', evidence: evidenceOf(second.answer) }
    : { reads: null, changes: null, evidence: evidenceOf(first.answer) };
}

/** An exception and a refusal show that somebody is at home. */
function absenceOf(answer: RemoteAnswer): HostAbsence | null {
  if (answer.kind === 'result') return null;
  const { code } = answer;
  if (code === 'host_remote_exception' || code === 'host_bad_request') return null;
  if (code === 'host_remote_api_off' || code === 'host_websudo') return code;
  if (code === 'host_capability_absent' || code === 'host_not_json') return 'host_changes_absent';
  if (code === 'host_forbidden' || code === 'host_not_found') return 'host_changes_absent';
  throw new HostFailure(code, { status: answer.answer.status, request: answer.answer.request });
}

/** Any space we may see: the question is answered most surely about one that is there. */
async function nameSpace(http: HttpClient): Promise<string> {
  try {
    const { json } = await http.send({ method: 'GET', path: '/rest/api/space', query: { limit: 1 } });
    const [space] = isPage(json) ? json.results : [];
    return isSpace(space) ? space.key : noSpace;
  } catch (error) {
    if (error instanceof TransportFailure) return noSpace;
    throw error;
  }
}

function evidenceOf({ request, status }: Answer): string {
  return `${request} → ${status}`;
}
