// The table of abilities: how each is asked for, which way it goes, and why it is absent where it is.
import type { Clock } from '../../clock.ts';
import type { HttpClient } from '../http-client/client.ts';
import { isAddressable } from '../http-client/request.ts';
import type { AccountCredentials, Capability, CapabilityState, HostIdentity } from '../ports.ts';
import type { HostAbsence } from './absences.ts';
import { isAtLeast } from './manifest.ts';
import type { Findings } from './probe.ts';
import { askRemoteApi, type RemoteVerdict } from './remote-questions.ts';
import {
  askForGroupQuery,
  askForLicensed,
  askForNesting,
  askForPage,
  askForWrite,
  tellsEmail,
  tellsLastLogin,
  type Verdict,
} from './rest-questions.ts';
import { isGroup } from './schema.ts';

/** What is asked about at once; whether any name can be carried is asked only once a name needs it. */
export type ProbedCapability = Exclude<Capability, 'changes.any-name'>;

/** Every ability in the order in which it is shown, with what its absence is called where REST alone brings it. */
export const restAbsences: Readonly<Record<ProbedCapability, HostAbsence>> = {
  'users.list': 'host_user_list_absent',
  'users.activity': 'host_activity_absent',
  'users.email': 'host_email_absent',
  'groups.list': 'host_group_list_absent',
  'groups.nested': 'host_nesting_absent',
  'groups.by-query': 'host_group_query_absent',
  'users.disable': 'host_changes_absent',
  'users.enable': 'host_changes_absent',
  'users.delete': 'host_changes_absent',
  'users.create': 'host_changes_absent',
  'memberships.write': 'host_changes_absent',
  'passwords.set': 'host_changes_absent',
};

/** What the Remote API can do in place of a missing REST. */
const remoteChanges: ReadonlySet<ProbedCapability> = new Set([
  'users.disable',
  'users.enable',
  'users.delete',
  'users.create',
  'memberships.write',
  'passwords.set',
]);

export interface CapabilityQuestions {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly identity: HostIdentity;
  readonly credentials: AccountCredentials;
  /** Changes that REST answered as missing although the version has them. */
  readonly doubted: ReadonlySet<Capability>;
}

/**
 * Asks REST for each ability, and the Remote API only for what REST lacks. Throws `HostFailure` when an answer says
 * nothing about the ability: 401, 429, 5xx, a 2xx that is not JSON. A 403 means that the resource is there and closed
 * to us: reading it will say so.
 */
export async function askCapabilities(questions: CapabilityQuestions): Promise<Findings> {
  const { http, clock, credentials } = questions;
  const { verdicts, activityPath } = await askRest(questions);
  const lacking = [...remoteChanges, 'users.list' as const].some((capability) => !verdicts[capability].present);
  const remote = lacking ? await askRemoteApi(http, credentials) : null;
  const probedAt = clock.now();
  const states = Object.entries(verdicts).map(([key, verdict]): CapabilityState => {
    const capability = key as ProbedCapability;
    const byRemote = remoteChanges.has(capability) ? remote : null;
    return { capability, probedAt, ...stateOf(capability, verdict, byRemote) };
  });
  const namesEverybody = remote !== null && remote.reads === null;
  return {
    states,
    activityPath,
    groupsByQuery: verdicts['groups.by-query'].present,
    everybody: verdicts['users.list'].present ? 'listed' : namesEverybody ? 'by-groups-and-remote-api' : 'by-groups',
  };
}

function stateOf(
  capability: ProbedCapability,
  { present, evidence }: Verdict,
  remote: RemoteVerdict | null,
): Omit<CapabilityState, 'capability' | 'probedAt'> {
  if (present) return { present, way: 'rest', absence: null, evidence };
  if (remote === null) return { present, way: null, absence: restAbsences[capability], evidence };
  const told = `${evidence}; ${remote.evidence}`;
  return remote.changes === null
    ? { present: true, way: 'json-rpc', absence: null, evidence: told }
    : { present: false, way: null, absence: remote.changes, evidence: told };
}

async function askRest({ http, identity, doubted }: CapabilityQuestions) {
  const askForChange = (capability: Capability, path: string, minor = 2) =>
    askForWrite({ http, path, byVersion: !doubted.has(capability) && isAtLeast(identity.version, 8, minor) });
  const [users, licensed, groups] = await Promise.all([
    askForPage(http, { method: 'GET', path: '/rest/api/user/list', query: { limit: 1 } }),
    askForLicensed(http),
    askForPage(http, { method: 'GET', path: '/rest/api/group', query: { limit: 50 } }),
  ]);
  const names = groups.rows.filter(isGroup).map((group) => group.name);
  const [byQuery, nested, disable, enable, remove, create, memberships, passwords] = await Promise.all([
    askForGroupQuery(http, names[0]),
    askForNesting(http, names.find(isAddressable)),
    askForChange('users.disable', '/rest/api/admin/user/{username}/disable'),
    askForChange('users.enable', '/rest/api/admin/user/{username}/enable'),
    askForChange('users.delete', '/rest/api/admin/user/{username}'),
    askForChange('users.create', '/rest/api/admin/user', 4),
    askForChange('memberships.write', '/rest/api/user/{username}/group/{groupName}'),
    askForChange('passwords.set', '/rest/api/admin/user/{username}/password', 4),
  ]);
  const verdicts: Readonly<Record<ProbedCapability, Verdict>> = {
    'users.list': users,
    'users.activity': tellsLastLogin(licensed, identity),
    'users.email': tellsEmail(licensed),
    'groups.list': groups,
    'groups.nested': nested,
    'groups.by-query': byQuery,
    'users.disable': disable,
    'users.enable': enable,
    'users.delete': remove,
    'users.create': create,
    'memberships.write': memberships,
    'passwords.set': passwords,
  };
  return { verdicts, activityPath: licensed.present ? licensed.path : null };
}
