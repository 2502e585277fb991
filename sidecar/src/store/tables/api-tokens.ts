// The table of tokens for the API as Kysely sees it.
import type { Generated } from 'kysely';
import type { RankedRole } from '../../domain/session/roles.ts';
import type { Instant } from '../../domain/user.ts';

export interface ApiTokenTable {
  id: Generated<number>;
  hash: string;
  name: string;
  role: RankedRole;
  user_key: string;
  username: string;
  display_name: string;
  created_at: Instant;
  expires_at: Instant;
  last_used_at: Instant | null;
  revoked_at: Instant | null;
  revoked_by: number | null;
}
