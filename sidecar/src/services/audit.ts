// The audit trail for people who check.
import type { AuditEntry } from '../store/audit.ts';
import type { ServiceContext } from './service-context.ts';

export type NumberedEntry = AuditEntry & { readonly id: number };

/** Entries newest first; `before` is the id of the last one seen. */
export async function listAudit(
  { store }: Pick<ServiceContext, 'store'>,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<readonly NumberedEntry[]> {
  return store.audit.list({ limit, before: before ?? null });
}
