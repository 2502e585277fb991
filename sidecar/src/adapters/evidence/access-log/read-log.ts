// Reads what is new in the files of a log, oldest first, and keeps the last instant of each person.
import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { matchesGlob } from '../../../domain/criteria/glob.ts';
import { foldName, type Instant } from '../../../domain/user.ts';
import { HostFailure } from '../../ports.ts';
import type { LogState } from './log-state.ts';
import type { LoggedRequest } from './pattern.ts';
import { isPersonalUse } from './personal-use.ts';
import { readFirstLine, readLines } from './read-lines.ts';

export interface LogWork {
  readonly folder: string;
  readonly settings: { readonly files: string; readonly ignorePaths?: readonly string[] };
  readonly readRequest: (line: string) => LoggedRequest | null;
  readonly state: LogState;
  /** Folded name of the account whose requests do not count. */
  readonly own: string | null;
}

interface LogFile {
  readonly name: string;
  readonly file: string;
  /** Changes with every write. */
  readonly mark: string;
  readonly print: string;
  readonly firstAtMs: number;
}

/** A quiet night is no gap, a day without a line is. */
const gapMs = 24 * 3_600_000;
/** So many lines without one that fits, and the pattern is another one. */
const linesToJudge = 20;

/** Reads on from the state and gives the new one, with folded usernames and their last instants. */
export async function readLog(work: LogWork): Promise<{ state: LogState; rows: Map<string, Instant> }> {
  const rows = new Map<string, number>();
  const before = work.state;
  const reached = {
    sinceMs: before.since === null ? null : Date.parse(before.since),
    untilMs: before.until === null ? null : Date.parse(before.until),
  };
  const offsets: Record<string, number> = {};
  const done: LogState['done'] = {};
  const fresh: LogFile[] = [];
  for (const found of await listLogs(work)) {
    if (found.mark === before.done[found.name]?.mark) {
      const { print } = before.done[found.name] ?? { print: '' };
      done[found.name] = { mark: found.mark, print };
      offsets[print] = Math.max(offsets[print] ?? 0, before.offsets[print] ?? 0);
      continue;
    }
    const opened = await openLogFile(work, found);
    if (opened !== null) fresh.push(opened);
  }
  for (const one of fresh.sort((first, second) => first.firstAtMs - second.firstAtMs)) {
    const from = Math.max(offsets[one.print] ?? 0, before.offsets[one.print] ?? 0);
    offsets[one.print] = await readOneLog(work, one.file, from, rows, reached);
    done[one.name] = { mark: one.mark, print: one.print };
  }
  const state = { since: toInstant(reached.sinceMs), until: toInstant(reached.untilMs), offsets, done };
  return { state, rows: new Map([...rows].map(([username, ms]) => [username, new Date(ms).toISOString()])) };
}

async function listLogs({ folder, settings }: LogWork): Promise<Pick<LogFile, 'name' | 'file' | 'mark'>[]> {
  try {
    const names = (await readdir(folder)).filter((name) => matchesGlob(name, settings.files)).sort();
    if (names.length === 0) throw new HostFailure('evidence_file_missing', { request: `${folder}/${settings.files}` });
    return await Promise.all(
      names.map(async (name) => {
        const file = path.join(folder, name);
        const { size, mtimeMs } = await stat(file);
        return { name, file, mark: `${size} ${mtimeMs}` };
      }),
    );
  } catch (cause) {
    if (cause instanceof HostFailure) throw cause;
    throw new HostFailure('evidence_folder_unreadable', { request: folder, cause });
  }
}

/** Null while the file has no complete line. */
async function openLogFile(
  { readRequest }: LogWork,
  found: Pick<LogFile, 'name' | 'file' | 'mark'>,
): Promise<LogFile | null> {
  const first = await readFirstLine(found.file);
  if (first === null) return null;
  const print = createHash('sha256').update(first).digest('hex');
  return { ...found, print, firstAtMs: readRequest(first)?.atMs ?? 0 };
}

async function readOneLog(
  { readRequest, settings, own }: LogWork,
  file: string,
  from: number,
  rows: Map<string, number>,
  reached: { sinceMs: number | null; untilMs: number | null },
): Promise<number> {
  let end = from;
  let seen = 0;
  let fitting = 0;
  for await (const { lines, offset } of readLines(file, from)) {
    end = offset;
    for (const line of lines) {
      seen += 1;
      const request = readRequest(line);
      if (request === null) continue;
      if (fitting === 0) noteBeginning(reached, request.atMs);
      fitting += 1;
      if (reached.untilMs === null || request.atMs > reached.untilMs) reached.untilMs = request.atMs;
      if (!isPersonalUse(request, settings.ignorePaths ?? [])) continue;
      const username = foldName(request.username ?? '');
      if (username !== own && request.atMs > (rows.get(username) ?? 0)) rows.set(username, request.atMs);
    }
    if (fitting === 0 && seen >= linesToJudge) throw new HostFailure('evidence_log_unknown', { request: file });
  }
  return end;
}

function noteBeginning(reached: { sinceMs: number | null; untilMs: number | null }, atMs: number): void {
  const { sinceMs, untilMs } = reached;
  if (sinceMs === null || untilMs === null || atMs - untilMs > gapMs) reached.sinceMs = atMs;
}

function toInstant(ms: number | null): Instant | null {
  return ms === null ? null : new Date(ms).toISOString();
}
