// What administrators tell of users over the API: own fields and lists, filled from tables whose every row is accounted for.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UserKey, Username } from '../../sidecar/src/domain/user.ts';
import type { ReadUser } from '../../sidecar/src/store/snapshots.ts';
import { type ApiHarness, startApi } from './api-harness.ts';

const readAt = '2026-03-02T08:00:00.000Z';

function makeUser(name: string, email: string | null): ReadUser {
  return {
    userKey: `key-${name}` as UserKey,
    username: name as Username,
    displayName: name,
    email,
    status: 'active',
    activity: { state: 'unknown', reason: 'not-covered' },
    createdAt: null,
  };
}

const users = [
  makeUser('mara', 'Mara@example.com'),
  makeUser('li', 'shared@example.com'),
  makeUser('zoë', 'shared@example.com'),
  makeUser('own', null),
];

let harness: ApiHarness;
beforeEach(async () => {
  harness = await startApi();
});
afterEach(() => harness.close());

async function readSite(): Promise<void> {
  const { snapshots } = harness.store;
  const id = await snapshots.begin({ hostId: 'host-1', startedAt: readAt });
  await snapshots.addUsers(id, users, readAt);
  await snapshots.finish(id, { finishedAt: readAt, sources: [] });
}

async function define(kind: 'text' | 'date' = 'text') {
  const answer = await harness.call('PUT', '/fields/contract-end', { name: 'End of contract', kind });
  expect(answer.statusCode).toBe(200);
}

const importValues = async (csv: string, replace = false) =>
  (await harness.call('POST', '/fields/contract-end/values', { csv, replace })).json();

