// The table of deliveries of webhooks as Kysely sees it.
import type { Instant } from '../../domain/user.ts';

export interface WebhookDeliveryTable {
  verdict: 'accepted' | 'refused';
  last_at: Instant;
  last_event: string | null;
  total: number;
}
