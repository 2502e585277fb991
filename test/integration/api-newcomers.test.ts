// Asking for users to be created over the API: rows of JSON or a table, told by row what is missing, and on the audit.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiHarness, startApi } from './api-harness.ts';

let harness: ApiHarness;
beforeAll(async () => {
  harness = await startApi();
});
afterAll(() => harness.close());

async function ask(body: object) {
  const answer = await harness.call('POST', '/runs', body);
  const { id = null } = answer.json();
  const newcomers = id === null ? [] : await harness.store.runs.newcomers(id);
  if (id !== null) {
    const { runs } = harness.store;
    await runs.advance({ runId: id, from: 'requested', to: 'reporting', at: harness.now(), ending: 'cancelled' });
    await runs.finish({ runId: id, at: harness.now(), report: {}, mails: [] });
  }
  return { status: answer.statusCode, body: answer.json(), newcomers };
}

const ada = { username: 'ada.new', displayName: 'Ada', email: 'ada@new.example' };

it('takes rows of JSON and requests a run that wakes the runner and is noted with who asked', async () => {
  const wish = { ...ada, groups: ['keep', 'keep'], directory: 'Crowd' };
  const { status, body, newcomers } = await ask({ newcomers: [wish], mode: 'test', report: { to: ['a@b.test'] } });
  expect([status, body.policyId, body.mode, body.trigger]).toEqual([
    201,
    'create-users',
    'test',
    { kind: 'provision', by: 'ada' },
  ]);
  expect(newcomers).toEqual([{ ...wish, groups: ['keep'] }]);
  expect(harness.woken.at(-1)).toBe('runner');
  const [entry] = await harness.store.audit.list({ limit: 1, before: null, event: 'run.requested' });
  expect(entry).toMatchObject({ event: 'run.requested', details: { policy: 'create-users', newcomers: 1 } });
  expect(JSON.stringify(entry)).not.toContain('ada.new');
});

it('takes a table with either separator, and cells that were made safe for spreadsheets as they are meant', async () => {
  const csv = '\ufeffUser Name;Full Name;E-Mail;Groups\r\nada.new;\'=Ada;ada@new.example;"keep; contractors"\r\n';
  const renamed = csv.replace('User Name', 'username').replace('E-Mail', 'Mail Address');
  const { newcomers } = await ask({ csv: renamed });
  expect(newcomers).toEqual([{ ...ada, displayName: '=Ada', groups: ['keep', 'contractors'], directory: null }]);
});

it('says of each row what it lacks, and then requests nothing', async () => {
  const rows = await ask({ newcomers: [ada, { ...ada, email: ' ' }] });
  expect([rows.status, rows.body.error.code]).toEqual([422, 'newcomers_invalid']);
  expect(rows.body.error.details).toEqual([{ path: 'newcomers[1]', message: 'lacks email' }]);
  const table = await ask({ csv: 'username,name\nada,Ada\n' });
  expect(table.body.error.details).toEqual([{ path: 'csv', line: 2, message: 'lacks email' }]);
  expect((await ask({ csv: 'username' })).body.error.code).toBe('newcomers_invalid');
  expect((await ask({ newcomers: [] })).status).toBe(400);
  expect((await ask({ newcomers: [ada], csv: 'username' })).status).toBe(400);
  expect((await ask({ newcomers: [{ ...ada, password: 'secret' }] })).status).toBe(400);
});

it('keeps the id of its policy to itself, and shows no such policy', async () => {
  const document = { policy: 'create-users', name: 'x', criteria: { status: 'active' }, actions: ['disable'] };
  const saved = await harness.call('PUT', '/policies/create-users', document);
  expect([saved.statusCode, saved.json().error.code]).toEqual([409, 'policy_reserved']);
  expect((await harness.call('GET', '/policies')).json().items).toEqual([]);
});

it('lets nobody ask for more users at once than an administrator allowed, and takes that as the limit where none is asked', async () => {
  const limitOf = async (more: object) => {
    const { status, body } = await ask({ newcomers: [ada], ...more });
    if (status !== 201) return body.error.code;
    return (await harness.store.policies.definition(body.policyId, body.policyVersion))?.limits.maxUsers;
  };
  expect(await limitOf({})).toBe(50);
  expect(await limitOf({ maxUsers: 5 })).toBe(5);
  expect(await limitOf({ maxUsers: 51 })).toBe('newcomers_beyond_limit');
  expect((await harness.call('PUT', '/process/newcomers', { users: 1000 })).json().maxNewcomers).toBe(1000);
  expect(await limitOf({ maxUsers: 1000 })).toBe(1000);
  await harness.call('PUT', '/process/newcomers', { users: 3 });
  expect(await limitOf({})).toBe(3);
  expect(await limitOf({ maxUsers: 4 })).toBe('newcomers_beyond_limit');
});

it('is refused while such a run is open', async () => {
  const open = await harness.call('POST', '/runs', { newcomers: [ada] });
  expect(open.statusCode).toBe(201);
  expect((await ask({ newcomers: [ada] })).body.error.code).toBe('policy_has_open_run');
});
