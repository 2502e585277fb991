// The users of a run as files: a table for people and JSON for programs, left out of the mail where they are too large for it.
import type { Report, ReportedUnknown, ReportedUser } from '../domain/report.ts';
import { isUnreached } from './address-words.ts';
import { writeCsv } from './csv.ts';
import { wordTrace } from './trace-words.ts';

export interface Attachment {
  readonly filename: string;
  readonly content: string;
}

export interface ReportFiles {
  readonly files: readonly Attachment[];
  /** Whether there were files that the mail could not carry. */
  readonly tooLarge: boolean;
}

/** Mail servers commonly refuse more than ten megabytes, and attachments grow by a third on their way. */
const maxBytes = 3 * 1024 * 1024;

/** Nothing where there is nobody to list. */
export function writeReportFiles(
  report: Report,
  people: { readonly users: readonly ReportedUser[]; readonly unknown: readonly ReportedUnknown[] },
  { timeZone, limitBytes = maxBytes }: { readonly timeZone: string; readonly limitBytes?: number },
): ReportFiles {
  if (people.users.length + people.unknown.length === 0) return { files: [], tooLarge: false };
  const all = [
    {
      filename: `run-${report.runId}-users.csv`,
      content: writeCsv({ ...people, isUnreached: (user) => isUnreached(report, user) }, timeZone),
    },
    { filename: `run-${report.runId}.json`, content: writeJsonFile(report, people, timeZone) },
  ];
  let left = limitBytes;
  const files = all.filter(({ content }) => {
    const bytes = Buffer.byteLength(content);
    if (bytes > left) return false;
    left -= bytes;
    return true;
  });
  return { files, tooLarge: files.length < all.length };
}

/** The report as the API tells it, with its users. Keys are stable. */
function writeJsonFile(
  report: Report,
  { users, unknown }: { readonly users: readonly ReportedUser[]; readonly unknown: readonly ReportedUnknown[] },
  timeZone: string,
): string {
  const listed = users.map(({ userKey, username, displayName, fate, before, trace, steps }) => ({
    userKey,
    username,
    displayName,
    fate,
    statusBefore: before.status,
    groupsBefore: before.directGroups,
    groupsBeforeIncomplete: before.groupsIncomplete === true,
    why: wordTrace(trace, timeZone),
    steps: steps.map(({ change, outcome, verification }) => ({ change, outcome, verification })),
  }));
  const leftOut = unknown.map(({ userKey, username, displayName, trace }) => ({
    userKey,
    username,
    displayName,
    why: wordTrace(trace, timeZone),
  }));
  return `${JSON.stringify({ report, users: listed, unknown: leftOut }, null, 1)}\n`;
}
