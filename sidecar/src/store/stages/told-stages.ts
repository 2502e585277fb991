// What the warnings of standings told: the stages of the versions that sent them, each version read once.
import type { Stage } from '../../domain/stage/stage.ts';
import type { PolicyRecords } from '../policies.ts';
import type { PlacedStanding } from '../stages.ts';

type Warned = Pick<PlacedStanding, 'policyId'> & {
  readonly standing: Pick<PlacedStanding['standing'], 'warnedVersion'>;
};

/** Null for whoever was not warned, or where the version is not known any more. */
export async function readToldStages(
  policies: Pick<PolicyRecords, 'definition'>,
  placed: Iterable<Warned>,
): Promise<(one: Warned) => readonly Stage[] | null> {
  const known = new Map<string, readonly Stage[] | null>();
  for (const { policyId, standing } of placed) {
    const { warnedVersion } = standing;
    const key = keyOf(policyId, warnedVersion);
    if (warnedVersion === null || known.has(key)) continue;
    known.set(key, (await policies.definition(policyId, warnedVersion))?.stages ?? null);
  }
  return ({ policyId, standing }) => known.get(keyOf(policyId, standing.warnedVersion)) ?? null;
}

function keyOf(policyId: string, version: number | null): string {
  return JSON.stringify([policyId, version]);
}
