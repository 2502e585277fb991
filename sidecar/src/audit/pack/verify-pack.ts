// Checks an evidence pack offline: the archive byte by byte, the manifest's signature, every checksum, the trail, and that the
// trail, the journal, the steps and the lists of it tell the same.
import { createHash } from 'node:crypto';
import { stableText } from '../../domain/plan/stable-text.ts';
import type { AuditFaultCode } from '../fault.ts';
import { readLine } from '../lines.ts';
import { hearLines } from '../read-lines.ts';
import { fingerprintOf, isSignedBy } from '../signature.ts';
import { type AuditSummary, openVerifier, type VerifyOptions } from '../verify.ts';
import type { Archive } from '../zip/archive.ts';
import { readZip, unpack, type ZipEntry } from '../zip/read.ts';
import { faultIn, type PackFault } from './fault.ts';
import { type Held, holdTogether } from './hold-together.ts';
import { type ManifestDocument, manifestName, readManifest } from './manifest.ts';
import { openTold } from './told.ts';

export interface PackSummary extends Held {
  readonly from: string;
  readonly to: string;
  /** Whether people are named in it. */
  readonly names: boolean;
  readonly files: number;
  readonly audit: AuditSummary;
}

type Result = { readonly fault: PackFault } | { readonly summary: PackSummary };

/** Keys and checkpoints as for a trail. It is read where it lies: neither the archive nor a file of it is ever whole in memory. */
export async function verifyPack(archive: Archive, options: Omit<VerifyOptions, 'part'>): Promise<Result> {
  const files = await readZip(archive);
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
  const told = openTold();
  const verifier = openVerifier({ ...options, part: true }, told);
  const result = verifier.end(await hearLines(unpack(trail), verifier.line));
  if ('fault' in result) return { fault: faultIn(trail.name, result.fault.code, result.fault) };
  const { from, to, names } = manifest;
  const held = await holdTogether({ files, told: told.told(), from, to, names });
  if ('code' in held) return { fault: held };
  return { summary: { from, to, names, files: files.length, audit: result.summary, ...held } };
}

function broken(code: AuditFaultCode, file: string | null): Result {
  return { fault: faultIn(file, code) };
}

/** No manifest of ours is near as long: what is longer is none, and is not read. */
const longestManifest = 1_048_576;

async function findManifest(files: readonly ZipEntry[]): Promise<ManifestDocument | null> {
  const last = files.at(-1);
  if (last?.name !== manifestName || last.deflated || last.bytes > longestManifest) return null;
  const pieces: Buffer[] = [];
  try {
    for await (const piece of unpack(last)) pieces.push(piece);
  } catch {
    return null;
  }
  return readManifest(Buffer.concat(pieces).toString('utf8'));
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
    const packed = { packedBytes: file.packedBytes, packedSha256: await sumOf(file.packed()) };
    const found = { name: file.name, bytes: file.bytes, sha256: await sumOf(unpack(file)), ...packed };
    if (!file.deflated || said === undefined || stableText(said) !== stableText(found)) return file.name;
  }
  return told[held.length]?.name ?? null;
}

/** Null where the pieces break off. */
async function sumOf(pieces: AsyncIterable<Uint8Array>): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const piece of pieces) hash.update(piece);
    return hash.digest('hex');
  } catch {
    return null;
  }
}
