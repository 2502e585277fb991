// The evidence pack of a period: one archive that an auditor can check without this product, the same for the same content.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { manifestName, writeManifest } from '../audit/pack/manifest.ts';
import { openZip, type WrittenFile } from '../audit/zip/write.ts';
import { ProductError } from '../errors.ts';
import type { Period } from '../store/proof.ts';
import type { Store } from '../store/store.ts';
import { listPackFiles } from './evidence/pack-files.ts';
import type { Actor, ServiceContext } from './service-context.ts';

const longestDays = 400;

/**
 * Notes who asked, then gives the archive in pieces while it is read; memory does not grow with it. Without `names` nobody is
 * named in it. Throws `period_wrong` for a period that is not over after it began, or longer than 400 days.
 */
export async function packEvidence(
  { store, clock, trail }: Pick<ServiceContext, 'store' | 'clock' | 'trail'>,
  { from, to, names, actor }: Period & { readonly names: boolean; readonly actor: Actor },
): Promise<AsyncIterable<Uint8Array>> {
  const period = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  const days = (Date.parse(period.to) - Date.parse(period.from)) / 86_400_000;
  if (!(days > 0 && days <= longestDays)) throw new ProductError('period_wrong');
  const details = { ...period, names };
  await store.audit.append({ at: clock.now(), actor, event: 'evidence.exported', details });
  return writePack({ store, trail, period, names });
}

async function* writePack(input: {
  store: Store;
  trail: ServiceContext['trail'];
  period: Period;
  names: boolean;
}): AsyncGenerator<Uint8Array> {
  const { period, trail, names } = input;
  const zip = openZip();
  const files: WrittenFile[] = [];
  for await (const { name, pieces } of listPackFiles(input)) {
    files.push(yield* zip.add({ name, pieces: toBytes(pieces), deflated: true }));
  }
  const manifest = trail.signer.sign({ kind: 'evidence' as const, v: 1, ...period, names, files });
  yield* zip.add({ name: manifestName, pieces: toBytes([writeManifest(manifest)]), deflated: false });
  yield zip.close();
}

async function* toBytes(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Uint8Array> {
  for await (const text of pieces) {
    yield Buffer.from(text, 'utf8');
    // The store may answer without letting go: whoever else asks gets a turn between two batches.
    await nextTurn();
  }
}
