// Every route that changes something, or hands something out as a file, leaves its entry in the audit trail: the table of routes is
// walked, so that a new route fails here until somebody has said which entry is its own, or why it has none.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOpenToTokens } from '../../sidecar/src/http/route-rights.ts';
import type { RunRequest } from '../../sidecar/src/store/policies.ts';
import { keyOf, makeEntry, makePlanInput, makeUser, planned } from '../contracts/store/given.ts';
import { type ApiHarness, api, people, startApi } from './api-harness.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** A request that is answered with success, after whatever must be there before it. */
interface Deed {
  readonly event: string;
  readonly path?: string | (() => Promise<string>);
  readonly body?: object | (() => Promise<object>);
}

let harness: ApiHarness;
let bearer: { readonly id: number; readonly text: string };
beforeAll(async () => {
  harness = await startApi({
    env: { UM_WEBHOOK_SECRET: 'a secret of at least thirty-two characters', UM_BEACON: 'on' },
    recognise: async () => people['token-of-ada'] ?? null,
  });
  const { snapshots } = harness.store;
  const id = await snapshots.begin({ hostId: 'host-1', startedAt: harness.now() });
  const gone = makeUser('gone', { status: 'disabled' });
  await snapshots.addUsers(
    id,
    [makeUser('ada'), makeUser('bob'), makeUser('mara', { status: 'disabled' }), gone],
    harness.now(),
  );
  await snapshots.finish(id, { finishedAt: harness.now(), sources: [] });
  await harness.call('PUT', '/process/mode', { mode: 'live' });
  await savePolicy('idle');
  const made = (await harness.call('POST', '/tokens', { name: 'All', role: 'administrator', days: 30 })).json();
  bearer = { id: made.id, text: made.token };
});
afterAll(() => harness.close());

const definition = { name: 'Idle', criteria: { inactiveDays: 90 }, actions: ['disable'], limits: { maxUsers: 5 } };

async function savePolicy(id: string): Promise<string> {
  expect((await harness.call('PUT', `/policies/${id}`, { policy: id, ...definition })).statusCode).toBe(200);
  return id;
}

async function openRun(id: string, more: Partial<RunRequest> = {}): Promise<number> {
  const run = await harness.store.runs.request({
    policyId: (await savePolicy(id)) as RunRequest['policyId'],
    policyVersion: 1,
    trigger: { kind: 'by-hand', by: 'ada' },
    mode: 'live',
    rehearsalReason: null,
    requestedAt: harness.now(),
    ...more,
  });
  return run?.id ?? 0;
}

/** Plans mara's disabling, which is done where the run goes to its end. */
async function end(
  runId: number,
  ending: 'quarantined' | 'completed',
  outcome: 'applied' | 'rehearsed',
): Promise<number> {
  const { runs, journal } = harness.store;
  const at = harness.now();
  await runs.advance({ runId, from: 'requested', to: 'planning', at });
  const mara = makeEntry('mara', planned);
  // Who took no seat can be given everything back, whatever is free.
  const plan = [{ ...mara, before: { ...mara.before, seat: 'no' as const } }];
  await runs.savePlan(makePlanInput(runId, plan, { madeAt: at }));
  const [entry] = await runs.entries({ runId, after: 0, limit: 1 });
  const stepId = entry?.steps[0]?.id ?? 0;
  if (ending === 'completed') {
    await journal.attempting({ runId, stepId, at });
    await journal.outcomes([{ runId, stepId, at, outcome: { kind: outcome } }]);
  }
  await runs.advance({ runId, from: 'executing', to: 'reporting', at, ending });
  await runs.finish({ runId, at, report: {}, mails: [{ kind: 'run-report', to: 'a@b.test' }] });
  return runId;
}

const held = async (id: string) => end(await openRun(id), 'quarantined', 'applied');
const done = async (id: string) => end(await openRun(id), 'completed', 'applied');

async function rehearsedBulk(): Promise<number> {
  const asked = await harness.call('POST', '/bulk-runs', { criteria: definition.criteria, actions: ['disable'] });
  return end(asked.json().id, 'completed', 'rehearsed');
}

/** A mail that the server did not take. */
async function deadMail(id: string): Promise<number> {
  await held(id);
  const { outbox } = harness.store;
  for (;;) {
    const mail = await outbox.claimDue({ now: harness.now(), leaseUntil: harness.now() });
    if (mail === null) throw new Error('No mail waits.');
    await outbox.failed(mail.id, { failure: 'smtp_eenvelope', nextAttemptAt: null });
    return mail.id;
  }
}

