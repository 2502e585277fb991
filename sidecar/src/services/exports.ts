// Exports for people who take data elsewhere: everything of one kind as a stream, and a note in the audit trail of who did.
import { Readable } from 'node:stream';
import { readBatches } from './exports/read-batches.ts';
import { columnsOf, type ExportKind } from './exports/rows.ts';
import { type ExportFormat, writeText } from './exports/write-text.ts';
import { requireRun } from './runs.ts';
import type { Actor, ServiceContext } from './service-context.ts';
import { newestSnapshot } from './snapshots.ts';
import { readCriteria } from './users.ts';

export interface ExportOrder {
  readonly kind: ExportKind;
  readonly format: ExportFormat;
  readonly bom: boolean;
  /** One run alone; only for plans and steps. */
  readonly runId: number | null;
  readonly actor: Actor;
  /** Only those whom the criteria mean and who have the text in a name or address; for users. */
  readonly people?: { readonly document: unknown; readonly search: string };
}

/**
 * The text of the export, read while it is sent. It is in the audit trail before its first byte leaves. Throws
 * `no_snapshot` for users nobody has read yet, `criteria_invalid`, and `run_not_found`.
 */
export async function openExport(
  { store, clock, config }: Pick<ServiceContext, 'store' | 'clock' | 'config'>,
  { kind, format, bom, runId, actor, people }: ExportOrder,
): Promise<Readable> {
  const criteria = readCriteria({ config }, people?.document);
  const search = people?.search ?? '';
  const snapshotId = kind === 'users' ? (await newestSnapshot({ store })).id : 0;
  if (runId !== null) await requireRun({ store }, runId);
  const now = clock.now();
  const details = {
    what: kind,
    format,
    ...(runId === null ? {} : { run: runId }),
    ...(criteria === null && search === '' ? {} : { filtered: true }),
  };
  await store.audit.append({ at: now, actor, event: 'export.made', details });
  const batches = readBatches(store, { kind, snapshotId, runId, now, criteria, search });
  const text = writeText(batches, { format, bom, columns: columnsOf[kind] });
  return Readable.from(text, { objectMode: true, highWaterMark: 1 });
}
