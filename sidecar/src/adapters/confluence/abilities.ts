// Which changes cannot be made at a host with these capabilities, in the words of the plan.
import type { Change, ChangeKind } from '../../domain/action.ts';
import type { UnsupportedReason } from '../../domain/plan/plan.ts';
import { isAddressable } from '../http-client/request.ts';
import type { Capability, CapabilityState } from '../ports.ts';

const neededFor: Readonly<Record<ChangeKind, Capability>> = {
  disable: 'users.disable',
  enable: 'users.enable',
  delete: 'users.delete',
  'add-to-group': 'memberships.write',
  'remove-from-group': 'memberships.write',
};

/** Answers for any change why it cannot be made here, or null when it can. */
export function unsupportedChange(
  capabilities: readonly Pick<CapabilityState, 'capability' | 'present'>[],
): (change: Change, username: string) => UnsupportedReason | null {
  const present = new Set(capabilities.filter((one) => one.present).map((one) => one.capability));
  return (change, username) => {
    if (!present.has(neededFor[change.kind])) return 'capability-absent';
    if (!isAddressable(username)) return 'user-not-addressable';
    return 'group' in change && !isAddressable(change.group) ? 'group-not-addressable' : null;
  };
}
