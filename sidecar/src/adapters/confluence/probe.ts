// What this Confluence can do, found by one harmless GET for each ability and remembered; versions only give hints.
import type { Clock } from '../../clock.ts';
import type { HttpClient } from '../http-client/client.ts';
import type { Answer } from '../http-client/exchange.ts';
import { isAddressable, type RequestSpec } from '../http-client/request.ts';
import { type Capability, type CapabilityState, HostFailure, type HostIdentity } from '../ports.ts';
import { demandSuccess, failureCodeOf, readBody } from './answers.ts';
import { askByPath, askByQuery } from './groups.ts';
import { isAtLeast } from './manifest.ts';
import { isGroup, isPage } from './schema.ts';

/** What was found, with the details that reading needs. */
export interface Findings {
  readonly states: readonly CapabilityState[];
  /** Where licensed users are listed; null where they are not. */
  readonly activityPath: string | null;
  /** Whether groups are asked about by query. */
  readonly groupsByQuery: boolean;
}

export interface Probe {
  readonly findings: (options?: { again?: boolean }) => Promise<Findings>;
  /** Called when the host no longer does what was found: the next question asks anew. */
  readonly forget: () => void;
}

/** Asks at first need; several callers share one round of questions, a round that failed is not remembered. */
export function createProbe(ask: () => Promise<Findings>): Probe {
  let known: Promise<Findings> | null = null;
  return {
    findings: async ({ again = false } = {}) => {
      if (known === null || again) {
        const round = ask();
        known = round;
        round.catch(() => {
          if (known === round) known = null;
        });
      }
      return known;
    },
    forget: () => {
      known = null;
    },
  };
}

interface Verdict {
  readonly present: boolean;
  readonly evidence: string;
}

/**
 * Asks one question for each ability. Throws `HostFailure` when an answer says nothing about the ability: 401, 429,
 * 5xx, a 2xx that is not JSON. A 403 means that the resource is there and closed to us: reading it will say so.
 */
export async function askCapabilities(http: HttpClient, clock: Clock, identity: HostIdentity): Promise<Findings> {
  const [users, licensed, groups] = await Promise.all([
    askForPage(http, { method: 'GET', path: '/rest/api/user/list', query: { limit: 1 } }),
    askForLicensed(http),
    askForPage(http, { method: 'GET', path: '/rest/api/group', query: { limit: 50 } }),
  ]);
  const names = groups.rows.filter(isGroup).map((group) => group.name);
  const [byQuery, nested, disable, enable, remove, memberships] = await Promise.all([
    askForGroupQuery(http, names[0]),
    askForNesting(http, names.find(isAddressable)),
    askForWrite(http, identity, '/rest/api/admin/user/{username}/disable'),
    askForWrite(http, identity, '/rest/api/admin/user/{username}/enable'),
    askForWrite(http, identity, '/rest/api/admin/user/{username}'),
    askForWrite(http, identity, '/rest/api/user/{username}/group/{groupName}'),
  ]);
  const verdicts: Readonly<Record<Capability, Verdict>> = {
    'users.list': users,
    'users.activity': tellsLastLogin(licensed, identity),
    'users.email': tellsEmail(licensed),
    'groups.list': groups,
    'groups.nested': nested,
    'groups.by-query': byQuery,
    'users.disable': disable,
    'users.enable': enable,
    'users.delete': remove,
    'memberships.write': memberships,
  };
  const probedAt = clock.now();
  const states = Object.entries(verdicts).map(([capability, { present, evidence }]) => ({
    capability: capability as Capability,
    present,
    evidence,
    probedAt,
  }));
  return { states, activityPath: licensed.present ? licensed.path : null, groupsByQuery: byQuery.present };
}

interface PageVerdict extends Verdict {
  readonly rows: readonly unknown[];
}

async function askForPage(http: HttpClient, spec: RequestSpec): Promise<PageVerdict> {
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

async function askForLicensed(http: HttpClient): Promise<PageVerdict & { path: string }> {
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
function tellsLastLogin({ present, evidence, rows }: PageVerdict, { version }: HostIdentity): Verdict {
  if (!present) return { present, evidence };
  const told = rows.some((row) => typeof row === 'object' && row !== null && 'lastLogin' in row);
  if (told) return { present: true, evidence };
  return isAtLeast(version, 10, 2)
    ? { present: true, evidence: `${evidence}, version ${version}` }
    : { present: false, evidence: `${evidence}, without lastLogin` };
}

function tellsEmail({ present, evidence, rows }: PageVerdict): Verdict {
  if (!present || rows.length === 0) return { present, evidence };
  const told = rows.some((row) => typeof row === 'object' && row !== null && 'email' in row);
  return { present: told, evidence: told ? evidence : `${evidence}, without email` };
}

/** Before 10.2 the same address means "the group called member": only a page proves the form. */
async function askForGroupQuery(http: HttpClient, group: string | undefined): Promise<Verdict> {
  if (group === undefined) return { present: false, evidence: 'no group to ask about' };
  const answer = await http.send(withOneRow(askByQuery('member', group)));
  const evidence = `${answer.request} → ${answer.status}`;
  return { present: isPage(answer.json), evidence };
}

async function askForNesting(http: HttpClient, group: string | undefined): Promise<Verdict> {
  const spec = group === undefined ? null : askByPath('groupmember', group);
  if (spec === null) return { present: false, evidence: 'no group to ask about' };
  return askForPage(http, withOneRow(spec));
}

function withOneRow(spec: RequestSpec): RequestSpec {
  return { ...spec, query: { ...spec.query, limit: 1 } };
}

/** A name nobody bears; the resource is told by the method it refuses, long before it looks for the user. */
const nobody = 'nobody-asks-for-this-resource';

/**
 * Writes cannot be tried. A GET can: by JAX-RS (3.7.2) a resource that only knows other methods answers 405, a missing
 * one 404. Where a proxy hides the 405, the version decides (8.2 brought these four, by Atlassian's javadoc "since");
 * if that is wrong, the first write is answered 404 or 405, is refused as `host_capability_absent` and changes nothing.
 */
async function askForWrite(http: HttpClient, { version }: HostIdentity, path: string): Promise<Verdict> {
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
  return { present: isAtLeast(version, 8, 2), evidence: `${evidence}, version ${version}` };
}
