// The table of approvals that are carried out in waves.

import type { Instant } from '../../domain/user.ts';
import type { WavesEnd } from '../../domain/waves.ts';

export interface RunWaveTable {
  /** The held run whose plan was approved. */
  run_id: number;
  users: number;
  next_at: Instant;
  expires_at: Instant;
  last_run: number;
  /** The last run before it that had a plan; null before the second wave. Who was left there may be acted upon. */
  planned_run: number | null;
  ended: WavesEnd | null;
  ended_at: Instant | null;
}
