// The licence for people who look: what the newest snapshot found, held against Confluence's own count.
import { compareCounts, type LicenceComparison, type LicenceFinding } from '../domain/licence/figures.ts';
import { ProductError } from '../errors.ts';
import type { Snapshot } from '../store/snapshots.ts';
import type { ServiceContext } from './service-context.ts';
import { newestSnapshot } from './snapshots.ts';

export interface FoundLicence {
  readonly snapshot: Snapshot;
  readonly finding: LicenceFinding;
  readonly comparison: LicenceComparison;
}

/** Throws `no_snapshot` before the first one, and `licence_not_read` where it was taken by an earlier version. */
export async function lookAtLicence(context: Pick<ServiceContext, 'store'>): Promise<FoundLicence> {
  const snapshot = await newestSnapshot(context);
  const finding = await context.store.snapshots.licence(snapshot.id);
  if (finding === null) throw new ProductError('licence_not_read');
  return { snapshot, finding, comparison: compareCounts(finding.figures, finding.host) };
}
