// What became of the run's line in Confluence's own audit log, in words for a mail.
import type { HostRecord, HostRecordState } from '../domain/host-record.ts';

const words: Readonly<Record<HostRecordState, string>> = {
  written: "Confluence's own audit log has this run by its number",
  refused: "Confluence's own audit log takes no line of a run",
  unclear: "Confluence's own audit log may have this run by its number, its answer is missing",
};

/** One sentence, with the request that told; none where no line was tried. */
export function wordHostRecord(record: HostRecord | undefined): string[] {
  if (record === undefined) return [];
  const told = record.evidence === null || record.state === 'written' ? '' : ` (${record.evidence})`;
  return [`${words[record.state]}${told}.`];
}
