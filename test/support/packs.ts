// Evidence packs in hand: their files as text, and packed anew as somebody would who wants to pass off another one.
import { manifestName } from '../../sidecar/src/audit/pack.ts';
import { readZip, unpack } from '../../sidecar/src/audit/zip/read.ts';
import { openZip } from '../../sidecar/src/audit/zip/write.ts';

export interface PlainFile {
  readonly name: string;
  readonly text: string;
  /** As a pack has it, unless told. */
  readonly deflated?: boolean;
}

export async function unpackFiles(pack: Uint8Array): Promise<PlainFile[]> {
  const files: PlainFile[] = [];
  for (const entry of readZip(pack) ?? []) {
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
