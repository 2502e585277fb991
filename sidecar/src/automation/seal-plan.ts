// Seals a plan: its people hashed with salts, and the digest over the hashes, so that names can be erased and it still holds.
import { createHash, randomBytes } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { digestPlan, personText } from '../domain/plan/digest.ts';
import type { Plan, PlanEntry } from '../domain/plan/plan.ts';
import type { Run } from '../domain/run.ts';
import type { UserWithGroups } from '../domain/user.ts';
import { flatMapInTurns } from './map-in-turns.ts';
import type { HostFacts } from './preflight.ts';

interface SealInput {
  readonly run: Pick<Run, 'policyId' | 'policyVersion'>;
  readonly host: Pick<HostFacts, 'identity'>;
  readonly people: readonly { readonly person: UserWithGroups }[];
  readonly plan: Plan;
}

interface Seal {
  readonly people: readonly { salt: string; hash: string; displayName: string }[];
  readonly digest: string;
}

/** Salts and hashes every person of the plan, and computes the digest over the hashes. */
export async function sealPlan({ run, host, people: selected, plan }: SealInput): Promise<Seal> {
  const names = new Map(selected.map(({ person: { user } }) => [user.userKey, user.displayName]));
  const hashes = new Map<PlanEntry, string>();
  const people = await flatMapInTurns(plan.entries, (some) =>
    some.map((entry) => {
      const salt = randomBytes(16).toString('hex');
      const hash = hashPerson(salt, entry);
      hashes.set(entry, hash);
      return { salt, hash, displayName: names.get(entry.userKey) ?? '' };
    }),
  );
  const scope = { hostId: host.identity.hostId, policyId: run.policyId, policyVersion: run.policyVersion };
  return { people, digest: await digestPlan(plan, scope, hashInTurns, (entry) => hashes.get(entry) ?? '') };
}

/** The salted hash that stands for a person in the digest. */
export function hashPerson(salt: string, person: Parameters<typeof personText>[0]): string {
  return createHash('sha256')
    .update(salt + personText(person))
    .digest('hex');
}

/** SHA-256 in hexadecimal, with a turn of the event loop after each piece. */
export async function hashInTurns(pieces: Iterable<string>): Promise<string> {
  const hash = createHash('sha256');
  for (const piece of pieces) {
    hash.update(piece);
    await nextTurn();
  }
  return hash.digest('hex');
}
