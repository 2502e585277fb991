// The evidence pack of a period: one archive that an auditor can check without this product, the same for the same content.
import { createHash } from 'node:crypto';
import { manifestName, writeManifest } from '../audit/pack.ts';
import type { Signer } from '../audit/signature.ts';
import { openZip } from '../audit/zip.ts';
import { ProductError } from '../errors.ts';
import type { Period } from '../store/proof.ts';
import type { Store } from '../store/store.ts';
import { listPackFiles } from './evidence/pack-files.ts';
import type { Actor, ServiceContext } from './service-context.ts';

const longestDays = 400;

/**
 * Notes who asked, then gives the archive in pieces, one file at a time in memory. Throws `period_wrong` for one that is not over
 * after it began, or longer than 400 days.
 */
export async function packEvidence(
  { store, clock, trail }: Pick<ServiceContext, 'store' | 'clock' | 'trail'>,
  { from, to, actor }: Period & { readonly actor: Actor },
): Promise<AsyncIterable<Uint8Array>> {
  const period = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  const days = (Date.parse(period.to) - Date.parse(period.from)) / 86_400_000;
  if (!(days > 0 && days <= longestDays)) throw new ProductError('period_wrong');
  const at = clock.now();
  await store.audit.append({ at, actor: actor.username, event: 'evidence.exported', details: { ...period } });
  return writePack({ store, signer: trail.signer, period });
}

async function* writePack(input: { store: Store; signer: Signer; period: Period }): AsyncGenerator<Uint8Array> {
  const { period, signer } = input;
  const zip = openZip();
  const files: { name: string; bytes: number; sha256: string }[] = [];
  for await (const { name, text } of listPackFiles(input)) {
    const bytes = Buffer.from(text, 'utf8');
    files.push({ name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
    yield* zip.add({ name, bytes });
  }
  const manifest = signer.sign({ kind: 'evidence' as const, v: 1, ...period, files });
  yield* zip.add({ name: manifestName, bytes: Buffer.from(writeManifest(manifest), 'utf8') });
  yield zip.close();
}
