// Exports for people who take data elsewhere: everything of one kind as a stream, and a note in the audit trail of who did.
import { Readable } from 'node:stream';
import { readBatches } from './exports/read-batches.ts';
import { columnsOf, type ExportKind } from './exports/rows.ts';
import { type ExportFormat, writeText } from './exports/write-text.ts';
import { requireRun } from './runs.ts';
import type { Actor, ServiceContext } from './service-context.ts';
import { newestSnapshot } from './snapshots.ts';

export interface ExportOrder {
  readonly kind: ExportKind;
  readonly format: ExportFormat;
  readonly bom: boolean;
  /** One run alone; only for plans and steps. */
  readonly runId: number | null;
  readonly actor: Actor;
}

/**
 * The text of the export, read while it is sent. It is in the audit trail before its first byte leaves. Throws
 * `no_snapshot` for users nobody has read yet, and `run_not_found`.
 */
export async function openExport(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  { kind, format, bom, runId, actor }: ExportOrder,
): Promise<Readable> {
  const snapshotId = kind === 'users' ? (await newestSnapshot({ store })).id : 0;
  if (runId !== null) await requireRun({ store }, runId);
  const now = clock.now();
  const details = { what: kind, format, ...(runId === null ? {} : { run: runId }) };
  await store.audit.append({ at: now, actor: actor.username, event: 'export.made', details });
  const batches = readBatches(store, { kind, snapshotId, runId, now });
  const text = writeText(batches, { format, bom, columns: columnsOf[kind] });
  return Readable.from(text, { objectMode: true, highWaterMark: 1 });
}
