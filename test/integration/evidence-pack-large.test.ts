// The evidence pack of 100,000 users: valid, every checksum right, and memory that does not grow with it.
import { createHash } from 'node:crypto';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { manifestName, readManifest } from '../../sidecar/src/audit/pack/manifest.ts';
import { verifyPack } from '../../sidecar/src/audit/pack/verify-pack.ts';
import { openSigner } from '../../sidecar/src/audit/signature.ts';
import { packEvidence } from '../../sidecar/src/services/evidence.ts';
import type { DatabaseAddress } from '../../sidecar/src/store/database.ts';
import { openStore } from '../../sidecar/src/store/open.ts';
import type { Store } from '../../sidecar/src/store/store.ts';
import { later, makeEntry, noon, planned, planRun } from '../contracts/store/given.ts';
import { fillSnapshot } from '../support/many-users.ts';
import { archiveOf } from '../support/packs.ts';
import { openRaw } from '../support/raw-database.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

const users = 100_000;
const period = { from: '2026-02-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' };
let folder: TemporaryFolder;
let store: Store;

beforeAll(async () => {
  folder = await makeTemporaryFolder();
  const address = { kind: 'sqlite', file: path.join(folder.path, 'store.db') } as const;
  store = await openStore(address);
  await fillSnapshot(store, { users, now: noon });
  await rehearseAll(address);
}, 240_000);
afterAll(async () => {
  await store.close();
  await folder.remove();
});

/** One rehearsal of everybody, written past the store, which would take minutes. */
async function rehearseAll(address: DatabaseAddress): Promise<void> {
  const { runId } = await planRun(store, 'idle', [makeEntry('first', planned)]);
  const raw = openRaw(address);
  const more = `with recursive more(n) as (select 2 union all select n + 1 from more where n < ${users})`;
  await raw.ask(`insert into run_entries (run_id, position, fate, person_hash, notes)
    ${more} select ${runId}, n, 'planned', 'hash of ' || n, '[]' from more`);
  await raw.ask(`insert into run_people select id, run_id, 'key-' || position, 'user.' || position, 'User ' || position,
    (select before_image from run_people), (select trace from run_people), 'salt' from run_entries where position > 1`);
  await raw.ask(`insert into run_steps (run_id, entry_id, position, change, disposition)
    select run_id, id, 0, '{"kind":"disable"}', '{"kind":"planned"}' from run_entries where position > 1`);
  await raw.ask(
    `update run_steps set outcome = '{"kind":"rehearsed"}', outcome_kind = 'rehearsed', finished_at = '${noon}'`,
  );
  await raw.ask(`insert into journal (run_id, step_id, at, kind, content)
    select run_id, id, '${noon}', 'outcome', outcome from run_steps`);
  await raw.close();
  await store.runs.advance({ runId, from: 'executing', to: 'reporting', at: later(1), ending: 'completed' });
  await store.runs.finish({ runId, at: later(2), report: {}, mails: [] });
}

it('is packed with memory that stays flat, is a valid archive, and gives every checksum of its manifest', async () => {
  const trail = { signer: openSigner(Buffer.alloc(32, 7)), state: () => ({ checked: null, fault: null }) };
  const clock = { now: () => later(3), sleep: async () => undefined };
  const actor = { username: 'ada', userKey: 'key-ada', role: 'auditor' } as const;
  const pieces = await packEvidence({ store, clock, trail }, { ...period, names: true, actor });
  const gathered: Uint8Array[] = [];
  const measure = openMeasure();
  let held = 0;
  let grown = 0;
  for await (const piece of pieces) {
    gathered.push(piece);
    held += piece.length;
    if (gathered.length % 100 === 0) grown = Math.max(grown, measure() - held);
  }
  const pack = Buffer.concat(gathered);
  const unpacked = unzipSync(pack);
  const plainBytes = Object.values(unpacked).reduce((sum, { length }) => sum + length, 0);
  // Besides what the test itself holds on to: what is live is a batch or two, whatever the pack comes to.
  expect(grown).toBeLessThan(plainBytes / 10);
  expect(pack.length).toBeLessThan(plainBytes / 3);
  const manifest = readManifest(Buffer.from(unpacked[manifestName] ?? []).toString('utf8'));
  for (const { name, bytes, sha256 } of manifest?.files ?? []) {
    const file = unpacked[name] ?? new Uint8Array();
    expect([name, file.length, createHash('sha256').update(file).digest('hex')]).toEqual([name, bytes, sha256]);
  }
  const linesIn = (name: string) => Buffer.from(unpacked[name] ?? []).filter((byte) => byte === 0x0a).length;
  expect(['cis-5.3-accounts.csv', 'outcomes.csv', 'steps.jsonl', 'journal.jsonl'].map(linesIn)).toEqual([
    users + 1,
    users + 1,
    users,
    users,
  ]);
  const checked = await verifyPack(archiveOf(pack), { trusted: [trail.signer.publicKey], checkpoints: [] });
  expect(checked).toMatchObject({ summary: { files: 14, runs: 1, names: true } });
}, 240_000);

/** How much more is live than at first, once everything that nobody holds is gone. */
function openMeasure(): () => number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const live = (): number => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = live();
  return () => live() - before;
}
