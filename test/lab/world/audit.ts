// The records of administrative changes, in the order they happened.
import type { AuditRecord, World } from './model.ts';

export function addAuditRecord(world: World, record: Omit<AuditRecord, 'atEpochMs'>): AuditRecord {
  const kept: AuditRecord = { ...record, atEpochMs: world.clock.nowMs() };
  world.audit.push(kept);
  return kept;
}
