// Digests: reports of runs that wait for the mail of their week, and that mail, made once for a policy and a week.
import type { Selectable } from 'kysely';
import type { PolicyId } from '../domain/policy.ts';
import type { Report } from '../domain/report.ts';
import type { Instant } from '../domain/user.ts';
import type { Database } from './database.ts';
import { readJson, writeJson } from './json-text.ts';
import type { DigestTable } from './tables/outbox.ts';
import type { Rows } from './tables.ts';

export interface Digest {
  readonly id: number;
  readonly policyId: PolicyId;
  /** Local date of the Monday it went out on, `YYYY-MM-DD`. */
  readonly week: string;
  /** IANA zone of that date. */
  readonly zone: string;
  readonly madeAt: Instant;
  /** The end of the audit trail when it was made; null where there was none yet. */
  readonly auditHead: Report['auditHead'] | null;
}

/** Reports of a policy that no digest holds yet. */
export interface WaitingReports {
  readonly policyId: PolicyId;
  /** When the run ended whose report waits the longest. */
  readonly oldestAt: Instant;
}

export interface DigestRecords {
  readonly waiting: () => Promise<readonly WaitingReports[]>;
  /**
   * Makes the digest of a week out of all reports of the policy that wait, with its mails, in one transaction; false, and
   * nothing done, where the week has one already. What comes in later waits for the next.
   */
  readonly make: (digest: Omit<Digest, 'id'>, recipients: readonly string[]) => Promise<boolean>;
  readonly get: (id: number) => Promise<Digest | null>;
  /** Runs it tells of, oldest first. */
  readonly runs: (id: number) => Promise<readonly number[]>;
}

export function keepDigests({ writes, reads }: Database): DigestRecords {
  return {
    async waiting() {
      const found = await reads
        .selectFrom('digest_runs')
        .select(['policy_id', (count) => count.fn.min('finished_at').as('oldest_at')])
        .where('digest_id', 'is', null)
        .groupBy('policy_id')
        .orderBy('policy_id')
        .execute();
      return found.map(({ policy_id: policyId, oldest_at: oldestAt }) => ({ policyId, oldestAt }));
    },
    make: (digest, recipients) =>
      writes.transaction().execute((transaction) => makeDigest(transaction, digest, recipients)),
    async get(id) {
      const row = await reads.selectFrom('digests').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : readDigest(row);
    },
    async runs(id) {
      const found = await reads
        .selectFrom('digest_runs')
        .select('run_id')
        .where('digest_id', '=', id)
        .orderBy('run_id')
        .execute();
      return found.map(({ run_id }) => run_id);
    },
  };
}

async function makeDigest(
  rows: Rows,
  { policyId, week, zone, madeAt, auditHead }: Omit<Digest, 'id'>,
  recipients: readonly string[],
): Promise<boolean> {
  const made = await rows
    .insertInto('digests')
    .values({ policy_id: policyId, week, zone, made_at: madeAt, audit_head: writeJson(auditHead) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made === undefined) return false;
  const gathered = await rows
    .updateTable('digest_runs')
    .set({ digest_id: made.id })
    .where('policy_id', '=', policyId)
    .where('digest_id', 'is', null)
    .executeTakeFirst();
  const mails = [...new Set(recipients)].map((recipient) => ({
    digest_id: made.id,
    kind: 'digest' as const,
    recipient,
    state: 'waiting' as const,
    attempts: 0,
    next_attempt_at: madeAt,
  }));
  if (mails.length > 0 && gathered.numUpdatedRows > 0n) await rows.insertInto('mails').values(mails).execute();
  return true;
}

function readDigest({ id, week, zone, ...row }: Selectable<DigestTable>): Digest {
  return { id, policyId: row.policy_id, week, zone, madeAt: row.made_at, auditHead: readJson(row.audit_head) };
}
