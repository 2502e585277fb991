// Computes the digest of a stored plan anew, from its people, salts and steps: a plan that differs from it is nobody's decision.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { entryLine, spellDigest } from '../domain/plan/digest.ts';
import type { Run } from '../domain/run.ts';
import type { Store } from '../store/store.ts';
import { hashInTurns, hashPerson } from './seal-plan.ts';

export interface SealCheck {
  readonly store: { readonly runs: Pick<Store['runs'], 'plan' | 'sealed'> };
  readonly run: Pick<Run, 'id' | 'policyId' | 'policyVersion'>;
  readonly hostId: string;
}

/** What takes some milliseconds. */
const entriesPerPage = 250;

/**
 * Whether the plan of a run is still what its digest says: the same people with the same before-images, the same steps, for
 * this Confluence. People that were erased stand there by their hashes. False where there is no plan.
 */
export async function isAsSealed({ store, run, hostId }: SealCheck): Promise<boolean> {
  const plan = await store.runs.plan(run.id);
  if (plan === null) return false;
  const lines: string[] = [];
  for (let after = 0; ; ) {
    const page = await store.runs.sealed({ runId: run.id, after, limit: entriesPerPage });
    for (const { hash, person, steps } of page) {
      if (person !== null && hashPerson(person.salt, person) !== hash) return false;
      lines.push(entryLine(hash, steps));
    }
    const last = page.at(-1);
    if (last === undefined || page.length < entriesPerPage) break;
    after = last.entryId;
    await nextTurn();
  }
  const { policyId, policyVersion } = run;
  return (await hashInTurns(spellDigest(lines, { hostId, policyId, policyVersion }))) === plan.digest;
}
