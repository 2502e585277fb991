// The tables of crossed lines and of the mails about them, as Kysely sees them.
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

export interface LicenceAlertMailTable {
  id: Generated<number>;
  alert_id: number;
  recipient: string;
  attempts: number;
  /** Null once nothing is tried any more; while somebody sends it, the end of their lease. */
  next_attempt_at: Instant | null;
  /** Set right before the mail server gets the mail. */
  handed_over_at: Instant | null;
  sent_at: Instant | null;
  failure: string | null;
}
