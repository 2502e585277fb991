// Evidence packs in hand: their files as text, and packed anew as somebody would who wants to pass off another one.
import { manifestName, readManifest, writeManifest } from '../../sidecar/src/audit/pack/manifest.ts';
import { verifyPack } from '../../sidecar/src/audit/pack/verify-pack.ts';
import { openSigner, type Signer } from '../../sidecar/src/audit/signature.ts';
import type { Archive } from '../../sidecar/src/audit/zip/archive.ts';
import { readZip, unpack } from '../../sidecar/src/audit/zip/read.ts';
import { openZip, type WrittenFile } from '../../sidecar/src/audit/zip/write.ts';
import { daysAfter } from '../../sidecar/src/domain/days-after.ts';
import { packEvidence } from '../../sidecar/src/services/evidence.ts';
import type { ServiceContext } from '../../sidecar/src/services/service-context.ts';
import type { Store } from '../../sidecar/src/store/store.ts';

export interface PlainFile {
  readonly name: string;
  readonly text: string;
  /** As a pack has it, unless told. */
  readonly deflated?: boolean;
}

export async function unpackFiles(pack: Uint8Array): Promise<PlainFile[]> {
  const files: PlainFile[] = [];
  for (const entry of (await readZip(archiveOf(pack))) ?? []) {
    files.push({ name: entry.name, text: Buffer.concat(await gather(unpack(entry))).toString('utf8') });
  }
  return files;
}

export async function packFiles(files: readonly PlainFile[]): Promise<Buffer> {
  const zip = openZip();
  const pieces: Uint8Array[] = [];
  for (const { name, text, deflated = name !== manifestName } of files) {
    pieces.push(...(await gather(zip.add({ name, pieces: [Buffer.from(text, 'utf8')], deflated }))));
  }
  return Buffer.concat([...pieces, zip.close()]);
}

async function gather(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const gathered: Uint8Array[] = [];
  for await (const piece of pieces) gathered.push(piece);
  return gathered;
}

/** A pack at hand, read as one that lies on a disk. */
export function archiveOf(pack: Uint8Array): Archive {
  const bytes = Buffer.from(pack.buffer, pack.byteOffset, pack.byteLength);
  return { bytes: bytes.length, read: async (at, length) => bytes.subarray(at, at + length) };
}

const untroubled = { signer: openSigner(Buffer.alloc(32, 7)), state: () => ({ checked: null, fault: null }) };

interface PackWish {
  readonly from?: string;
  readonly to?: string;
  readonly names?: boolean;
  /** Who signs it, and what they know of the trail. */
  readonly by?: ServiceContext['trail'];
}

/** The pack of all that a store holds of the last year and the next days, as an auditor takes it. */
export async function takePack(
  store: Store,
  { from, to, names = true, by = untroubled }: PackWish = {},
): Promise<Archive> {
  const [last] = await store.audit.list({ limit: 1, before: null });
  const now = last?.at ?? '2026-01-01T00:00:00.000Z';
  const pieces: Uint8Array[] = [];
  const clock = { now: () => now, sleep: async () => undefined };
  const actor = { username: 'auditor', userKey: 'key-auditor', role: 'auditor' } as const;
  const period = { from: from ?? daysAfter(now, -390), to: to ?? daysAfter(now, 9) };
  for await (const piece of await packEvidence({ store, clock, trail: by }, { ...period, names, actor }))
    pieces.push(piece);
  return archiveOf(Buffer.concat(pieces));
}

/** By the keys that the trail in it names, of which that of this pack is one. */
export function checkPack(pack: Archive): ReturnType<typeof verifyPack> {
  return verifyPack(pack, { trusted: null, checkpoints: [] });
}

/** The first difference between the files of that pack, as a sentence; none, if they hang together. */
export async function findPackFaults(store: Store): Promise<string[]> {
  const result = await checkPack(await takePack(store));
  return 'fault' in result ? [`the evidence pack is broken: ${JSON.stringify(result.fault)}`] : [];
}

/** The same files under a manifest that is signed with this key: what somebody can do who has the secret. */
export async function packAnew(files: readonly PlainFile[], by: Signer): Promise<Archive> {
  const zip = openZip();
  const pieces: Uint8Array[] = [];
  const written: WrittenFile[] = [];
  const add = async (name: string, text: string, deflated: boolean) => {
    const adding = zip.add({ name, pieces: [Buffer.from(text, 'utf8')], deflated });
    for (let next = await adding.next(); ; next = await adding.next()) {
      if (next.done === true) return written.push(next.value);
      pieces.push(next.value);
    }
  };
  for (const { name, text } of files) if (name !== manifestName) await add(name, text, true);
  const before = readManifest(files.find(({ name }) => name === manifestName)?.text ?? '');
  if (before === null) throw new Error('The pack has no manifest.');
  const { key: _key, signature: _signature, ...said } = before;
  await add(manifestName, writeManifest(by.sign({ ...said, files: [...written] })), false);
  return archiveOf(Buffer.concat([...pieces, zip.close()]));
}
