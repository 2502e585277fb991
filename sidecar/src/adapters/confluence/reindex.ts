// Whether Confluence is rebuilding its search index, by the resource documented for 10.2 (`GET /rest/api/index/reindex`).
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { HttpClient } from '../http-client/client.ts';
import type { HostFailureCode } from '../ports.ts';
import { failureCodeOf, readBody } from './answers.ts';

/** All fields are optional by the reference; a site that never rebuilt its index answers with a message in their place. */
const status = Compile(Type.Object({ finished: Type.Optional(Type.Boolean()) }));
const isAnything = (json: unknown): json is unknown => json !== undefined;

/** 401, 403, 404 and 405: a Confluence without the resource, or one that keeps it from us. Every other refusal is no word on the index. */
const untold: readonly (HostFailureCode | null)[] = [
  'host_unauthorised',
  'host_forbidden',
  'host_not_found',
  'host_capability_absent',
];

/**
 * Null where this Confluence does not tell, or not to us. One that tells of no rebuilding at all is at rest, and asked again as
 * soon as any other that is: the first may begin at any moment. Throws `HostFailure` where nobody answers, or the answer is
 * a fault.
 */
export async function readReindexing(http: HttpClient): Promise<boolean | null> {
  const answer = await http.send({ method: 'GET', path: '/rest/api/index/reindex' });
  if (untold.includes(failureCodeOf(answer))) return null;
  const json = readBody(answer, isAnything);
  return status.Check(json) ? json.finished === false : null;
}
