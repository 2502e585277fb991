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
import { readZip, type ZipFile } from './zip.ts';

export interface PackFault extends AuditFault {
  /** The file within the pack; null where it is the pack itself. */
  readonly file: string | null;
}

export interface PackSummary {
  readonly from: string;
  readonly to: string;
  readonly files: number;
  readonly audit: AuditSummary;
  /** Runs whose report and steps give the digests that the trail carries. */
  readonly runs: number;
}

/** Keys and checkpoints as for a trail. */
export async function verifyPack(
  archive: Uint8Array,
  options: Omit<VerifyOptions, 'part'>,
): Promise<{ readonly fault: PackFault } | { readonly summary: PackSummary }> {
  const files = readZip(archive);
  if (files === null) return broken('pack-not-understood', null);
  const manifest = readManifest(textOf(files, manifestName));
  if (manifest === null) return broken('manifest-wrong', manifestName);
  const trail = files.find(({ name }) => name === 'audit.jsonl');
  const keys = options.trusted ?? (trail === undefined ? [] : readKeys(trail));
  const key = keys.find((one) => fingerprintOf(one) === manifest.key);
  if (key === undefined) return broken(options.trusted === null ? 'key-unknown' : 'key-not-trusted', manifestName);
  if (!isSignedBy(key, manifest)) return broken('signature-wrong', manifestName);
  const differing = findDifferingFile(manifest, files);
  if (differing !== null || trail === undefined) return broken('file-changed', differing ?? 'audit.jsonl');
  const ended = new Map<number, ChainEntry['details']>();
  const verifier = openVerifier({ ...options, part: true }, ({ event, details }) => {
    if (event === 'run.finished' && typeof details.run === 'number') ended.set(details.run, details);
    return null;
  });
  const result = verifier.end(await hearLines([trail.bytes], verifier.line));
  if ('fault' in result) return { fault: { ...result.fault, file: trail.name } };
  const run = await findDifferingRun(files, ended);
  if (run !== null) return broken(run.code, run.file);
  const { from, to } = manifest;
  return { summary: { from, to, files: files.length, audit: result.summary, runs: ended.size } };
}

function broken(code: AuditFault['code'], file: string | null): { readonly fault: PackFault } {
  return { fault: { code, file, line: 0, entry: null } };
}

function textOf(files: readonly ZipFile[], name: string): string {
  return Buffer.from(files.find((file) => file.name === name)?.bytes ?? []).toString('utf8');
}

function readKeys({ bytes }: ZipFile): readonly string[] {
  const end = bytes.indexOf(0x0a);
  const start = readLine(bytes.subarray(0, Math.max(0, end)));
  return start?.kind === 'start' ? start.keys : [];
}

/** The first file that is not as the manifest says, is missing, or is not in it. */
function findDifferingFile({ files: told }: ManifestDocument, files: readonly ZipFile[]): string | null {
  const held = files.filter(({ name }) => name !== manifestName);
  for (const [index, file] of held.entries()) {
    const said = told[index];
    const same = said?.name === file.name && said.bytes === file.bytes.length && said.sha256 === sha256(file.bytes);
    if (!same) return file.name;
  }
  return told[held.length]?.name ?? null;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The first run whose report or journal gives another digest than its last entry in the trail. */
async function findDifferingRun(
  files: readonly ZipFile[],
  ended: ReadonlyMap<number, ChainEntry['details']>,
): Promise<{ readonly code: 'journal-differs' | 'report-differs'; readonly file: string } | null> {
  const seals = new Map([...ended.keys()].map((run) => [run, openJournalSeal()]));
  for (const row of readRows<JournalLine>(files, 'journal.jsonl')) seals.get(row.run)?.add(row);
  for (const [run, details] of ended) {
    const seal = seals.get(run)?.close();
    const same = seal?.rows === details.journalRows && seal?.digest === details.journalDigest;
    if (!same) return { code: 'journal-differs', file: 'journal.jsonl' };
  }
  const reports = new Map(
    readRows<{ run: number; report: unknown }>(files, 'runs.jsonl').map(({ run, report }) => [run, report]),
  );
  for (const [run, { reportDigest }] of ended) {
    if (digestOf(stableText(withoutNames(reports.get(run) ?? null))) !== reportDigest) {
      return { code: 'report-differs', file: 'runs.jsonl' };
    }
  }
  return null;
}

/** Its checksum was checked before: the lines are those that were written. */
function readRows<Row>(files: readonly ZipFile[], name: string): Row[] {
  const lines = textOf(files, name).split('\n').slice(0, -1);
  return lines.map((line): Row => JSON.parse(line));
}