describe('own fields', () => {
  it('are defined, listed in their places, changed and deleted', async () => {
    await readSite();
    await define();
    await harness.call('PUT', '/fields/badge', { name: 'Badge', kind: 'text', place: 1 });
    expect(await importValues('username,value\nmara,x')).toMatchObject({ applied: true, set: 1 });
    const { items } = (await harness.call('GET', '/fields')).json();
    expect(items).toEqual([
      { key: 'contract-end', name: 'End of contract', kind: 'text', place: 0, values: 1 },
      { key: 'badge', name: 'Badge', kind: 'text', place: 1, values: 0 },
    ]);
    expect((await harness.call('DELETE', '/fields/contract-end')).json()).toEqual({
      key: 'contract-end',
      deleted: true,
    });
    expect((await harness.call('DELETE', '/fields/contract-end')).statusCode).toBe(404);
    expect((await harness.call('GET', '/fields')).json().items).toHaveLength(1);
    const events = (await harness.call('GET', '/audit')).json().items.map((one: { event: string }) => one.event);
    expect(events).toEqual(expect.arrayContaining(['field.saved', 'field.imported', 'field.deleted']));
  });

  it('that were deleted are not defined anew without a word on their old values, which come back or are dropped as told', async () => {
    await readSite();
    const save = (more: object = {}) =>
      harness.call('PUT', '/fields/contract-end', { name: 'End of contract', kind: 'text', ...more });
    const values = async () => (await harness.call('GET', '/fields')).json().items[0]?.values;
    await save();
    await importValues('username,value\nmara,x');
    await harness.call('DELETE', '/fields/contract-end');
    const refused = await save();
    expect([refused.statusCode, refused.json().error.code]).toEqual([409, 'field_has_old_values']);
    expect(await values()).toBeUndefined();
    expect((await save({ oldValues: 'bring-back' })).statusCode).toBe(200);
    expect(await values()).toBe(1);
    // Of a field in use nothing is dropped, whatever is told of old values.
    expect((await save({ oldValues: 'drop' })).json()).toMatchObject({ values: 1 });
    await harness.call('DELETE', '/fields/contract-end');
    expect((await save({ oldValues: 'drop' })).json()).toMatchObject({ values: 0 });
    await harness.call('DELETE', '/fields/contract-end');
    expect((await save()).statusCode).toBe(200);
    const saved = (await harness.call('GET', '/audit'))
      .json()
      .items.filter(
        ({ event, details }: { event: string; details: object }) => event === 'field.saved' && 'oldValues' in details,
      );
    expect(saved.map(({ details }: { details: object }) => details)).toMatchObject([
      { oldValues: 'drop', values: 1 },
      { oldValues: 'bring-back', values: 1 },
    ]);
  });

  it('take values by username, e-mail address or user key, whatever separates them, and tell every row that fits nobody', async () => {
    await readSite();
    await define('date');
    const csv = [
      '\ufeffUser Name;E-Mail;user_key;End of contract',
      'MARA;;;2026-01-31',
      ';;key-own;2026-02-28',
      ';shared@example.com;;2026-01-31',
      'nobody;;;2026-01-31',
      'li;mara@example.com;;2026-01-31',
      ';;;2026-01-31',
      'zoë;;;31.01.2026',
      'li;;;',
    ].join('\r\n');
    const report = await importValues(csv);
    expect(report).toMatchObject({ rows: 8, applied: true, set: 2, empty: 1, faultCount: 5 });
    expect(report.faults.map(({ line, reason }: { line: number; reason: string }) => [line, reason])).toEqual([
      [4, 'several'],
      [5, 'not-found'],
      [6, 'contradictory'],
      [7, 'nameless'],
      [8, 'no-day'],
    ]);
    const values = await harness.store.fields.values('contract-end');
    expect([...(values ?? [])]).toEqual([
      ['key-mara', '2026-01-31'],
      ['key-own', '2026-02-28'],
    ]);
  });

  it('give nobody either of two values, and keep all as it was where a replacement does not fit whole', async () => {
    await readSite();
    await define();
    await importValues('username,value\nmara,old\nli,old');
    expect(await importValues('username,value\nmara,a\nMara,b\nzoë,c\nzoë,c')).toMatchObject({
      set: 1,
      faults: [
        { line: 2, reason: 'two-values' },
        { line: 3, reason: 'two-values' },
      ],
    });
    expect(await importValues('username,value\nli,new\nnobody,new', true)).toMatchObject({ applied: false, set: 0 });
    expect((await harness.store.fields.values('contract-end'))?.get('key-li' as UserKey)).toBe('old');
    expect(await importValues('username,value\nli,new', true)).toMatchObject({ applied: true, set: 1 });
    expect([...((await harness.store.fields.values('contract-end')) ?? [])]).toEqual([['key-li', 'new']]);
  });

  it('read back what our own tables quote against spreadsheets', async () => {
    await readSite();
    await define();
    await importValues(`username,value\nmara,"'=1+1"\nli,'s-Hertogenbosch\nown,"a;'=b"`);
    expect((await harness.store.fields.values('contract-end'))?.get('key-own' as UserKey)).toBe('a;=b');
    const values = await harness.store.fields.values('contract-end');
    expect(values?.get('key-mara' as UserKey)).toBe('=1+1');
    expect(values?.get('key-li' as UserKey)).toBe("'s-Hertogenbosch");
  });

  it.each([
    ['username\nmara\n"li\nzoë\n', 3, 'a quotation mark is opened and never closed'],
    ['username\n"mara" x\nli\n', 2, 'text follows a closed quotation mark'],
    ['username\n"mara"x\nli\n', 2, 'text follows a closed quotation mark'],
    ['username\nmara\nli"zoë\n', 3, 'a quotation mark stands in a cell that does not begin with one'],
  ])('say of the broken table %j in which line it breaks, and why', async (csv, line, message) => {
    await readSite();
    const answer = await harness.call('PUT', '/lists/leavers', { csv });
    expect([answer.statusCode, answer.json().error.details]).toEqual([422, [{ path: 'csv', line, message }]]);
    expect((await harness.call('GET', '/lists')).json()).toEqual({ items: [] });
  });

  it.each([
    ['value\nx', 'csv_without_names'],
    ['username\nmara', 'csv_without_values'],
    ['username,value\n"mara', 'csv_malformed'],
  ])('refuse the table %j: %s', async (csv, code) => {
    await readSite();
    await define();
    const answer = await harness.call('POST', '/fields/contract-end/values', { csv });
    expect([answer.statusCode, answer.json().error.code]).toEqual([422, code]);
  });

  it('say what is missing: the field, or a snapshot to join with', async () => {
    expect((await harness.call('POST', '/fields/nothing/values', { csv: 'x' })).json().error.code).toBe(
      'field_not_found',
    );
    await define();
    expect((await harness.call('POST', '/fields/contract-end/values', { csv: 'x' })).json().error.code).toBe(
      'no_snapshot',
    );
  });
});

