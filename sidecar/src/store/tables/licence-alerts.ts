// The table of crossed lines, as Kysely sees them.
import type { Generated } from 'kysely';
import type { AlertLine } from '../../domain/licence/alert.ts';
import type { Instant } from '../../domain/user.ts';

export interface LicenceAlertTable {
  id: Generated<number>;
  line: AlertLine;
  /** Seats from which the line is crossed, as it stood then. */
  threshold: number;
  seats: number;
  most: number | null;
  raised_at: Instant;
  /** Null while it lasts. */
  lowered_at: Instant | null;
}
