// The folder of evidence: which files are there, which of them are settled, and what is declared about each.
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../../../clock.ts';
import { matchesGlob } from '../../../domain/criteria/glob.ts';
import type { Instant } from '../../../domain/user.ts';
import { type EvidencePort, HostFailure, type HostFailureCode } from '../../ports.ts';
import type { AccessLogSources } from '../access-log/open-log.ts';
import { openAccessLog } from '../access-log/open-log.ts';
import { type FolderSettings, readSettings, type TableSettings } from './settings.ts';
import { openTable } from './table-source.ts';

export interface FolderSource extends AccessLogSources {
  readonly folder: string;
  readonly clock: Clock;
}

interface FoundFile {
  readonly name: string;
  readonly file: string;
  readonly writtenAt: Instant;
  readonly settled: boolean;
}

const settingsNames = ['evidence.yaml', 'evidence.yml'];
const isTable = (name: string): boolean => /\.(?:csv|tsv|txt)$/i.test(name);
/** Begun, hidden and temporary files, as browsers, editors and copying programs name them. */
const isUnfinished = (name: string): boolean => /^[.~]|\.(?:part|partial|filepart|tmp|crdownload)$/i.test(name);
const accessLogName = 'conf_access_log*';
/** Whoever wrote to a file this recently may not be done. */
const settleMs = 10_000;

/** Opens every source of the folder. A file at fault becomes a source that says so; it never stops the others. */
export async function openFolder(source: FolderSource): Promise<EvidencePort[]> {
  try {
    const files = await listFiles(source);
    const settings = await findSettings(source.folder);
    const tables = await Promise.all(
      planTables(files, settings).map((one) => openPlanned(one, settings, source.clock)),
    );
    return [...tables.flat(), ...openLogs(source, files, settings)];
  } catch (error) {
    return [breakSource('folder', asFailure(error, 'evidence_folder_unreadable', source.folder), 'required')];
  }
}

async function listFiles({ folder, clock }: FolderSource): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (isUnfinished(entry.name) || !(entry.isFile() || entry.isSymbolicLink())) continue;
    const file = path.join(folder, entry.name);
    const facts = await stat(file).catch(() => null);
    if (facts === null || !facts.isFile()) continue;
    const ageMs = Date.parse(clock.now()) - facts.mtimeMs;
    const settled = ageMs > settleMs || ageMs < -settleMs;
    found.push({ name: entry.name, file, writtenAt: new Date(facts.mtimeMs).toISOString(), settled });
  }
  return found.sort((one, other) => (one.name < other.name ? -1 : 1));
}

async function findSettings(folder: string): Promise<FolderSettings> {
  for (const name of settingsNames) {
    const yaml = await readFile(path.join(folder, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (yaml !== null) return readSettings(yaml);
  }
  return {};
}

interface PlannedTable {
  readonly name: string;
  readonly settings: TableSettings;
  /** Null where there is none, or none that is settled. */
  readonly file: FoundFile | null;
  readonly fault: HostFailureCode;
}

/** Of the files a declaration names the newest settled one is read; every other table is a source of its own. */
function planTables(files: readonly FoundFile[], { files: declared = [] }: FolderSettings): PlannedTable[] {
  const tables = files.filter(({ name }) => isTable(name) && !matchesGlob(name, accessLogName));
  const taken = new Set<FoundFile>();
  const planned = declared.map((settings): PlannedTable => {
    const matching = tables.filter(({ name }) => matchesGlob(name, settings.files));
    for (const file of matching) taken.add(file);
    const [newest] = matching
      .filter((file) => file.settled)
      .sort((one, other) => (one.writtenAt > other.writtenAt ? -1 : 1));
    const fault = matching.length > 0 ? 'evidence_file_unsettled' : 'evidence_file_missing';
    return { name: `file:${settings.name ?? settings.files}`, settings, file: newest ?? null, fault };
  });
  for (const file of tables.filter((one) => !taken.has(one))) {
    const settings = { files: file.name };
    const usable = file.settled ? file : null;
    planned.push({ name: `file:${file.name}`, settings, file: usable, fault: 'evidence_file_unsettled' });
  }
  return planned;
}

async function openPlanned(planned: PlannedTable, folder: FolderSettings, clock: Clock): Promise<EvidencePort[]> {
  const { name, settings, file, fault } = planned;
  const importance = settings.importance ?? 'required';
  if (file === null) return [breakSource(name, new HostFailure(fault, { request: settings.files }), importance)];
  try {
    return await openTable({ name, settings, folder, clock, file: file.file, writtenAt: file.writtenAt });
  } catch (error) {
    return [breakSource(name, asFailure(error, 'evidence_file_unreadable', file.name), importance)];
  }
}

function openLogs(source: FolderSource, files: readonly FoundFile[], { accessLogs }: FolderSettings): EvidencePort[] {
  const here = files.some(({ name }) => matchesGlob(name, accessLogName));
  const declared = accessLogs ?? (here ? [{}] : []);
  return declared.map((settings) => {
    const folder = path.resolve(source.folder, settings.folder ?? '.');
    return openAccessLog({ ...source, folder, settings: { files: accessLogName, ...settings } });
  });
}

/** A source that cannot be opened: it fails when it is read, so that it stands in the report like any other. */
function breakSource(name: string, failure: HostFailure, importance: 'required' | 'supporting'): EvidencePort {
  return {
    name,
    kind: 'login',
    again: false,
    covers: () => ({ importance, users: 'listed', since: null, asOf: null, maxAgeDays: null }),
    // biome-ignore lint/correctness/useYield: nothing can be read, and the reader must learn why
    read: async function* () {
      throw failure;
    },
  };
}

function asFailure(error: unknown, code: HostFailureCode, request: string): HostFailure {
  return error instanceof HostFailure ? error : new HostFailure(code, { request, cause: error });
}
