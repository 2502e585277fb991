// Computes the digest of a stored plan anew, from its people, salts and steps: a plan that differs from it is nobody's decision.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { entryLine, spellDigest } from '../domain/plan/digest.ts';
import type { Run } from '../domain/run.ts';
import type { Store } from '../store/store.ts';
import { hashInTurns, hashPerson } from './seal-plan.ts';

export interface SealCheck {
  readonly store: { readonly runs: Pick<Store['runs'], 'plan' | 'sealed'> };
  readonly run: Pick<Run, 'id' | 'policyId' | 'policyVersion'>;
}

/** What takes some milliseconds. */
const entriesPerPage = 250;

/**
 * Reads the plan of a run anew and answers with a question: is it, for the Confluence of this id, still what its digest says,
 * the same people with the same before-images and the same steps? People that were erased stand there by their hashes. The
 * answer is no where there is no plan.
 */
export async function readSeal({ store, run }: SealCheck): Promise<(hostId: string) => Promise<boolean>> {
  const plan = await store.runs.plan(run.id);
  const lines = plan === null ? null : await readLines({ store, run });
  if (plan === null || lines === null) return async () => false;
  const { policyId, policyVersion } = run;
  return async (hostId) => (await hashInTurns(spellDigest(lines, { hostId, policyId, policyVersion }))) === plan.digest;
}

/** The lines of the digest; null where somebody's data are not what was hashed. */
async function readLines({ store, run }: SealCheck): Promise<string[] | null> {
  const lines: string[] = [];
  for (let after = 0; ; ) {
    const page = await store.runs.sealed({ runId: run.id, after, limit: entriesPerPage });
    for (const { hash, person, steps } of page) {
      if (person !== null && hashPerson(person.salt, person) !== hash) return null;
      lines.push(entryLine(hash, steps));
    }
    const last = page.at(-1);
    if (last === undefined || page.length < entriesPerPage) return lines;
    after = last.entryId;
    await nextTurn();
  }
}
