// How far the audit trail was handed on, for each place it is handed to; one process at a time hands it on.
import type { Instant } from '../domain/user.ts';
import type { Database } from './database.ts';

export interface AuditFeed {
  /** The last entry that was handed on; 0 before the first. */
  readonly through: number;
  /** Null while all is well. */
  readonly failing: { readonly since: Instant; readonly code: string } | null;
}

export interface AuditFeedRecords {
  /** Null before the first claim. */
  readonly get: (name: string) => Promise<AuditFeed | null>;
  /** Takes the turn until `leaseUntil`; null while another process has it. */
  readonly claim: (input: {
    name: string;
    holder: string;
    now: Instant;
    leaseUntil: Instant;
  }) => Promise<AuditFeed | null>;
  /** Moves on and ends a failure; false where the turn was lost meanwhile. */
  readonly handedOn: (input: {
    name: string;
    holder: string;
    through: number;
    leaseUntil: Instant;
  }) => Promise<boolean>;
  /** Notes the failure, the first instant standing, and gives the turn back. */
  readonly failed: (input: { name: string; holder: string; at: Instant; code: string }) => Promise<void>;
  readonly release: (input: { name: string; holder: string }) => Promise<void>;
}

export function keepAuditFeeds({ writes, reads }: Database): AuditFeedRecords {
  const get = async (name: string): Promise<AuditFeed | null> => {
    const row = await reads.selectFrom('audit_feeds').selectAll().where('name', '=', name).executeTakeFirst();
    return row === undefined ? null : readRow(row);
  };
  const own = ({ name, holder }: { name: string; holder: string }) =>
    writes.updateTable('audit_feeds').where('name', '=', name).where('holder', '=', holder);
  return {
    get,
    async claim({ name, holder, now, leaseUntil }) {
      const lease = { holder, lease_until: leaseUntil };
      const claimed = await writes
        .insertInto('audit_feeds')
        .values({ name, through: 0, ...lease })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet(lease)
            .where((when) =>
              when.or([
                when('audit_feeds.holder', 'is', null),
                when('audit_feeds.holder', '=', holder),
                when('audit_feeds.lease_until', '<=', now),
              ]),
            ),
        )
        .returningAll()
        .executeTakeFirst();
      return claimed === undefined ? null : readRow(claimed);
    },
    async handedOn({ name, holder, through, leaseUntil }) {
      const well = { through, lease_until: leaseUntil, failing_since: null, failure: null };
      return (await own({ name, holder }).set(well).returning('name').executeTakeFirst()) !== undefined;
    },
    async failed({ name, holder, at, code }) {
      await own({ name, holder })
        .set(({ fn, val }) => ({
          failing_since: fn.coalesce('failing_since', val(at)),
          failure: code,
          holder: null,
          lease_until: null,
        }))
        .execute();
    },
    async release(whose) {
      await own(whose).set({ holder: null, lease_until: null }).execute();
    },
  };
}

function readRow(row: { through: number; failing_since: Instant | null; failure: string | null }): AuditFeed {
  const { through, failing_since: since, failure: code } = row;
  return { through, failing: since === null || code === null ? null : { since, code } };
}
