// Which changes cannot be made at a host with these capabilities, in the words of the plan.
import type { HostChange, HostChangeKind } from '../../domain/action.ts';
import type { UnsupportedReason } from '../../domain/plan/intent.ts';
import { isAddressable } from '../http-client/request.ts';
import type { Capability, CapabilityState } from '../ports.ts';
import type { HostAbsence } from './absences.ts';

/** The ability a change needs. */
export const neededFor: Readonly<Record<HostChangeKind, Capability>> = {
  disable: 'users.disable',
  enable: 'users.enable',
  delete: 'users.delete',
  'add-to-group': 'memberships.write',
  'remove-from-group': 'memberships.write',
  'set-random-password': 'passwords.set',
  'create-user': 'users.create',
};

type State = Pick<CapabilityState, 'capability' | 'present' | 'way' | 'absence'>;

/** Whether REST's paths can carry the names of a change; a new user stands in the body. */
export function isCarriedByRest(change: HostChange, username: string): boolean {
  if (change.kind === 'create-user') return true;
  return isAddressable(username) && (!('group' in change) || isAddressable(change.group));
}

/** Whether these names make it necessary to know about `changes.any-name`: somewhere REST makes the changes. */
export function needAnyName(states: readonly State[], names: readonly string[]): boolean {
  const changes = new Set<Capability>(Object.values(neededFor));
  const byRest = states.some(({ capability, way }) => way === 'rest' && changes.has(capability));
  return byRest && !names.every(isAddressable);
}

/** Answers for any change why it cannot be made here, or null when it can. */
export function unsupportedChange(
  capabilities: readonly State[],
): (change: HostChange, username: string) => UnsupportedReason | null {
  const ways = new Map(capabilities.filter((one) => one.present).map((one) => [one.capability, one.way]));
  const refusal = capabilities.find(({ capability }) => capability === 'changes.any-name')?.absence;
  return (change, username) => {
    const way = ways.get(neededFor[change.kind]);
    if (way === undefined) return 'capability-absent';
    // Only REST has names in its paths; JSON-RPC takes any.
    if (way === 'json-rpc' || ways.has('changes.any-name') || isCarriedByRest(change, username)) return null;
    const remedy = refusal === undefined || refusal === null ? undefined : remedies[refusal];
    return remedy ?? (isAddressable(username) ? 'group-not-addressable' : 'user-not-addressable');
  };
}

/** What would bring the names within reach; where nothing is known to, the plan says whose name it is. */
const remedies: Readonly<Partial<Record<HostAbsence, UnsupportedReason>>> = {
  host_names_remote_api_off: 'name-needs-remote-api',
  host_names_basic_needed: 'name-needs-password',
  host_names_websudo: 'name-needs-open-sessions',
};

/** Why changes of a kind cannot be made here at all, as a code of the catalogue; null when they can. */
export function absenceOfChange(
  capabilities: readonly Pick<CapabilityState, 'capability' | 'absence'>[],
): (kind: HostChangeKind) => HostAbsence | null {
  const absences = new Map(capabilities.map((one) => [one.capability, one.absence]));
  return (kind) => absences.get(neededFor[kind]) ?? null;
}
