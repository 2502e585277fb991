// The table of used links as Kysely sees it.
import type { LinkPurpose } from '../../domain/personal-link.ts';
import type { PolicyId } from '../../domain/policy.ts';
import type { Instant, UserKey } from '../../domain/user.ts';

export interface UsedLinkTable {
  purpose: LinkPurpose;
  run_id: number;
  person_id: number;
  policy_id: PolicyId;
  user_key: UserKey;
  at: Instant;
}
