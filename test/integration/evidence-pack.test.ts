// Evidence of a period over the API: one archive, the same for the same content, checked offline to the last byte.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyPack } from '../../sidecar/src/audit/pack/verify-pack.ts';
import { openSigner } from '../../sidecar/src/audit/signature.ts';
import type { Activity } from '../../sidecar/src/domain/activity.ts';
import { deriveKey } from '../../sidecar/src/services/derive-key.ts';
import { makeEntry, makeUser, planned, planRun } from '../contracts/store/given.ts';
import { runCliHere } from '../support/cli.ts';
import { archiveOf, type PlainFile, packAnew, packFiles, unpackFiles } from '../support/packs.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import { type ApiHarness, installationSecret, startApi } from './api-harness.ts';

let harness: ApiHarness;
let folder: TemporaryFolder;
let pack: Buffer;
let files: readonly PlainFile[];
const options = { trusted: null, checkpoints: [] };
const period = 'from=2026-01-01T00:00:00Z&to=2026-03-02T09:00:01Z';

beforeAll(async () => {
  harness = await startApi();
  folder = await makeTemporaryFolder();
  await fill();
  // What is exported now is no part of the period, and neither are the exports.
  harness.advance(3_600_000);
  pack = await fetchPack();
  files = await unpackFiles(pack);
});
afterAll(async () => {
  await harness.close();
  await folder.remove();
});

async function fetchPack(more = ''): Promise<Buffer> {
  const response = await harness.call('GET', `/evidence?${period}${more}`);
  expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'application/zip']);
  return response.rawPayload;
}

/** A reading, a held plan that somebody rejected, and an exemption. */
async function fill(): Promise<void> {
  const { store, now } = harness;
  const seen = (instant: string): Activity => {
    return { state: 'seen', at: instant, kind: 'login', source: 'list', readAt: now() };
  };
  const activity = seen('2025-06-01T00:00:00.000Z');
  const id = await store.snapshots.begin({ hostId: 'host-1', startedAt: now() });
  const users = [
    makeUser('mara', { activity, displayName: '=1+1' }),
    makeUser('bob', { activity, status: 'disabled' }),
    makeUser('eve', { activity: seen(now()) }),
    // Old enough: it is for want of knowledge alone that nobody calls this account dormant.
    makeUser('zoe', { createdAt: '2020-01-01T00:00:00.000Z' }),
  ];
  await store.snapshots.addUsers(id, users, now());
  await store.snapshots.finish(id, { finishedAt: now(), sources: [] });
  const { runId, stepIds } = await planRun(store, 'idle', [makeEntry('mara', planned)], { requestedAt: now() });
  await store.journal.attempting({ runId, stepId: stepIds[0] ?? 0, at: now() });
  await store.journal.outcomes([{ runId, stepId: stepIds[0] ?? 0, at: now(), outcome: { kind: 'rehearsed' } }]);
  await store.runs.advance({ runId, from: 'executing', to: 'reporting', at: now(), ending: 'quarantined' });
  const warn = { ask: 'Anna Berg <anna@corp.example.com>', message: 'Anna is in room 12.', keepTimes: 1 };
  const stages = [{ name: 'warned', afterDays: 0, warn }];
  const report = { runId, trigger: { kind: 'by-hand', by: 'ada' }, stages };
  await store.runs.finish({ runId, at: now(), report, mails: [] });
  await store.runs.decide({ runId, by: 'bob', at: now(), reason: 'not now', next: null });
  const exemption = { subject: 'user', name: 'zoe', userKey: null, owner: 'Ada', reason: 'on leave' } as const;
  await store.exemptions.add({ ...exemption, addedAt: now(), addedBy: 'ada', endsAt: '2026-09-01T00:00:00.000Z' });
}

function textOf(name: string, of = files): string {
  return of.find((file) => file.name === name)?.text ?? '';
}

/** No cell of these tables needs quotes. */
function tableOf(name: string): string[][] {
  const rows = textOf(name).trimEnd().split('\r\n');
  return rows.map((row) => row.split(','));
}