describe('lists of users', () => {
  it('are uploaded, listed, replaced and deleted, and tell their rows that name nobody', async () => {
    await readSite();
    const answer = await harness.call('PUT', '/lists/leavers', {
      csv: 'email\nMARA@example.com\nshared@example.com\nx@y.z',
    });
    expect(answer.json()).toMatchObject({
      name: 'leavers',
      rows: 3,
      matched: 1,
      faultCount: 2,
      faults: [
        { line: 3, name: 'shared@example.com', reason: 'several' },
        { line: 4, name: 'x@y.z', reason: 'not-found' },
      ],
    });
    const { items } = (await harness.call('GET', '/lists')).json();
    expect(items).toEqual([{ name: 'leavers', savedAt: harness.now(), matched: 1, unmatched: 2, usedBy: [] }]);
    const list = await harness.store.userLists.get('leavers');
    expect([...(list?.userKeys ?? [])]).toEqual(['key-mara']);
    await harness.call('PUT', '/lists/leavers', { csv: 'user_key\nkey-li' });
    expect([...((await harness.store.userLists.get('leavers'))?.userKeys ?? [])]).toEqual(['key-li']);
    expect((await harness.call('DELETE', '/lists/leavers')).statusCode).toBe(200);
    expect((await harness.call('DELETE', '/lists/leavers')).json().error.code).toBe('list_not_found');
    expect(await harness.store.userLists.get('leavers')).toBeNull();
  });

  it('stay while a policy asks for them, which is named; taken out of use it keeps them no more, and their end is in the trail', async () => {
    await readSite();
    await harness.call('PUT', '/lists/leavers', { csv: 'username\nmara' });
    const criteria = { all: [{ status: 'active' }, { not: { any: [{ inList: 'leavers' }, { inList: 'others' }] } }] };
    const definition = { policy: 'stay', name: 'Who stays', criteria, actions: ['disable'] };
    expect((await harness.call('PUT', '/policies/stay', definition)).statusCode).toBe(200);
    const { items } = (await harness.call('GET', '/lists')).json();
    expect(items).toMatchObject([{ name: 'leavers', usedBy: [{ id: 'stay', name: 'Who stays' }] }]);
    const refused = await harness.call('DELETE', '/lists/leavers');
    expect([refused.statusCode, refused.json().error]).toMatchObject([
      409,
      { code: 'list_in_use', details: [{ path: 'stay', message: 'The policy "Who stays" asks for it.' }] },
    ]);
    expect(await harness.store.userLists.get('leavers')).not.toBeNull();
    expect((await harness.call('DELETE', '/policies/stay')).statusCode).toBe(200);
    expect((await harness.call('DELETE', '/lists/leavers')).statusCode).toBe(200);
    const [entry] = await harness.store.audit.list({ limit: 1, before: null });
    expect(entry).toMatchObject({ event: 'list.deleted', details: { list: 'leavers' } });
  });

  it('are kept under a name of their own where a table is read in passing, and write over none', async () => {
    await readSite();
    const body = { from: 'Leavers Q4.csv', csv: 'username\nmara\nnobody' };
    const first = await harness.call('POST', '/lists', body);
    expect([first.statusCode, first.json()]).toMatchObject([201, { rows: 2, matched: 1, faultCount: 1 }]);
    expect(first.json().name).toMatch(/^leavers-q4-\d{14}$/);
    const second = await harness.call('POST', '/lists', body);
    expect(second.json().name).toBe(`${first.json().name}-2`);
    expect((await harness.call('GET', '/lists')).json().items).toHaveLength(2);
  });

  it('take tables far larger than other requests', async () => {
    await readSite();
    const rows = Array.from({ length: 100_000 }, (_, index) => `nobody-of-this-name-${index}`);
    const answer = await harness.call('PUT', '/lists/large', { csv: ['username', ...rows, 'mara'].join('\n') });
    expect(answer.json()).toMatchObject({ rows: 100_001, matched: 1, faultCount: 100_000 });
    expect(answer.json().faults).toHaveLength(1_000);
  });

  it('may be replaced while a plan is made: then it is made once more, and only a lasting difference stops it', async () => {
    await readSite();
    await harness.call('PUT', '/lists/leavers', { csv: 'username\nmara' });
    const definition = { policy: 'leavers', name: 'Leavers', criteria: { inList: 'leavers' }, actions: ['disable'] };
    const { userLists } = harness.store;
    const { get } = userLists;
    let stale = 1;
    const before = { userKeys: new Set<UserKey>(), openNames: new Set<string>(), openAddress: false };
    Object.assign(userLists, { get: async (name: string) => (stale-- > 0 ? before : get(name)) });
    const simulation = (await harness.call('POST', '/simulations', { definition })).json();
    expect(simulation.summary).toMatchObject({ matched: 1 });
    stale = 2;
    const stopped = await harness.call('POST', '/simulations', { definition });
    expect(stopped.json().error.code).toBe('second_opinion_differs');
  });
});
