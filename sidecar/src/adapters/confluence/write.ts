// Makes single changes by Confluence's REST (8.2 and later) and says what became of each, without ever guessing.
import type { Clock } from '../../clock.ts';
import type { Change } from '../../domain/action.ts';
import type { HttpClient } from '../http-client/client.ts';
import { type Answer, TransportFailure } from '../http-client/exchange.ts';
import { isAddressable, type RequestSpec } from '../http-client/request.ts';
import { HostFailure } from '../ports.ts';
import type { WritePort, WriteResult, WriteTarget } from '../writes.ts';
import { failureCodeOf } from './answers.ts';
import { awaitDeletion } from './deletion.ts';
import type { Probe } from './probe.ts';

export interface WritesInput {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly probe: Pick<Probe, 'forget'>;
  /** How long an accepted deletion may take before it is called unclear. */
  readonly deletionDeadlineMs: number;
}

/** Builds the writing port. */
export function createWrites({ http, clock, probe, deletionDeadlineMs }: WritesInput): WritePort {
  return {
    apply: async (target, change) => {
      const spec = requestFor(target, change);
      if (spec === null) return { kind: 'refused', code: 'host_capability_absent', status: null };
      try {
        const answer = await http.send(spec);
        const result = resultOf(answer);
        if (result.kind === 'refused' && result.code === 'host_capability_absent') probe.forget();
        if (result.kind !== 'done' || change.kind !== 'delete') return result;
        return await awaitDeletion({ http, clock, target, accepted: answer, deadlineMs: deletionDeadlineMs });
      } catch (error) {
        return resultOfFailure(error);
      }
    },
  };
}

/** The one call that makes the change; null when a name cannot stand in its path. */
function requestFor({ username }: WriteTarget, change: Change): RequestSpec | null {
  if (!isAddressable(username)) return null;
  switch (change.kind) {
    case 'disable':
      return { method: 'PUT', path: '/rest/api/admin/user/{username}/disable', parts: { username } };
    case 'enable':
      return { method: 'PUT', path: '/rest/api/admin/user/{username}/enable', parts: { username } };
    case 'delete':
      return { method: 'DELETE', path: '/rest/api/admin/user/{username}', parts: { username } };
    case 'add-to-group':
      return membershipRequest('PUT', username, change.group);
    case 'remove-from-group':
      return membershipRequest('DELETE', username, change.group);
  }
}

function membershipRequest(method: 'PUT' | 'DELETE', username: string, groupName: string): RequestSpec | null {
  if (!isAddressable(groupName)) return null;
  return { method, path: '/rest/api/user/{username}/group/{groupName}', parts: { username, groupName } };
}

/**
 * A 4xx is a no: nothing was changed. A 5xx, a redirect, or a 2xx with a page in it (WebSudo, a sign-in page of a
 * proxy) leaves open what happened. The documented successes are 204, and 202 for a deletion.
 */
function resultOf(answer: Answer): WriteResult {
  const code = failureCodeOf(answer);
  if (code === null) {
    const page = answer.text.trim() !== '' && answer.json === undefined;
    return page ? { kind: 'unclear', code: 'host_not_json' } : { kind: 'done' };
  }
  const saidNo = answer.status >= 400 && answer.status < 500 && answer.status !== 408;
  return saidNo ? { kind: 'refused', code, status: answer.status } : { kind: 'unclear', code };
}

/** Without a connection nothing was changed; a connection that broke, or an answer that did not come, leaves it open. */
function resultOfFailure(error: unknown): WriteResult {
  if (!(error instanceof HostFailure)) throw error;
  const arrived = error instanceof TransportFailure && error.arrived === 'perhaps';
  return arrived ? { kind: 'unclear', code: error.code } : { kind: 'refused', code: error.code, status: error.status };
}
