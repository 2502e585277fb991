// What people may do here by their groups: look, act, or decide how everything is done. The higher role includes the lower.
import { foldName } from '../user.ts';

/** Each includes the one before. */
export type RankedRole = 'auditor' | 'operator' | 'administrator';

/** The helpdesk stands beside them: it finds one user and gives back what was taken, and sees nothing else. */
export type Role = RankedRole | 'helpdesk';

export interface RoleGroups {
  readonly administrators: readonly string[];
  readonly operators: readonly string[];
  readonly auditors: readonly string[];
  readonly helpdesk: readonly string[];
}

/** The highest role that one of the groups gives, the helpdesk's being the lowest; null when none gives any. */
export function roleOf(groups: readonly string[], given: RoleGroups): Role | null {
  const held = new Set(groups.map(foldName));
  const holds = (names: readonly string[]) => names.some((name) => held.has(foldName(name)));
  if (holds(given.administrators)) return 'administrator';
  if (holds(given.operators)) return 'operator';
  if (holds(given.auditors)) return 'auditor';
  return holds(given.helpdesk) ? 'helpdesk' : null;
}

const ranks: Readonly<Record<Role, number>> = { helpdesk: 0, auditor: 1, operator: 2, administrator: 3 };

/** The lower of two roles. */
export function lowerRole(one: Role, other: Role): Role {
  return ranks[one] >= ranks[other] ? other : one;
}
