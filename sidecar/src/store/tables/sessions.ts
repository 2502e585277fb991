// The table of people's sessions as Kysely sees it.
import type { Role } from '../../domain/session/roles.ts';
import type { Instant } from '../../domain/user.ts';
import type { SignedInWith } from '../sessions.ts';

export interface SessionTable {
  id: string;
  user_key: string;
  username: string;
  display_name: string;
  signed_in_with: SignedInWith;
  role: Role;
  opened_at: Instant;
  ends_at: Instant;
  proven_at: Instant | null;
  ended_at: Instant | null;
}
