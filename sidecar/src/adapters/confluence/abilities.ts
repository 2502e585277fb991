// Which changes cannot be made at a host with these capabilities, in the words of the plan.
import type { Change, ChangeKind } from '../../domain/action.ts';
import type { UnsupportedReason } from '../../domain/plan/plan.ts';
import { isAddressable } from '../http-client/request.ts';
import type { Capability, CapabilityState } from '../ports.ts';
import type { HostAbsence } from './absences.ts';

/** The ability a change needs. */
export const neededFor: Readonly<Record<ChangeKind, Capability>> = {
  disable: 'users.disable',
  enable: 'users.enable',
  delete: 'users.delete',
  'add-to-group': 'memberships.write',
  'remove-from-group': 'memberships.write',
};

/** Answers for any change why it cannot be made here, or null when it can. */
export function unsupportedChange(
  capabilities: readonly Pick<CapabilityState, 'capability' | 'present' | 'way'>[],
): (change: Change, username: string) => UnsupportedReason | null {
  const ways = new Map(capabilities.filter((one) => one.present).map((one) => [one.capability, one.way]));
  return (change, username) => {
    const way = ways.get(neededFor[change.kind]);
    if (way === undefined) return 'capability-absent';
    // Only REST has names in its paths; JSON-RPC takes any.
    if (way === 'json-rpc') return null;
    if (!isAddressable(username)) return 'user-not-addressable';
    return 'group' in change && !isAddressable(change.group) ? 'group-not-addressable' : null;
  };
}

/** Why changes of a kind cannot be made here at all, as a code of the catalogue; null when they can. */
export function absenceOfChange(
  capabilities: readonly Pick<CapabilityState, 'capability' | 'absence'>[],
): (kind: ChangeKind) => HostAbsence | null {
  const absences = new Map(capabilities.map((one) => [one.capability, one.absence]));
  return (kind) => absences.get(neededFor[kind]) ?? null;
}
