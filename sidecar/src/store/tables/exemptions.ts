// The table of exemptions.
import type { Generated } from 'kysely';
import type { Instant, UserKey } from '../../domain/user.ts';

export interface ExemptionTable {
  id: Generated<number>;
  subject: 'user' | 'group';
  name: string;
  user_key: UserKey | null;
  owner: string;
  reason: string;
  added_at: Instant;
  added_by: number;
  ends_at: Instant;
  ended_at: Instant | null;
  ended_by: number | null;
}