const idIn = async (path: string, body: object): Promise<number> => (await harness.call('POST', path, body)).json().id;
const exemption = { subject: 'user', name: 'mara', owner: 'Ada', reason: 'on leave', lastDay: '2026-08-01' };
const token = { name: 'Nightly export', role: 'auditor', days: 30 };
const newcomer = { username: 'new', displayName: 'New', email: 'new@example.com' };
const text = 'policy: from-file\nname: From a file\ncriteria:\n  inactiveDays: 90\nactions: [disable]\n';
const list = async (name: string) => {
  expect((await harness.call('PUT', `/lists/${name}`, { csv: 'username\nmara\n' })).statusCode).toBe(200);
  return `/lists/${name}`;
};
const field = async (key: string) => {
  expect((await harness.call('PUT', `/fields/${key}`, { name: key, kind: 'text' })).statusCode).toBe(200);
  return `/fields/${key}`;
};

const deeds: Readonly<Record<string, Deed>> = {
  'POST /session': { event: 'session.opened', body: { token: 'token-of-ada' } },
  'POST /session/proof': { event: 'session.proven', body: { token: 'token-of-ada' } },
  'POST /tokens': { event: 'token.created', body: token },
  'DELETE /tokens/:id': { event: 'token.revoked', path: async () => `/tokens/${await idIn('/tokens', token)}` },

  'PUT /policies/:id': { event: 'policy.saved', path: '/policies/fresh', body: { policy: 'fresh', ...definition } },
  'PUT /policies/:id/mode': {
    event: 'policy.mode-changed',
    path: async () => `/policies/${await savePolicy('switched')}/mode`,
    body: { mode: 'live' },
  },
  'DELETE /policies/:id': { event: 'policy.retired', path: async () => `/policies/${await savePolicy('retired')}` },
  'POST /policy-files': { event: 'policy.saved', body: { files: [{ name: 'one.yaml', text }] } },
  'POST /simulations': { event: 'policy.simulated', body: { policy: 'idle' } },
  'POST /simulations/all': { event: 'policy.simulated' },
  'PUT /fields/:key': { event: 'field.saved', path: '/fields/site', body: { name: 'Site', kind: 'text' } },
  'POST /fields/:key/values': {
    event: 'field.imported',
    path: async () => `${await field('filled')}/values`,
    body: { csv: 'username,value\nmara,Berlin\n' },
  },
  'DELETE /fields/:key': { event: 'field.deleted', path: () => field('dropped') },
  'POST /lists': { event: 'list.saved', body: { csv: 'username\nmara\n' } },
  'PUT /lists/:name': { event: 'list.saved', path: '/lists/board', body: { csv: 'username\nmara\n' } },
  'DELETE /lists/:name': { event: 'list.deleted', path: () => list('dropped') },
  'POST /exemptions': { event: 'exemption.added', body: exemption },
  'POST /exemptions/:id/end': {
    event: 'exemption.ended',
    path: async () => `/exemptions/${await idIn('/exemptions', { ...exemption, name: 'bob' })}/end`,
  },

  'POST /policies/:id/runs': { event: 'run.requested', path: async () => `/policies/${await savePolicy('run')}/runs` },
  'POST /bulk-runs': { event: 'run.requested', body: { criteria: definition.criteria, actions: ['disable'] } },
  'POST /runs': { event: 'run.requested', body: { newcomers: [newcomer], mode: 'test' } },
  'POST /runs/:id/approve': {
    event: 'run.approved',
    path: async () => `/runs/${await held('approved')}/approve`,
    body: { digest: 'digest' },
  },
  'POST /runs/:id/reject': {
    event: 'run.rejected',
    path: async () => `/runs/${await held('rejected')}/reject`,
    body: {},
  },
  'POST /runs/:id/carry-out': {
    event: 'run.approved',
    path: async () => `/runs/${await rehearsedBulk()}/carry-out`,
    body: { digest: 'digest' },
  },
  'POST /runs/:id/undo': { event: 'run.requested', path: async () => `/runs/${await done('undone')}/undo`, body: {} },
  'POST /helpdesk/give-backs': {
    event: 'run.requested',
    body: async () => ({ userKey: keyOf('mara'), runId: await done('taken') }),
  },
  'POST /runs/:id/cancel': {
    event: 'run.cancel-requested',
    path: async () => `/runs/${await openRun('cancelled')}/cancel`,
  },
  'POST /runs/:id/pause': { event: 'run.paused', path: async () => `/runs/${await openRun('paused')}/pause` },
  'POST /runs/:id/resume': {
    event: 'run.resumed',
    path: async () => {
      const run = await openRun('resumed');
      await harness.call('POST', `/runs/${run}/pause`);
      return `/runs/${run}/resume`;
    },
  },
  'POST /snapshots': { event: 'snapshot.requested' },

  'POST /mails/:id/retry': {
    event: 'mail.retried',
    path: async () => `/mails/${await deadMail('retried')}/retry`,
    body: {},
  },
  'POST /mails/:id/drop': { event: 'mail.dropped', path: async () => `/mails/${await deadMail('let-go')}/drop` },
  'POST /mails/test': { event: 'mail.tested' },
  'POST /erasures': { event: 'person.erased', body: { user: 'gone' } },

  'PUT /licence/alert': {
    event: 'settings.licence-alert-changed',
    body: { rule: { percent: 90, seats: null, to: [] } },
  },
  'PUT /licence/terms': {
    event: 'settings.licence-terms-changed',
    body: { currency: 'EUR', tiers: [{ seats: null, price: 1 }], renewal: '2026-09-01' },
  },
  'PUT /process/approval': { event: 'settings.approval-changed', body: { twoPersons: false, days: 5 } },
  'PUT /process/mode': { event: 'settings.process-mode-changed', body: { mode: 'observe' } },
  'PUT /process/nested-groups': { event: 'settings.nested-groups-changed', body: { value: 'declared-none' } },
  'PUT /process/newcomers': { event: 'settings.max-newcomers-changed', body: { users: 60 } },
  'PUT /process/pace': { event: 'settings.max-per-minute-changed', body: { users: 30 } },
  'PUT /process/quiet-times': { event: 'settings.quiet-times-changed', body: { quietTimes: null } },
  'PUT /process/retention': { event: 'settings.retention-changed', body: { beforeImageDays: 40, snapshotDays: 30 } },
  'PUT /process/rolling-limit': { event: 'settings.rolling-percent-changed', body: { percent: 7 } },
  'POST /process/host/confirm': { event: 'settings.host-binding-changed', body: {} },
  'PUT /process/emergency-stop': { event: 'settings.emergency-stop-changed', body: { on: true } },

  'GET /audit/export': { event: 'audit.exported' },
  'GET /evidence': { event: 'evidence.exported', path: '/evidence?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z' },
  'GET /exports/:kind': { event: 'export.made', path: '/exports/runs' },
  'POST /exports/users': { event: 'export.made', body: { criteria: { status: 'active' } } },
  'GET /hand-overs.csv': { event: 'export.made' },
  'GET /policies/:id/yaml': { event: 'export.made', path: async () => `/policies/${await savePolicy('written')}/yaml` },
  'GET /policy-files': { event: 'export.made' },

  // Last, because it ends the session that the others are made with.
  'DELETE /session': { event: 'session.closed' },
};

