// One date column of one file as a source of evidence.
import type { Clock } from '../../../clock.ts';
import type { ActivityKind } from '../../../domain/activity.ts';
import type { Instant } from '../../../domain/user.ts';
import { type EvidenceCover, type EvidencePort, type EvidenceRow, HostFailure } from '../../ports.ts';
import { openDateReader } from '../dates.ts';
import type { ReadDate } from '../local-date.ts';
import { namesOf } from '../names.ts';
import { type Columns, type DateColumn, findColumns } from './columns.ts';
import { readTable } from './read-table.ts';
import type { FolderSettings, TableSettings } from './settings.ts';

export interface TableSource {
  /** As evidence is kept under it. */
  readonly name: string;
  readonly file: string;
  readonly writtenAt: Instant;
  readonly settings: TableSettings;
  readonly folder: FolderSettings;
  readonly clock: Clock;
}

const batchRows = 1_000;
/** So many rows are looked at before the first is believed: a wrong format shows at once. */
const sampleRows = 200;
const shownExamples = 10;
const defaultMaxAgeDays = 8;

/** Opens every recognised date column of a file as a source of its own. Throws `HostFailure` where there is none. */
export async function openTable(source: TableSource): Promise<EvidencePort[]> {
  const records = readTable({ ...source.settings, file: source.file });
  const header = await records.next();
  await records.return(undefined);
  const columns = findColumns(header.done === true ? [] : header.value, source.settings, source.file);
  const [first, ...others] = columns.dates;
  if (first === undefined) return [];
  return [
    openColumn(source, columns, first, source.name),
    ...others.map((column) => openColumn(source, columns, column, `${source.name}#${column.header}`)),
  ];
}

function openColumn(source: TableSource, columns: Columns, column: DateColumn, name: string): EvidencePort {
  const unusable = { count: 0, examples: [] as string[] };
  const note = (line: number, why: string): void => {
    unusable.count += 1;
    if (unusable.examples.length < shownExamples) unusable.examples.push(`line ${line}: ${why}`);
  };
  return {
    name,
    kind: column.kind satisfies ActivityKind,
    again: false,
    covers: () => coverOf(source),
    unusable: () => unusable,
    read: () => readRows(source, columns, column, note),
  };
}

function coverOf({ settings, folder, writtenAt }: TableSource): EvidenceCover {
  return {
    importance: settings.importance ?? 'required',
    users: settings.users ?? 'listed',
    since: settings.since === undefined ? null : `${settings.since}T00:00:00.000Z`,
    asOf: writtenAt,
    maxAgeDays: settings.maxAgeDays ?? folder.maxAgeDays ?? defaultMaxAgeDays,
  };
}

async function* readRows(
  source: TableSource,
  columns: Columns,
  column: DateColumn,
  note: (line: number, why: string) => void,
): AsyncGenerator<readonly EvidenceRow[]> {
  const { settings, folder, file, clock } = source;
  const readDate = openDateReader({ ...settings, zone: settings.zone ?? column.zone ?? folder.zone });
  const domains = new Set((folder.domains ?? []).map((domain) => domain.toLowerCase()));
  const latest = Date.parse(clock.now());
  let line = 0;
  let unread = 0;
  let dated = 0;
  let rows: EvidenceRow[] = [];
  for await (const record of readTable({ ...settings, file })) {
    line += 1;
    if (line === 1) continue;
    const names = columns.users.flatMap((index) => namesOf(record[index] ?? '', domains));
    const date = readDate(record[column.index] ?? '');
    refuseDoubt(date, `${file}, line ${line}: ${record[column.index] ?? ''}`);
    if (names.length === 0) note(line, 'no name');
    else rows.push({ subject: { names }, told: toldOf(date, latest) });
    if (date.kind === 'unreadable') unread += 1;
    if (date.kind === 'instant' || date.kind === 'never') dated += 1;
    if (line === sampleRows && dated === 0 && unread > 0) break;
    if (rows.length < batchRows) continue;
    yield rows;
    rows = [];
  }
  if (dated === 0 && unread > 0) throw new HostFailure('evidence_date_unknown', { request: file });
  if (rows.length > 0) yield rows;
}

/** A date that can be two days, or that has no zone, is no date: the whole file waits until it is said which. */
function refuseDoubt({ kind }: ReadDate, request: string): void {
  if (kind === 'ambiguous') throw new HostFailure('evidence_date_ambiguous', { request });
  if (kind === 'zone-missing') throw new HostFailure('evidence_zone_missing', { request });
}

/** The end of today is not in the future; what cannot be read is passed on as such, so that the user stays unknown. */
function toldOf(date: ReadDate, latest: number): EvidenceRow['told'] {
  switch (date.kind) {
    case 'instant':
      return date.ms > latest && date.ms < latest + 86_400_000 && isEndOfDay(date.ms) ? latest : date.ms;
    case 'never':
      return null;
    case 'nothing':
      return undefined;
    default:
      return 'unreadable';
  }
}

/** Only a date without a time is made to end in the last millisecond. */
function isEndOfDay(ms: number): boolean {
  return ms % 1000 === 999;
}
