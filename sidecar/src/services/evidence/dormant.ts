// Dormant accounts in the layout of CIS Control 5.3: how many there are, how many of them disabled or still enabled, and which.
import { daysAfter } from '../../domain/days-after.ts';
import type { Instant } from '../../domain/user.ts';
import type { Dormancy, DormantAccount, ProofLine, ProofRecords } from '../../store/proof.ts';
import type { Row } from '../exports/rows.ts';

/** Days without use after which the control calls an account dormant. */
const dormantDays = 45;

export interface DormantCount extends Dormancy {
  readonly snapshotId: number;
  readonly readAt: Instant;
  /** Whose last use is not later is dormant. */
  readonly before: Instant;
}

/** As the last reading of the period shows it; null where none of the period is kept any more. */
export async function countDormant(
  proof: Pick<ProofRecords, 'dormancy'>,
  snapshot: { readonly id: number; readonly line: ProofLine } | null,
): Promise<DormantCount | null> {
  if (snapshot === null) return null;
  const readAt = String(snapshot.line.startedAt);
  const before = daysAfter(readAt, -dormantDays);
  const counts = await proof.dormancy({ snapshotId: snapshot.id, before });
  return { ...counts, snapshotId: snapshot.id, readAt, before };
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

/** `counted_as` gives each account the count it stands in, so that its rows add up to the table. */
export const accountColumns = [
  'counted_as',
  'user_key',
  'username',
  'display_name',
  'status',
  'last_use',
  'last_use_at',
  'created_at',
  'first_seen_at',
] as const;

export function rowOfAccount(account: DormantAccount): Row {
  const { userKey, username, displayName, status, activity, activityAt, createdAt, firstSeenAt } = account;
  const unknown = activity === 'unknown';
  const standing = status === 'disabled' ? 'disabled' : 'still enabled';
  return {
    counted_as: unknown ? `last use not known and ${standing}` : `dormant and ${standing}`,
    user_key: userKey,
    username,
    display_name: displayName,
    status,
    last_use: unknown ? 'not known for certain' : activity,
    last_use_at: activityAt,
    created_at: createdAt,
    first_seen_at: firstSeenAt,
  };
}