/** Routes with another method than GET that have no entry of the person's, and why. */
const untold: Readonly<Record<string, string>> = {
  'PUT /personal/columns': 'keeps something for their own page alone',
  'PUT /personal/filters/:name': 'keeps something for their own page alone',
  'DELETE /personal/filters/:name': 'forgets something of their own page alone',
  'POST /users/search': 'only reads: the question is too long for an address',
  'POST /policy-drafts': 'only reads: nothing is saved',
  'POST /policy-files/check': 'only reads: nothing is saved',
  'POST /simulations/:id/compare': 'only reads: nothing is saved',
  'POST /beacon': 'a page tells that its reader is there: a reading as any other, of each user and day one',
  'POST /webhooks/confluence': 'Confluence tells that something happened: it is a reason to read, and changes nothing',
  'POST /keep/:link': 'user.kept, by whom the link was for; see keep-me.test',
  'POST /give-back/:link': 'user.took-back, by whom the link was for; see give-back.test',
};

function everyChange(): string[] {
  const routes = harness.routes.flatMap(({ method, url }) =>
    [method].flat().map((one) => `${one} ${url.replace(api, '').replace('/user-management', '')}`),
  );
  return routes.filter((route) => !route.startsWith('GET ') && !route.startsWith('HEAD '));
}

it('every route that changes something has its entry, or a reason to have none', () => {
  const known = [...Object.keys(deeds).filter((route) => !route.startsWith('GET ')), ...Object.keys(untold)];
  expect(everyChange().sort()).toEqual(known.sort());
});

describe('with success, as the deed of who asked, and with the token that asked in their name, is told', () => {
  it.each(Object.entries(deeds))('%s', async (route, { event, path, body }) => {
    const [method, address = ''] = route.split(' ');
    const url = typeof path === 'function' ? await path() : (path ?? address);
    const payload = typeof body === 'function' ? await body() : body;
    const [before] = await harness.store.audit.list({ limit: 1, before: null });
    // Signing in is open to everybody: nobody acts by a token there.
    const byToken = route !== 'POST /session' && isOpenToTokens(method ?? '', address);
    const headers = { authorization: `Bearer ${bearer.text}`, 'x-um-request': '1' };
    const response = byToken
      ? await harness.send({ method: method as Method, url: `${api}${url}`, headers, ...(payload && { payload }) })
      : await harness.call(method as Method, url, payload);
    expect([response.statusCode < 300, response.statusCode < 300 ? '' : response.body]).toEqual([true, '']);
    const entries = await harness.store.audit.list({ limit: 20, before: null });
    const fresh = entries.filter(({ id }) => id > (before?.id ?? 0));
    expect(fresh.map((entry) => [entry.event, entry.actor, entry.byToken])).toContainEqual([
      event,
      'ada',
      byToken ? bearer.id : null,
    ]);
  });
});
