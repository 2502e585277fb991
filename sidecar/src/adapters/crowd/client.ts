// Asks Crowd's Usermanagement REST as an application, in JSON or in XML, and gives every fault of the way its own code.
import type { HttpClient } from '../http-client/client.ts';
import { type Answer, TransportFailure } from '../http-client/exchange.ts';
import type { RequestSpec } from '../http-client/request.ts';
import { HostFailure, type HostFailureCode } from '../ports.ts';
import type { CrowdFailureCode } from './failure-codes.ts';

export interface CrowdClient {
  /** Throws `TransportFailure` or `HostFailure`, both with a `crowd_` code; resolves for every status. */
  readonly ask: (spec: RequestSpec) => Promise<Answer>;
  /** As `ask`, for the resources that exist in XML alone; the text of the answer is left alone. */
  readonly askForXml: (spec: RequestSpec) => Promise<Answer>;
}

/** Older servers know no other number; `latest` is an alias of it. */
const api = '/rest/usermanagement/1';

/** Wraps a client; paths are given below the API's own, and the addresses that answers contain are never followed. */
export function createCrowdClient(http: Pick<HttpClient, 'send'>, authorisation: string): CrowdClient {
  const send = async (spec: RequestSpec): Promise<Answer> => {
    try {
      return await http.send({ ...spec, path: `${api}${spec.path}` });
    } catch (error) {
      throw toCrowdFailure(error);
    }
  };
  return {
    ask: send,
    askForXml: (spec) =>
      send({ ...spec, expect: 'text', authorisation: { authorization: authorisation, accept: 'application/xml' } }),
  };
}

/** What the HTTP client reports, in our codes: the sentences of its own speak of Confluence. */
const crowdCodes: Partial<Readonly<Record<HostFailureCode, CrowdFailureCode>>> = {
  host_unreachable: 'crowd_unreachable',
  host_timeout: 'crowd_timeout',
  host_not_confluence: 'crowd_not_crowd',
  host_not_json: 'crowd_not_data',
  host_unexpected_shape: 'crowd_unexpected_shape',
  host_rate_limited: 'crowd_rate_limited',
};

function toCrowdFailure(error: unknown): unknown {
  if (!(error instanceof HostFailure)) return error;
  const code = crowdCodes[error.code] ?? 'crowd_error';
  const { request } = error;
  if (!(error instanceof TransportFailure)) return new HostFailure(code, { request, cause: error });
  const { arrived, retryable } = error;
  return new TransportFailure(code, { request, cause: error.cause, arrived, retryable });
}

/** The `Authorization` value of an application. Throws for a name that Basic cannot carry. */
export function authorisationOf(application: string, password: string): string {
  if (application === '' || application.includes(':')) throw new Error('an application has a name without a colon');
  return `Basic ${Buffer.from(`${application}:${password}`, 'utf8').toString('base64')}`;
}
