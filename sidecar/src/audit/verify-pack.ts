// Checks an evidence pack offline: the archive byte by byte, the manifest's signature, every checksum, and what the audit trail
// in it holds digests of.
import { createHash } from 'node:crypto';
import { stableText } from '../domain/plan/stable-text.ts';
import { type ChainEntry, digestOf } from './entry.ts';
import type { AuditFault } from './fault.ts';
import { type JournalLine, openJournalSeal } from './journal.ts';
import { readLine } from './lines.ts';
import { type ManifestDocument, manifestName, readManifest } from './pack.ts';
import { hearLines } from './read-lines.ts';
import { withoutNames } from './report.ts';
import { fingerprintOf, isSignedBy } from './signature.ts';
import { type AuditSummary, openVerifier, type VerifyOptions } from './verify.ts';
import { readZip, unpack, type ZipEntry } from './zip/read.ts';

export interface PackFault extends AuditFault {
  /** The file within the pack; null where it is the pack itself. */
  readonly file: string | null;
}

export interface PackSummary {
  readonly from: string;
  readonly to: string;
  /** Whether people are named in it. */
  readonly names: boolean;
  readonly files: number;
  readonly audit: AuditSummary;
  /** Runs whose report and steps give the digests that the trail carries. */
  readonly runs: number;
}

/** Keys and checkpoints as for a trail. One file after the other is unpacked, and none as a whole. */
export async function verifyPack(
  archive: Uint8Array,
  options: Omit<VerifyOptions, 'part'>,
): Promise<{ readonly fault: PackFault } | { readonly summary: PackSummary }> {
  const files = readZip(archive);
  if (files === null) return broken('pack-not-understood', null);
  const manifest = await findManifest(files);
  if (manifest === null) return broken('manifest-wrong', manifestName);
  const trail = files.find(({ name }) => name === 'audit.jsonl');
  const keys = options.trusted ?? (trail === undefined ? [] : await readKeys(trail));
  const key = keys.find((one) => fingerprintOf(one) === manifest.key);
  if (key === undefined) return broken(options.trusted === null ? 'key-unknown' : 'key-not-trusted', manifestName);
  if (!isSignedBy(key, manifest)) return broken('signature-wrong', manifestName);
  const differing = await findDifferingFile(manifest, files.slice(0, -1));
  if (differing !== null || trail === undefined) return broken('file-changed', differing ?? 'audit.jsonl');
  const ended = new Map<number, ChainEntry['details']>();
  const verifier = openVerifier({ ...options, part: true }, ({ event, details }) => {
    if (event === 'run.finished' && typeof details.run === 'number') ended.set(details.run, details);
    return null;
  });
  const result = verifier.end(await hearLines(unpack(trail), verifier.line));
  if ('fault' in result) return { fault: { ...result.fault, file: trail.name } };
  const run = await findDifferingRun(files, ended);
  if (run !== null) return broken(run.code, run.file);
  const { from, to, names } = manifest;
  return { summary: { from, to, names, files: files.length, audit: result.summary, runs: ended.size } };
}

function broken(code: AuditFault['code'], file: string | null): { readonly fault: PackFault } {
  return { fault: { code, file, line: 0, entry: null } };
}

async function findManifest(files: readonly ZipEntry[]): Promise<ManifestDocument | null> {
  const last = files.at(-1);
  if (last?.name !== manifestName || last.deflated || (await sumOf(unpack(last))) === null) return null;
  return readManifest(last.packed.toString('utf8'));
}

/** The keys that the first line of the trail names; none where the file does not even unpack. */
async function readKeys(trail: ZipEntry): Promise<readonly string[]> {
  let keys: readonly string[] = [];
  const hear = (bytes: Uint8Array): boolean => {
    const line = readLine(bytes);
    if (line?.kind === 'start') keys = line.keys;
    return false;
  };
  await hearLines(unpack(trail), hear).catch(() => false);
  return keys;
}

/** The first file that is not as the manifest says, is missing, or is not in it. */
async function findDifferingFile({ files: told }: ManifestDocument, held: readonly ZipEntry[]): Promise<string | null> {
  for (const [index, file] of held.entries()) {
    const said = told[index];
    const packed = { packedBytes: file.packed.length, packedSha256: await sumOf([file.packed]) };
    const found = { name: file.name, bytes: file.bytes, sha256: await sumOf(unpack(file)), ...packed };
    if (!file.deflated || said === undefined || stableText(said) !== stableText(found)) return file.name;
  }
  return told[held.length]?.name ?? null;
}

/** Null where the pieces break off. */
async function sumOf(pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const piece of pieces) hash.update(piece);
    return hash.digest('hex');
  } catch {
    return null;
  }
}

/** The first run whose report or journal gives another digest than its last entry in the trail. */
async function findDifferingRun(
  files: readonly ZipEntry[],
  ended: ReadonlyMap<number, ChainEntry['details']>,
): Promise<{ readonly code: 'journal-differs' | 'report-differs'; readonly file: string } | null> {
  const seals = new Map([...ended.keys()].map((run) => [run, openJournalSeal()]));
  await hearRows<JournalLine>(files, 'journal.jsonl', (row) => seals.get(row.run)?.add(row));
  for (const [run, details] of ended) {
    const seal = seals.get(run)?.close();
    const same = seal?.rows === details.journalRows && seal?.digest === details.journalDigest;
    if (!same) return { code: 'journal-differs', file: 'journal.jsonl' };
  }
  const reports = new Map<number, string>();
  await hearRows<{ run: number; report: unknown }>(files, 'runs.jsonl', ({ run, report }) => {
    reports.set(run, digestOf(stableText(withoutNames(report))));
  });
  for (const [run, { reportDigest }] of ended) {
    if (reports.get(run) !== reportDigest) return { code: 'report-differs', file: 'runs.jsonl' };
  }
  return null;
}

/** Its checksum was checked before: the lines are those that were written. */
async function hearRows<Row>(files: readonly ZipEntry[], name: string, hear: (row: Row) => void): Promise<void> {
  const file = files.find((one) => one.name === name);
  if (file === undefined) return;
  await hearLines(unpack(file), (line) => {
    const row: Row = JSON.parse(Buffer.from(line).toString('utf8'));
    hear(row);
    return true;
  });
}
