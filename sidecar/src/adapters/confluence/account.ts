// Whom the credentials belong to, whether they may administer, and whether the site can be written to at all.
import type { UserKey, Username } from '../../domain/user.ts';
import type { HttpClient } from '../http-client/client.ts';
import type { Authorisation, RequestSpec } from '../http-client/request.ts';
import { HostFailure, type OwnAccount } from '../ports.ts';
import { demandSuccess, failureCodeOf, readBody } from './answers.ts';
import { globalPermissions } from './global-permissions.ts';
import { readPages } from './paging.ts';
import { isAnyUser, isGroup, type WireUser } from './schema.ts';
import { isSomebody } from './users.ts';

const whoAmI = 'GET /rest/api/user/current';

/** Confluence's built-in group of super users: its members may do everything, whatever is granted elsewhere. */
const superGroup = 'confluence-administrators';

/**
 * Reads for administrators only, in the order in which they are asked; the first one that exists decides.
 * `permissions` is in the reference from 9.3 with 403 for others, `audit` exists since 7.0 (403 or 404 for others),
 * the licence count is older and not described; all are GETs, which neither WebSudo nor the XSRF rule concern.
 */
const administratorReads: readonly RequestSpec[] = [
  { method: 'GET', path: globalPermissions },
  { method: 'GET', path: '/rest/api/audit', query: { limit: 1 } },
  { method: 'GET', path: '/rest/license/1.0/license/userCount' },
];

/**
 * The account behind the credentials. Throws `host_unauthorised` (also for an answer given to the anonymous visitor),
 * `host_captcha`, and `host_not_administrator` when a read for administrators is refused or nothing proves the right.
 * `signedIn` is called as soon as the credentials are known to be somebody's.
 */
export async function readOwnAccount(http: HttpClient, signedIn?: () => void): Promise<OwnAccount> {
  const user = await readCurrentUser(http);
  if (user === null) throw new HostFailure('host_unauthorised', { request: whoAmI });
  signedIn?.();
  const account: OwnAccount = { userKey: user.userKey as UserKey, username: user.username as Username };
  for (const read of administratorReads) {
    const answer = await http.send(read);
    const code = failureCodeOf(answer);
    if (code === null) return account;
    if (code === 'host_capability_absent') continue;
    const denied = code === 'host_forbidden' || code === 'host_unauthorised' || code === 'host_not_found';
    if (denied) throw new HostFailure('host_not_administrator', { status: answer.status, request: answer.request });
    demandSuccess(answer);
  }
  if (await isSuperUser(http, account)) return account;
  throw new HostFailure('host_not_administrator', { request: whoAmI });
}

/**
 * Who is signed in, by the client's credentials or by others; null for the anonymous visitor, which Confluence
 * answers with 200 and `type: "anonymous"` where anonymous use is allowed. Every Confluence has this question: where it
 * is missing, something else answers, or the context path does. Throws `host_not_confluence` then.
 */
export async function readCurrentUser(http: HttpClient, authorisation?: Authorisation): Promise<WireUser | null> {
  const own: RequestSpec = { method: 'GET', path: '/rest/api/user/current' };
  const answer = await http.send(authorisation === undefined ? own : { ...own, authorisation });
  if (failureCodeOf(answer) === 'host_capability_absent') {
    throw new HostFailure('host_not_confluence', { status: answer.status, request: answer.request });
  }
  const user = readBody(answer, isAnyUser);
  return isSomebody(user) && user.type === 'known' ? user : null;
}

/** Whether the site is in read-only mode; a site without access modes is not. */
export async function isInReadOnlyMode(http: HttpClient): Promise<boolean> {
  const answer = await http.send({ method: 'GET', path: '/rest/api/accessmode', expect: 'text' });
  if (answer.status === 404) return false;
  demandSuccess(answer);
  // Documented as JSON and shown without quotation marks: both are understood.
  const mode = /^\s*"?(READ_ONLY|READ_WRITE)"?\s*$/.exec(answer.text)?.[1];
  if (mode === undefined) throw new HostFailure('host_not_json', { status: answer.status, request: answer.request });
  return mode === 'READ_ONLY';
}

async function isSuperUser(http: HttpClient, { userKey }: OwnAccount): Promise<boolean> {
  const spec: RequestSpec = { method: 'GET', path: '/rest/api/user/memberof', query: { key: userKey } };
  for await (const groups of readPages({ http, spec, isRow: isGroup, keyOf: (group) => group.name })) {
    if (groups.some((group) => group.name.toLowerCase() === superGroup)) return true;
  }
  return false;
}
