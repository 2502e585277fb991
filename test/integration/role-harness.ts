// A person for each role, with a token and a session at Confluence of that name; what they hold can be changed while they work.
import type { InjectOptions } from 'fastify';
import { HostFailure, type Person } from '../../sidecar/src/adapters/ports.ts';
import type { UserKey, Username } from '../../sidecar/src/domain/user.ts';
import { type ApiHarness, api, type HarnessOptions, startApi } from './api-harness.ts';

const groupOfRole = {
  administrator: 'um-admins',
  operator: 'um-operators',
  auditor: 'um-auditors',
  helpdesk: 'um-helpdesk',
} as const;
export type Role = keyof typeof groupOfRole;
export const roles = Object.keys(groupOfRole) as Role[];

export const env = {
  UM_ADMIN_GROUPS: 'um-admins',
  UM_OPERATOR_GROUPS: 'um-operators',
  UM_AUDITOR_GROUPS: 'um-auditors',
  UM_HELPDESK_GROUPS: 'um-helpdesk',
};
/** What a browser says of a page of this very site. */
export const origin = { host: 'wiki.test', origin: 'http://wiki.test' };

const started: ApiHarness[] = [];
/** Ends everything that was opened; for `afterEach`. */
export async function closeAll(): Promise<void> {
  for (const one of started.splice(0)) await one.close();
}

export async function openForRoles(options: HarnessOptions = {}) {
  const held = new Map<string, readonly string[] | null>(roles.map((role) => [`key-${role}`, [groupOfRole[role]]]));
  const state = { held, hostFails: false, browserSees: null as string | null };
  const personOf = (name: string): Person => {
    return {
      userKey: `key-${name}` as UserKey,
      username: name as Username,
      displayName: name,
      groups: held.get(`key-${name}`) ?? [],
    };
  };
  const harness = await startApi({
    env,
    identify: async (credentials) => {
      if (credentials.kind === 'token')
        return held.has(`key-${credentials.token}`) ? personOf(credentials.token) : null;
      if (credentials.kind === 'password')
        return credentials.password === 'right' ? personOf(credentials.username) : null;
      return state.browserSees === null ? null : personOf(state.browserSees);
    },
    groupsOf: async (userKey) => {
      if (state.hostFails) throw new HostFailure('host_unreachable', { request: 'GET /rest/api/user' });
      return held.get(userKey) ?? null;
    },
    ...options,
  });
  started.push(harness);
  const signIn = async (payload: object, headers: Record<string, string> = {}) => {
    return harness.send({
      method: 'POST',
      url: `${api}/session`,
      headers: { 'x-um-request': '1', ...headers },
      payload,
    });
  };
  const headersOf = async (role: Role) => {
    const { accessToken } = (await signIn({ token: role })).json();
    return { authorization: `Bearer ${accessToken}`, 'x-um-request': '1' };
  };
  const call = async (request: InjectOptions) => {
    const response = await harness.send({ ...request, url: `${api}${String(request.url)}` });
    return {
      status: response.statusCode,
      code: response.statusCode >= 400 ? response.json().error.code : null,
      response,
    };
  };
  return { started: harness, state, signIn, headersOf, call };
}
