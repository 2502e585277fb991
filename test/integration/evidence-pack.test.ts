// Evidence of a period over the API: one archive, the same for the same content, checked offline to the last byte.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyPack } from '../../sidecar/src/audit/verify-pack.ts';
import { openZip, readZip, type ZipFile } from '../../sidecar/src/audit/zip.ts';
import type { Activity } from '../../sidecar/src/domain/activity.ts';
import { makeEntry, makeUser, planned, planRun } from '../contracts/store/given.ts';
import { runCliHere } from '../support/cli.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import { type ApiHarness, startApi } from './api-harness.ts';

let harness: ApiHarness;
let folder: TemporaryFolder;
let pack: Buffer;
const options = { trusted: null, checkpoints: [] };
const period = 'from=2026-01-01T00:00:00Z&to=2026-03-02T09:00:01Z';

beforeAll(async () => {
  harness = await startApi();
  folder = await makeTemporaryFolder();
  await fill();
  // What is exported now is no part of the period, and neither are the exports.
  harness.advance(3_600_000);
  pack = await fetchPack();
});
afterAll(async () => {
  await harness.close();
  await folder.remove();
});

async function fetchPack(): Promise<Buffer> {
  const response = await harness.call('GET', `/evidence?${period}`);
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
    makeUser('mara', { activity }),
    makeUser('bob', { activity, status: 'disabled' }),
    makeUser('eve', { activity: seen(now()) }),
    makeUser('zoe'),
  ];
  await store.snapshots.addUsers(id, users, now());
  await store.snapshots.finish(id, { finishedAt: now(), sources: [] });
  const { runId, stepIds } = await planRun(store, 'idle', [makeEntry('mara', planned)], { requestedAt: now() });
  await store.journal.attempting({ runId, stepId: stepIds[0] ?? 0, at: now() });
  await store.journal.outcomes([{ runId, stepId: stepIds[0] ?? 0, at: now(), outcome: { kind: 'rehearsed' } }]);
  await store.runs.advance({ runId, from: 'executing', to: 'reporting', at: now(), ending: 'quarantined' });
  const report = { runId, trigger: { kind: 'by-hand', by: 'ada' } };
  await store.runs.finish({ runId, at: now(), report, mails: [] });
  await store.runs.decide({ runId, by: 'bob', at: now(), reason: 'not now', next: null });
  const exemption = { subject: 'user', name: 'zoe', userKey: null, owner: 'Ada', reason: 'on leave' } as const;
  await store.exemptions.add({ ...exemption, addedAt: now(), addedBy: 'ada', endsAt: '2026-09-01T00:00:00.000Z' });
}

function textOf(name: string): string {
  return Buffer.from(readZip(pack)?.find((file) => file.name === name)?.bytes ?? []).toString('utf8');
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
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, files: 11, runs: 1 });
    await writeFile(file, Buffer.concat([pack, Buffer.from(' ')]));
    expect(await runCliHere(['audit', 'verify', file])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('pack-not-understood'),
    });
  });

  it('is found broken by any single byte changed', async () => {
    const anyByte = fc.integer({ min: 0, max: pack.length - 1 });
    await fc.assert(
      fc.asyncProperty(anyByte, fc.integer({ min: 1, max: 255 }), async (place, by) => {
        const changed = Buffer.from(pack);
        changed[place] = ((changed[place] ?? 0) + by) % 256;
        expect(await verifyPack(changed, options)).toHaveProperty('fault');
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['approvals.jsonl', 'rejected', 'approved'],
    ['cis-5.3.csv', 'still enabled,1', 'still enabled,0'],
    ['manifest.json', '2026-01-01', '2026-01-02'],
  ])('that was packed anew with another %s is found', async (name, from, to) => {
    const changed = repack((file) => (file.name === name ? replace(file, from, to) : file));
    expect(await verifyPack(changed, options)).toMatchObject({ fault: { file: name } });
  });

  it.each(['exemptions.jsonl', 'audit.jsonl'])('that was packed anew without %s is found', async (name) => {
    const files = readZip(pack) ?? [];
    expect(await verifyPack(zipOf(files.filter((file) => file.name !== name)), options)).toHaveProperty('fault');
  });

  it('needs a period that ends after it begins', async () => {
    const response = await harness.call('GET', '/evidence?from=2026-03-01T00:00:00Z&to=2026-03-01T00:00:00Z');
    expect([response.statusCode, response.json().error.code]).toEqual([422, 'period_wrong']);
  });
});

function repack(change: (file: ZipFile) => ZipFile): Buffer {
  return zipOf((readZip(pack) ?? []).map(change));
}

function replace(file: ZipFile, from: string, to: string): ZipFile {
  const text = Buffer.from(file.bytes).toString('utf8');
  expect(text).toContain(from);
  return { name: file.name, bytes: Buffer.from(text.replace(from, to), 'utf8') };
}

function zipOf(files: readonly ZipFile[]): Buffer {
  const zip = openZip();
  return Buffer.concat([...files.flatMap((file) => zip.add(file)), zip.close()]);
}
