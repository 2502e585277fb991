// The list of users of a run as CSV: stable columns, one row a step, safe to open in a spreadsheet. After is what was planned.
import { stringify } from 'csv-stringify/sync';
import type { ReportedUnknown, ReportedUser } from '../domain/report.ts';
import { spreadsheetSafe } from '../domain/spreadsheet-text.ts';
import { imageOf, listGroups } from './before-after.ts';
import { wordImpact, wordNotesOf } from './notes-words.ts';
import { wordSelection, wordTrace } from './trace-words.ts';
import { wordOutcome, wordVerification } from './words.ts';

const columns = [
  'username',
  'display_name',
  'user_key',
  'status_before',
  'groups_before',
  'action',
  'group',
  'outcome',
  'outcome_words',
  'verified',
  'why',
  'directory',
  'status_after',
  'groups_after',
  'seat_before',
  'seat_after',
  'impact',
  'notes',
] as const;

type Row = Record<(typeof columns)[number], string>;

export interface CsvPeople {
  readonly users: readonly ReportedUser[];
  readonly unknown?: readonly ReportedUnknown[];
  /** Whom a mail should reach and cannot, for want of an address; nobody where it is absent. */
  readonly isUnreached?: (user: ReportedUser) => boolean;
}

/** Who was left out as unknown comes last, one row each. What a spreadsheet would take for a formula is quoted with an apostrophe; the text begins with a BOM. */
export function writeCsv({ users, unknown = [], isUnreached = () => false }: CsvPeople, timeZone: string): string {
  const marked = (entry: ReportedUser, row: Row): Row =>
    isUnreached(entry)
      ? { ...row, notes: [row.notes, 'no known address'].filter((one) => one !== '').join('; ') }
      : row;
  const rows = [
    ...users.flatMap((entry) => rowsOf(entry, timeZone).map((row) => marked(entry, row))),
    ...unknown.map((user) => rowOfUnknown(user, timeZone)),
  ];
  return stringify(rows, {
    header: true,
    columns: [...columns],
    ...spreadsheetSafe,
    bom: true,
    record_delimiter: '\r\n',
  });
}

/** Cells of what a plan intends stay empty: it intends nothing. */
const nothing = Object.fromEntries(columns.map((column) => [column, ''])) as Row;

function rowsOf(entry: ReportedUser, timeZone: string): Row[] {
  const after = imageOf(entry);
  const person = {
    username: entry.username,
    display_name: entry.displayName,
    user_key: entry.userKey,
    status_before: entry.before.status,
    groups_before: listGroups(entry.before),
    why: wordSelection(entry, timeZone),
  };
  // Whoever waits for a stage is listed, though nothing is done.
  if (entry.steps.length === 0 && entry.before.stage !== undefined) {
    return [{ ...nothing, ...person, notes: wordNotesOf(entry) }];
  }
  return entry.steps.map((step) => ({
    ...person,
    action: step.change.kind,
    group: 'group' in step.change ? step.change.group : '',
    outcome: step.outcome?.kind ?? 'open',
    outcome_words: wordOutcome(step.outcome),
    verified: wordVerification(step.verification),
    directory: 'directory' in step.change ? step.change.directory : '',
    status_after: after.status,
    groups_after: listGroups(after),
    seat_before: entry.before.seat ?? '',
    seat_after: after.seat ?? '',
    impact: wordImpact(entry.before.impact),
    notes: wordNotesOf(entry),
  }));
}

function rowOfUnknown({ username, displayName, userKey, trace }: ReportedUnknown, timeZone: string): Row {
  return {
    ...nothing,
    username,
    display_name: displayName,
    user_key: userKey,
    outcome: 'left-out',
    outcome_words: 'left out: whether the user is meant is not certain',
    why: wordTrace(trace, timeZone),
  };
}
