// The audit trail for people who check.
import type { AuditQuery, StoredAuditEntry } from '../store/audit.ts';
import { exportTrail } from './audit/export-trail.ts';
import type { Actor, ServiceContext } from './service-context.ts';

export interface AuditSearch {
  /** The number of the last entry seen. */
  readonly before?: number | undefined;
  readonly limit: number;
  readonly event?: string | undefined;
  readonly actor?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Entries newest first. */
export async function listAudit(
  { store }: Pick<ServiceContext, 'store'>,
  { before, limit, event, actor, from, to }: AuditSearch,
): Promise<readonly StoredAuditEntry[]> {
  const query: AuditQuery = {
    limit,
    before: before ?? null,
    ...(event === undefined ? {} : { event }),
    ...(actor === undefined ? {} : { actor }),
    ...(from === undefined ? {} : { from: new Date(from).toISOString() }),
    ...(to === undefined ? {} : { to: new Date(to).toISOString() }),
  };
  return store.audit.list(query);
}

/** Lines of the whole trail; that it was exported, and by whom, is its last entry. */
export async function exportAudit(
  { store, clock, trail }: Pick<ServiceContext, 'store' | 'clock' | 'trail'>,
  actor: Actor,
): Promise<AsyncIterable<string>> {
  await store.audit.append({ at: clock.now(), actor, event: 'audit.exported', details: {} });
  return exportTrail({ audit: store.audit, trail, names: true }, null);
}
