// To which policy's timeline a user belongs: the open one of the highest precedence, and of no other.
import type { PolicyId } from '../policy.ts';
import { orderByPrecedence, type Place } from '../precedence.ts';

export interface Ownership {
  /** The policy that comes first and has an open timeline for the user; null where the asking one may have them. */
  readonly belongsTo: PolicyId | null;
  /** Policies whose timelines end when the asking one takes the user. */
  readonly takesOver: readonly PolicyId[];
}

/** Asked by one policy about a user with open timelines of others. Precedence is total, so exactly one of two gives way. */
export function findOwner(own: Place, others: readonly Place[]): Ownership {
  const [first] = orderByPrecedence([own, ...others]);
  if (first !== undefined && first.policyId !== own.policyId) return { belongsTo: first.policyId, takesOver: [] };
  return { belongsTo: null, takesOver: others.map(({ policyId }) => policyId) };
}
