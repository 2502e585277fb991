// The tables of mails, and of links in them that were used, as Kysely sees them.
import type { Generated } from 'kysely';
import type { LinkPurpose } from '../../domain/personal-link.ts';
import type { PolicyId } from '../../domain/policy.ts';
import type { Instant, UserKey } from '../../domain/user.ts';
import type { StoredMail } from '../outbox.ts';

export interface OutboxTable {
  id: Generated<number>;
  run_id: number;
  kind: StoredMail['kind'];
  recipient: string;
  state: StoredMail['state'];
  attempts: number;
  next_attempt_at: Instant;
  lease_until: Instant | null;
  /** Set right before the mail server gets the mail; from then on a silent end leaves open whether it went out. */
  handed_over_at: Instant | null;
  sent_at: Instant | null;
  failure: string | null;
}

export interface UsedLinkTable {
  purpose: LinkPurpose;
  run_id: number;
  person_id: number;
  policy_id: PolicyId;
  user_key: UserKey;
  at: Instant;
}
