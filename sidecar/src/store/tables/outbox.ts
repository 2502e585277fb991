// The tables of mails, of digests, and of links in mails that were used, as Kysely sees them.
import type { Generated } from 'kysely';
import type { MailKind } from '../../domain/mail.ts';
import type { LinkPurpose } from '../../domain/personal-link.ts';
import type { PolicyId } from '../../domain/policy.ts';
import type { Instant, UserKey } from '../../domain/user.ts';
import type { Digest } from '../digests.ts';
import type { JsonText } from '../json-text.ts';
import type { StoredMail } from '../outbox.ts';

/** Each row has exactly one of run, digest and alert. */
export interface MailTable {
  id: Generated<number>;
  run_id: number | null;
  digest_id: number | null;
  alert_id: number | null;
  kind: MailKind;
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

export interface DigestTable {
  id: Generated<number>;
  policy_id: PolicyId;
  week: string;
  zone: string;
  made_at: Instant;
  audit_head: JsonText<Digest['auditHead']>;
}

export interface DigestRunTable {
  run_id: number;
  policy_id: PolicyId;
  finished_at: Instant;
  /** Null while the report waits. */
  digest_id: number | null;
}
