// The table of the licence's days as Kysely sees it.
import type { Instant } from '../../domain/user.ts';

export interface LicenceDayTable {
  /** The local day, `2026-03-01`. */
  day: string;
  read_at: Instant;
  seats: number | null;
  seats_unknown: number | null;
  host_used: number | null;
  most: number | null;
  active: number;
  inactive: number;
  unknown: number;
  protected: number;
  disabled: number;
}
