// One harmless question to Confluence's REST for each ability; versions only give hints.
import type { HttpClient } from '../http-client/client.ts';
import type { Answer } from '../http-client/exchange.ts';
import type { RequestSpec } from '../http-client/request.ts';
import { HostFailure, type HostIdentity } from '../ports.ts';
import { demandSuccess, failureCodeOf, readBody } from './answers.ts';
import { askByPath, askByQuery } from './groups.ts';
import { isAtLeast } from './manifest.ts';
import { isPage } from './schema.ts';

/** An answer to whether something is there, and the request that told. */
export interface Verdict {
  readonly present: boolean;
  readonly evidence: string;
}

export interface PageVerdict extends Verdict {
  readonly rows: readonly unknown[];
}

/** Whether a list exists, with the rows it gave. Throws for an answer that says nothing about that. */
export async function askForPage(http: HttpClient, spec: RequestSpec): Promise<PageVerdict> {
  const answer = await http.send(spec);
  const { evidence, present } = judge(answer);
  const rows = present && answer.status < 300 ? readBody(answer, isPage).results : [];
  return { present, evidence, rows };
}

/** A missing resource answers 404 without Confluence's own error body; a 404 with it only misses the object. */
function judge(answer: Answer): Verdict {
  const evidence = `${answer.request} → ${answer.status}`;
  const code = failureCodeOf(answer);
  if (code === 'host_capability_absent') return { present: false, evidence };
  if (code !== null && code !== 'host_forbidden' && code !== 'host_not_found' && code !== 'host_bad_request') {
    demandSuccess(answer);
  }
  return { present: true, evidence };
}

/** The published path first, then the one Atlassian's note on CONFSERVER-37100 names. */
const licensedPaths = ['/rest/api/admin/users/list/active', '/rest/api/user/list/active'] as const;

/** The list of licensed users, with the path it has here. */
export async function askForLicensed(http: HttpClient): Promise<PageVerdict & { path: string }> {
  const [published, noted] = licensedPaths;
  const query = { expand: 'lastLogin', limit: 200 };
  const first = await askForPage(http, { method: 'GET', path: published, query });
  if (first.present) return { ...first, path: published };
  const second = await askForPage(http, { method: 'GET', path: noted, query });
  return second.present ? { ...second, path: noted } : { ...first, path: published };
}

/**
 * `expand=lastLogin` is in the reference from 10.2 on. Before, a row that carries the field proves it; those who never
 * signed in are said to come first, so that rows without it prove nothing on a version that documents it.
 */
export function tellsLastLogin({ present, evidence, rows }: PageVerdict, { version }: HostIdentity): Verdict {
  if (!present) return { present, evidence };
  const told = rows.some((row) => typeof row === 'object' && row !== null && 'lastLogin' in row);
  if (told) return { present: true, evidence };
  return isAtLeast(version, 10, 2)
    ? { present: true, evidence: `${evidence}, version ${version}` }
    : { present: false, evidence: `${evidence}, without lastLogin` };
}

/** E-mail addresses are told where any row carries one. */
export function tellsEmail({ present, evidence, rows }: PageVerdict): Verdict {
  if (!present || rows.length === 0) return { present, evidence };
  const told = rows.some((row) => typeof row === 'object' && row !== null && 'email' in row);
  return { present: told, evidence: told ? evidence : `${evidence}, without email` };
}

/** Before 10.2 the same address means "the group called member": only a page proves the form. */
export async function askForGroupQuery(http: HttpClient, group: string | undefined): Promise<Verdict> {
  if (group === undefined) return { present: false, evidence: 'no group to ask about' };
  const answer = await http.send(withOneRow(askByQuery('member', group)));
  const evidence = `${answer.request} → ${answer.status}`;
  return { present: isPage(answer.json), evidence };
}

/** Whether child groups are told, asked of a group whose name can stand in a path. */
export async function askForNesting(http: HttpClient, group: string | undefined): Promise<Verdict> {
  const spec = group === undefined ? null : askByPath('groupmember', group);
  if (spec === null) return { present: false, evidence: 'no group to ask about' };
  return askForPage(http, withOneRow(spec));
}

function withOneRow(spec: RequestSpec): RequestSpec {
  return { ...spec, query: { ...spec.query, limit: 1 } };
}

/** A name nobody bears; the resource is told by the method it refuses, long before it looks for the user. */
const nobody = 'nobody-asks-for-this-resource';

export interface WriteQuestion {
  readonly http: HttpClient;
  readonly path: string;
  /** Whether the version has it and nothing spoke against that. */
  readonly byVersion: boolean;
}

/**
 * Writes cannot be tried. A GET can: by JAX-RS (3.7.2) a resource that only knows other methods answers 405, a missing
 * one 404. Where a proxy hides the 405, the version decides (8.2 brought these four, by Atlassian's javadoc "since");
 * if that is wrong, the first write is answered 404 or 405, is refused as `host_capability_absent` and changes nothing.
 */
export async function askForWrite({ http, path, byVersion }: WriteQuestion): Promise<Verdict> {
  const parts = { username: nobody, groupName: nobody };
  const answer = await http.send({ method: 'GET', path, parts, expect: 'text' });
  const evidence = `${answer.request} → ${answer.status}`;
  const code = failureCodeOf(answer);
  if (
    code === 'host_unauthorised' ||
    code === 'host_captcha' ||
    code === 'host_rate_limited' ||
    code === 'host_error'
  ) {
    throw new HostFailure(code, { status: answer.status, request: answer.request });
  }
  if (answer.status === 405) return { present: true, evidence };
  return { present: byVersion, evidence: `${evidence}, so the version decides` };
}
