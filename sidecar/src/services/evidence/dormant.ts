// Dormant accounts in the layout of CIS Control 5.3: how many there are, how many of them are disabled, how many still enabled.
import { daysAfter } from '../../domain/days-after.ts';
import type { Instant } from '../../domain/user.ts';
import type { Dormancy, ProofLine, ProofRecords } from '../../store/proof.ts';

/** Days without use after which the control calls an account dormant. */
const dormantDays = 45;

export interface DormantCount extends Dormancy {
  readonly snapshotId: number;
  readonly readAt: Instant;
}

/** As the last reading of the period shows it; null where none of the period is kept any more. */
export async function countDormant(
  proof: Pick<ProofRecords, 'dormancy'>,
  snapshot: { readonly id: number; readonly line: ProofLine } | null,
): Promise<DormantCount | null> {
  if (snapshot === null) return null;
  const readAt = String(snapshot.line.startedAt);
  const counts = await proof.dormancy({ snapshotId: snapshot.id, before: daysAfter(readAt, -dormantDays) });
  return { ...counts, snapshotId: snapshot.id, readAt };
}

/** Whose last use is not known for certain counts as neither, and is told apart: unknown is never dormant. */
export function writeDormantTable(count: DormantCount | null): string {
  const rows: readonly (readonly [string, string | number])[] =
    count === null
      ? [['reading', 'none of this period is kept any more']]
      : [
          ['reading', count.snapshotId],
          ['read at', count.readAt],
          ['dormancy in days', dormantDays],
          ['accounts', count.users],
          ['dormant accounts', count.dormant],
          ['dormant accounts disabled', count.disabled],
          ['dormant accounts still enabled', count.stillEnabled],
          ['share of dormant accounts disabled in per cent', share(count)],
          ['enabled accounts whose last use is not known', count.unknown.enabled],
          ['disabled accounts whose last use is not known', count.unknown.disabled],
        ];
  return `measure,value\r\n${rows.map(([measure, value]) => `${measure},${value}\r\n`).join('')}`;
}

function share({ dormant, disabled }: Dormancy): string {
  return dormant === 0 ? 'no dormant accounts' : ((100 * disabled) / dormant).toFixed(1);
}
