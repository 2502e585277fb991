// The records of administrative changes, in the order they happened.
import type { World } from './model.ts';

export type AuditRecord = {
  readonly atEpochMs: number;
  readonly authorKey: string;
  readonly summary: string;
  readonly description: string;
  readonly category: string;
  readonly object: string;
  readonly objectType: string;
};

export function addAuditRecord(world: World, record: Omit<AuditRecord, 'atEpochMs'>): AuditRecord {
  const kept: AuditRecord = { ...record, atEpochMs: world.clock.nowMs() };
  world.audit.push(kept);
  return kept;
}