describe('an evidence pack', () => {
  it('counts dormant accounts in the layout of CIS 5.3, and whose last use is not known as neither', () => {
    expect(textOf('cis-5.3.csv').split('\r\n')).toEqual(
      expect.arrayContaining([
        'accounts,4',
        'dormant accounts,2',
        'dormant accounts disabled,1',
        'dormant accounts still enabled,1',
        'share of dormant accounts disabled in per cent,50.0',
        'enabled accounts whose last use is not known,1',
      ]),
    );
  });

  it('lists the accounts behind each count, without a formula for a spreadsheet', () => {
    const [head, ...rows] = tableOf('cis-5.3-accounts.csv');
    expect(head?.slice(0, 4)).toEqual(['counted_as', 'user_key', 'username', 'display_name']);
    expect(rows.map((row) => [row[0], row[2], row[3], row[6]])).toEqual([
      ['dormant and disabled', 'bob', 'bob of the house', '2025-06-01T00:00:00.000Z'],
      ['dormant and still enabled', 'mara', "'=1+1", '2025-06-01T00:00:00.000Z'],
      ['last use not known and still enabled', 'zoe', 'zoe of the house', ''],
    ]);
  });

  it('lists exceptions with owner, reason and end, and what became of each user', () => {
    expect(tableOf('exceptions.csv').map((row) => row.slice(1, 8))).toEqual([
      ['subject', 'name', 'owner', 'reason', 'added_at', 'added_by', 'ends_at'],
      ['user', 'zoe', 'Ada', 'on leave', '2026-03-02T09:00:00.000Z', 'ada', '2026-09-01T00:00:00.000Z'],
    ]);
    const [head, ...rows] = tableOf('outcomes.csv');
    expect(head).toEqual(expect.arrayContaining(['run', 'policy', 'username', 'change', 'outcome', 'verified']));
    expect(rows.map((row) => [row[0], row[1], row[3], row[6], row[8], row[11]])).toEqual([
      ['1', 'idle', 'test', 'mara', 'disable', 'rehearsed'],
    ]);
  });

  it('names nobody where it is asked for without names, and is found sound all the same', async () => {
    const bare = await fetchPack('&names=false');
    const left = await unpackFiles(bare);
    expect(left.map(({ name }) => name)).toEqual(
      files.map(({ name }) => name).filter((name) => !/^(cis-5\.3-accounts|exceptions|outcomes)\.csv$/.test(name)),
    );
    for (const name of ['mara', 'zoe', 'bob', 'ada', 'Ada', 'on leave', 'not now', 'admin@example.com', 'Anna']) {
      expect(files.some(({ text }) => text.includes(name))).toBe(true);
      expect(left.filter(({ text }) => new RegExp(`\\b${name}\\b`).test(text)).map((file) => file.name)).toEqual([]);
    }
    expect(textOf('runs.jsonl', left)).toContain('"warn":{"keepTimes":1}');
    expect(textOf('cis-5.3.csv', left)).toBe(textOf('cis-5.3.csv'));
    expect(await verifyPack(archiveOf(bare), options)).toMatchObject({ summary: { names: false, runs: 1 } });
    const [last] = await harness.store.audit.list({ limit: 1, before: null });
    expect(last).toMatchObject({ event: 'evidence.exported', details: { names: false } });
  });

  it('is an archive that others unpack too', () => {
    const unpacked = unzipSync(pack);
    expect(Object.entries(unpacked).map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')])).toEqual(
      files.map(({ name, text }) => [name, text]),
    );
  });

  it('holds policies with their digests, decisions with the digest of their plan, exemptions, runs, steps and journal', () => {
    const rows = (name: string) =>
      textOf(name)
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line));
    expect(rows('policies.jsonl')).toMatchObject([
      { policy: 'idle', version: 1, digest: expect.stringMatching(/^\w{64}$/) },
    ]);
    expect(rows('approvals.jsonl')).toMatchObject([
      { decision: 'rejected', by: 'bob', digest: 'digest', reason: 'not now' },
    ]);
    expect(rows('exemptions.jsonl')).toMatchObject([{ subject: 'user', owner: 'Ada', addedBy: 'ada' }]);
    expect(rows('runs.jsonl')).toMatchObject([{ ending: 'quarantined', report: { runId: 1 } }]);
    expect(rows('steps.jsonl')).toMatchObject([{ person: 'hash', outcome: { kind: 'rehearsed' } }]);
    expect(rows('journal.jsonl').map(({ kind }) => kind)).toEqual(['attempting', 'outcome']);
    expect(rows('population.jsonl')).toMatchObject([{ kind: 'reading', users: 4 }]);
  });

  it('is the same for the same content, and says in the audit trail who took it', async () => {
    expect(await fetchPack()).toEqual(pack);
    const [last] = await harness.store.audit.list({ limit: 1, before: null });
    expect(last).toMatchObject({
      actor: 'ada',
      event: 'evidence.exported',
      details: { from: '2026-01-01T00:00:00.000Z' },
    });
  });

  it('is found sound by the command line, offline', async () => {
    const file = path.join(folder.path, 'evidence.zip');
    await writeFile(file, pack);
    const { code, stdout } = await runCliHere(['audit', 'verify', file, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, names: true, files: 14, runs: 1 });
    await writeFile(file, Buffer.concat([pack, Buffer.from(' ')]));
    expect(await runCliHere(['audit', 'verify', file])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('pack-not-understood'),
    });
  });

  const isBroken = async (changed: Uint8Array) =>
    expect(await verifyPack(archiveOf(changed), options)).toHaveProperty('fault');

  it('is found broken by any single byte changed, whichever it is', async () => {
    // By one in each place: no byte of it is free, wherever it stands.
    for (let place = 0; place < pack.length; place += 1) {
      const changed = Buffer.from(pack);
      changed[place] = ((changed[place] ?? 0) + 1 + (place % 255)) % 256;
      await isBroken(changed);
    }
  }, 120_000);

  it('is found broken by any bytes removed, put in or moved', async () => {
    const anyByte = fc.integer({ min: 0, max: pack.length - 1 });
    await fc.assert(
      fc.asyncProperty(anyByte, fc.integer({ min: 1, max: 400 }), async (place, length) => {
        await isBroken(Buffer.concat([pack.subarray(0, place), pack.subarray(place + length)]));
      }),
      { numRuns: 200 },
    );
    await fc.assert(
      fc.asyncProperty(anyByte, fc.uint8Array({ minLength: 1 }), async (place, added) => {
        await isBroken(Buffer.concat([pack.subarray(0, place), added, pack.subarray(place)]));
      }),
      { numRuns: 200 },
    );
    await fc.assert(
      fc.asyncProperty(anyByte, anyByte, async (one, other) => {
        fc.pre(pack[one] !== pack[other]);
        const changed = Buffer.from(pack);
        [changed[one], changed[other]] = [pack[other] ?? 0, pack[one] ?? 0];
        await isBroken(changed);
      }),
      { numRuns: 200 },
    );
  });

  it('is found broken by any two of its files in another order', async () => {
    const anyFile = fc.integer({ min: 0, max: files.length - 2 });
    await fc.assert(
      fc.asyncProperty(anyFile, anyFile, async (one, other) => {
        fc.pre(one !== other);
        const moved = files.toSpliced(one, 1).toSpliced(other, 0, files[one] ?? { name: '', text: '' });
        await isBroken(await packFiles(moved));
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['approvals.jsonl', 'rejected', 'approved'],
    ['cis-5.3.csv', 'still enabled,1', 'still enabled,0'],
    ['outcomes.csv', 'rehearsed', 'applied'],
    ['manifest.json', '2026-01-01', '2026-01-02'],
  ])('that was packed anew with another %s is found', async (name, from, to) => {
    expect(textOf(name)).toContain(from);
    const changed = files.map((file) => (file.name === name ? { name, text: file.text.replace(from, to) } : file));
    expect(await verifyPack(archiveOf(await packFiles(changed)), options)).toMatchObject({ fault: { file: name } });
  });

  it.each([
    ['outcomes.csv', 'rehearsed', 'applied', { code: 'outcomes-differ', line: 2, run: 1, step: 1 }],
    ['steps.jsonl', 'rehearsed', 'applied', { code: 'steps-differ', line: 1, run: 1, step: 1 }],
    ['journal.jsonl', 'rehearsed', 'applied', { code: 'journal-differs', run: 1 }],
    ['runs.jsonl', '"report":{', '"report":{"done":9,', { code: 'report-differs', line: 1, run: 1 }],
    ['steps.jsonl', '{"change"', '{"changed"', { code: 'line-not-understood', line: 1 }],
  ])('that was signed anew with another %s is found, and the first difference named', async (name, from, to, fault) => {
    expect(textOf(name)).toContain(from);
    const changed = files.map((file) => (file.name === name ? { name, text: file.text.replace(from, to) } : file));
    const signer = openSigner(deriveKey(installationSecret, 'audit-signature'));
    expect(await verifyPack(await packAnew(files, signer), options)).toHaveProperty('summary');
    expect(await verifyPack(await packAnew(changed, signer), options)).toMatchObject({
      fault: { file: name, ...fault },
    });
  });

  it.each([
    ['runs.jsonl', '"report":{', 1],
    ['journal.jsonl', '"kind":', 1],
    ['steps.jsonl', '{"change":', 1],
    ['outcomes.csv', 'rehearsed', 2],
  ])(
    'that was signed anew with a line of %s that is longer than any of ours is found there',
    async (name, part, line) => {
      const long = part + ' '.repeat(9 * 1_048_576);
      const changed = files.map((file) => (file.name === name ? { name, text: file.text.replace(part, long) } : file));
      const signer = openSigner(deriveKey(installationSecret, 'audit-signature'));
      expect(await verifyPack(await packAnew(changed, signer), options)).toMatchObject({
        fault: { file: name, code: 'line-not-understood', line },
      });
    },
  );

  it.each(['exemptions.jsonl', 'audit.jsonl', 'manifest.json'])(
    'that was packed anew without %s is found',
    async (name) => {
      const left = await packFiles(files.filter((file) => file.name !== name));
      expect(await verifyPack(archiveOf(left), options)).toHaveProperty('fault');
    },
  );

  it('that says the same in other packed bytes is found', async () => {
    const [first, ...others] = files;
    if (first === undefined) throw new Error('The pack is empty.');
    const changed = await packFiles([{ ...first, deflated: false }, ...others]);
    expect(await verifyPack(archiveOf(changed), options)).toMatchObject({
      fault: { code: 'file-changed', file: 'README.txt' },
    });
  });

  it('needs a period that ends after it begins', async () => {
    const response = await harness.call('GET', '/evidence?from=2026-03-01T00:00:00Z&to=2026-03-01T00:00:00Z');
    expect([response.statusCode, response.json().error.code]).toEqual([422, 'period_wrong']);
  });
});
