// Writes lines into Confluence's own audit log where it takes them, and remembers for an hour where it does not.
import type { Clock } from '../../clock.ts';
import type { HttpClient } from '../http-client/client.ts';
import { type Answer, TransportFailure } from '../http-client/exchange.ts';
import { describeRequest, type RequestSpec } from '../http-client/request.ts';
import { HostFailure } from '../ports.ts';
import type { RecordPort, RecordResult, RunRecord } from '../writes.ts';

const product = 'User Management for Confluence';
/** As long as other abilities are believed. */
const absentMs = 3_600_000;

/**
 * `POST /rest/api/audit` stands in the reference of 7.0; from 9.0 on the OpenAPI documents have GET alone. What this host
 * takes is told by its answer, never by its version.
 */
export function createRecords(http: Pick<HttpClient, 'send'>, clock: Clock): RecordPort {
  let absent: { readonly evidence: string; readonly sinceMs: number } | null = null;
  return {
    write: async (record) => {
      const nowMs = Date.parse(clock.now());
      if (absent !== null && nowMs >= absent.sinceMs && nowMs - absent.sinceMs <= absentMs) {
        return { kind: 'refused', evidence: absent.evidence };
      }
      const spec = requestFor(record);
      try {
        const answer = await http.send(spec);
        const evidence = `${answer.request} → ${answer.status}`;
        absent = tellsAbsence(answer) ? { evidence, sinceMs: nowMs } : null;
        return { kind: kindOf(answer), evidence };
      } catch (error) {
        if (!(error instanceof HostFailure)) throw error;
        const arrived = error instanceof TransportFailure && error.arrived === 'perhaps';
        return { kind: arrived ? 'unclear' : 'refused', evidence: `${describeRequest(spec)} → ${error.code}` };
      }
    },
  };
}

/** The log has a field for an address and Confluence Cloud demands it; the run was started by no browser of anybody. */
function requestFor({ summary, description, at }: RunRecord): RequestSpec {
  const body = {
    author: { type: 'user', displayName: product },
    remoteAddress: '127.0.0.1',
    creationDate: Date.parse(at),
    summary,
    description,
    category: product,
    sysAdmin: false,
    affectedObject: { name: summary, objectType: 'Run' },
    changedValues: [],
    associatedObjects: [],
  };
  return { method: 'POST', path: '/rest/api/audit', body };
}

/** A 2xx with a page in it is a sign-in page of somebody in between. */
function kindOf({ status, text, json }: Answer): RecordResult['kind'] {
  if (status >= 200 && status < 300) return text.trim() !== '' && json === undefined ? 'unclear' : 'written';
  return status >= 400 && status < 500 && status !== 408 ? 'refused' : 'unclear';
}

/** Whether the answer is of the resource, and not of our sign-in or of too many requests. */
function tellsAbsence(answer: Answer): boolean {
  return kindOf(answer) === 'refused' && answer.status !== 401 && answer.status !== 429;
}
