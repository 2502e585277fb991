// Whether Confluence is rebuilding its search index, by the resource documented for 10.2 (`GET /rest/api/index/reindex`).
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { HttpClient } from '../http-client/client.ts';
import { failureCodeOf } from './answers.ts';

/** All fields are optional by the reference; a site that never rebuilt its index answers with a message in their place. */
const status = Compile(Type.Object({ finished: Type.Boolean() }));

/** Null where this Confluence does not tell, or not to us. Throws `HostFailure` where nobody answers. */
export async function readReindexing(http: HttpClient): Promise<boolean | null> {
  const answer = await http.send({ method: 'GET', path: '/rest/api/index/reindex' });
  if (failureCodeOf(answer) !== null) return null;
  return status.Check(answer.json) ? !answer.json.finished : null;
}
