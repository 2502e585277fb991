// The digest of a plan: two plans with the same digest intend exactly the same for exactly the same users.
import { groupOfChange } from '../action.ts';
import type { Plan, PlanEntry } from './plan.ts';
import { stableText } from './stable-text.ts';

/** What a digest is bound to besides the entries. */
export interface DigestScope {
  readonly hostId: string;
  readonly policyId: string;
  readonly policyVersion: number;
}

/**
 * Computes the digest with the given one-way function (hexadecimal SHA-256 in the product). Personal data enters only
 * through `hashPerson`, a salted hash, so that names can be erased later and the digest still be checked.
 */
export function digestPlan(
  plan: Pick<Plan, 'entries'>,
  scope: DigestScope,
  hash: (text: string) => string,
  hashPerson: (entry: PlanEntry) => string,
): string {
  const lines = plan.entries.map((entry) => JSON.stringify([hashPerson(entry), entry.steps.map(stepLine)]));
  return hash(JSON.stringify([scope.hostId, scope.policyId, scope.policyVersion, lines.sort()]));
}

function stepLine({ change, disposition }: PlanEntry['steps'][number]): unknown[] {
  const why = 'guard' in disposition ? disposition.guard : 'reason' in disposition ? disposition.reason : null;
  const where = 'directory' in change ? [change.directory, 'from' in change ? change.from : null] : [];
  return [change.kind, groupOfChange(change), disposition.kind, why, ...where];
}

/** The personal part of an entry as one stable text: what `hashPerson` hashes together with a salt. */
export function personText({ userKey, username, before }: PlanEntry): string {
  return stableText([
    userKey,
    username,
    before.status,
    before.email,
    before.displayName,
    [...before.directGroups].sort(),
    ...(before.accounts === undefined ? [] : [before.accounts]),
    ...(before.accountImages === undefined ? [] : [before.accountImages]),
  ]);
}
