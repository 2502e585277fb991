// What became of deliveries of webhooks: one row for those that were accepted, one for those that were refused.
import type { Instant } from '../domain/user.ts';
import type { Database } from './database.ts';
import type { WebhookDeliveryTable } from './tables/webhooks.ts';
import type { Rows } from './tables.ts';

export type DeliveryVerdict = WebhookDeliveryTable['verdict'];

/** Deliveries of one kind since this product took webhooks. */
export interface Deliveries {
  readonly lastAt: Instant;
  /** The name of the last event; null where it had none, and for what was refused. */
  readonly lastEvent: string | null;
  readonly total: number;
}

export interface WebhookRecords {
  /** Adds `count` deliveries, the last of them at `at`. */
  readonly note: (deliveries: {
    readonly verdict: DeliveryVerdict;
    readonly at: Instant;
    readonly event: string | null;
    readonly count: number;
  }) => Promise<void>;
}

export function keepWebhooks({ writes }: Database): WebhookRecords {
  return {
    note: async ({ verdict, at, event, count }) => {
      const last = { last_at: at, last_event: event };
      await writes
        .insertInto('webhook_deliveries')
        .values({ verdict, ...last, total: count })
        .onConflict((conflict) =>
          conflict
            .column('verdict')
            .doUpdateSet(({ eb }) => ({ ...last, total: eb('webhook_deliveries.total', '+', count) })),
        )
        .execute();
    },
  };
}

/** Both kinds; null where none ever came. */
export async function readDeliveries(rows: Rows): Promise<Readonly<Record<DeliveryVerdict, Deliveries | null>>> {
  const found = await rows.selectFrom('webhook_deliveries').selectAll().execute();
  const of = (verdict: DeliveryVerdict): Deliveries | null => {
    const row = found.find((one) => one.verdict === verdict);
    return row === undefined ? null : { lastAt: row.last_at, lastEvent: row.last_event, total: row.total };
  };
  return { accepted: of('accepted'), refused: of('refused') };
}
