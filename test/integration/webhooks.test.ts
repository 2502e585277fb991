// Webhooks of Confluence from end to end: a signed delivery has Confluence read at once, and nothing else comes of it.
import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { buildApp } from '../../sidecar/src/app.ts';
import type { PolicyId } from '../../sidecar/src/domain/policy.ts';
import type { Run } from '../../sidecar/src/domain/run.ts';
import { openLog } from '../../sidecar/src/log.ts';
import { askConfluence } from '../lab/ask.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { readEntries } from '../support/agreement.ts';
import { createMovableClock, type MovableClock } from '../support/clock.ts';
import { createAt, setActiveAt } from '../support/lab-changes.ts';
import { buildPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

const secret = 'a webhook secret of more than thirty-two characters';
const noon = '2026-01-14T12:00:00.000Z';

interface Stage {
  readonly lab: Lab;
  readonly clock: MovableClock;
  readonly sidecar: Sidecar;
  readonly app: FastifyInstance;
  readonly url: string;
  readonly logLines: readonly string[];
}

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A sidecar that listens, with a policy that waits for new users, has looked once, and reads by itself once an hour. */
async function setStage(webhookSecret: string | null = secret): Promise<Stage> {
  const clock = createMovableClock(noon);
  const lab = await startLab({ users: 60, startEpochMs: Date.parse(noon) });
  closers.push(lab.close);
  const sidecar = await startSidecar({ lab, clock, ...(webhookSecret === null ? {} : { webhookSecret }) });
  closers.push(sidecar.close);
  const logLines: string[] = [];
  const log = openLog({ level: 'trace', destination: { write: (line) => void logLines.push(line) } });
  const app = buildApp({ ...sidecar.context, log });
  closers.push(() => app.close());
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const definition = buildPolicy({
    policy: 'newcomers' as PolicyId,
    on: { event: 'creation', everyMinutes: 60 },
    criteria: { status: 'active' },
    actions: [{ addToGroups: ['confluence-users'] }],
  });
  await sidecar.context.store.policies.save({ definition, origin: { kind: 'api', by: 'test' }, at: clock.now() });
  await look(sidecar);
  const url = `http://127.0.0.1:${port}/user-management/api/v1/webhooks/confluence`;
  return { lab, clock, sidecar, app, url, logLines };
}

/** As the scheduler does every ten seconds; what it begins is waited for. */
async function look({ context }: Sidecar): Promise<void> {
  await context.scheduler.look();
  await context.scheduler.settled();
  await context.scheduler.look();
  await context.runner.settled();
}

/** Moves both clocks on. */
async function pass({ lab, clock }: Stage, ms: number): Promise<void> {
  clock.advanceMs(ms);
  await fetch(`${lab.controlUrl}/clock`, { method: 'POST', body: JSON.stringify({ now: clock.now() }) });
}

/** The administrator makes the webhook as documented. */
async function register({ lab, url }: Stage, events: readonly string[] = ['user_created']): Promise<void> {
  const body = { name: 'User management', url, events, configuration: { secret }, active: true };
  expect((await askConfluence(lab, '/rest/api/webhooks', { method: 'POST', body })).status).toBe(201);
}

const bodyOf = (event: string) => JSON.stringify({ timestamp: 1_768_241_233_603, event, userKey: 'ff80818' });
const sign = (body: string, key = secret) => createHmac('sha256', key).update(body).digest('hex');

async function deliver(
  { url }: Stage,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ status: number; text: string }> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: answer.status, text: await answer.text() };
}

const signed = (stage: Stage, body: string) => deliver(stage, body, { 'x-hub-signature': `sha256=${sign(body)}` });

async function runsOf({ context }: Sidecar): Promise<readonly Run[]> {
  return [...(await context.store.runs.list({ limit: 50, before: null }))].reverse();
}

/** Readings of the list of all users since the log was emptied. */
const readingsIn = ({ lab }: Stage) =>
  lab.wire.log
    .list()
    .filter(({ path, query }) => path.endsWith('/rest/api/user/list') && /start=0\b|^((?!start=).)*$/.test(query))
    .length;

describe('a webhook of Confluence', () => {
  it('has a policy for new users run at once for exactly who was created, not after its hour', async () => {
    const stage = await setStage();
    await register(stage);
    await pass(stage, 5 * 60_000);
    createAt(stage.lab, 'newcomer');
    await stage.lab.site.webhooks.settled();
    expect(stage.lab.site.webhooks.sent).toMatchObject([{ event: 'user_created', status: 204 }]);
    await look(stage.sidecar);
    const [run, ...others] = await runsOf(stage.sidecar);
    expect(others).toEqual([]);
    expect(run).toMatchObject({ trigger: { kind: 'creation' }, state: 'finished', ending: 'completed' });
    const entries = await readEntries(stage.sidecar.context.store, run?.id ?? 0);
    expect(entries.map(({ username }) => username)).toEqual(['newcomer']);
  });

  it('is never needed: without one the policy reads by itself when its hour is over', async () => {
    const stage = await setStage();
    createAt(stage.lab, 'newcomer');
    await pass(stage, 5 * 60_000);
    await look(stage.sidecar);
    expect(await runsOf(stage.sidecar)).toEqual([]);
    await pass(stage, 56 * 60_000);
    await look(stage.sidecar);
    expect(await runsOf(stage.sidecar)).toHaveLength(1);
  });

  it('begins no reading of its own within a minute of the last one, however many come; none is lost by that', async () => {
    const stage = await setStage();
    await pass(stage, 5 * 60_000);
    stage.lab.wire.log.clear();
    await signed(stage, bodyOf('user_created'));
    await look(stage.sidecar);
    expect(readingsIn(stage)).toBe(1);
    createAt(stage.lab, 'newcomer');
    for (let count = 0; count < 5; count += 1) await signed(stage, bodyOf('user_created'));
    await look(stage.sidecar);
    await pass(stage, 50_000);
    await look(stage.sidecar);
    expect(readingsIn(stage)).toBe(1);
    await pass(stage, 11_000);
    await look(stage.sidecar);
    expect(await runsOf(stage.sidecar)).toHaveLength(1);
  });

  it('does no harm when it is delivered again: nobody is dealt with twice', async () => {
    const stage = await setStage();
    createAt(stage.lab, 'newcomer');
    const body = bodyOf('user_created');
    for (let count = 0; count < 3; count += 1) {
      await pass(stage, 2 * 60_000);
      expect((await signed(stage, body)).status).toBe(204);
      await look(stage.sidecar);
    }
    expect(await runsOf(stage.sidecar)).toHaveLength(1);
  });

  it('is believed in nothing it says: neither a name in it nor its time makes anybody new', async () => {
    const stage = await setStage();
    await pass(stage, 5 * 60_000);
    const body = JSON.stringify({
      event: 'user_created',
      timestamp: 0,
      username: 'keep.direct',
      user: { name: 'evil' },
    });
    expect((await signed(stage, body)).status).toBe(204);
    await look(stage.sidecar);
    expect(await runsOf(stage.sidecar)).toEqual([]);
    expect(stage.logLines.join('')).not.toMatch(/keep\.direct|evil/);
  });

  it.each(['user_deactivated', 'user_removed', 'user_followed', 'page_created'])(
    'of %s reads nothing: it is no news to any policy',
    async (event) => {
      const stage = await setStage();
      await pass(stage, 5 * 60_000);
      stage.lab.wire.log.clear();
      expect((await signed(stage, bodyOf(event))).status).toBe(204);
      await look(stage.sidecar);
      expect(stage.lab.wire.log.list()).toEqual([]);
    },
  );

  it('of our own changes reads nothing either', async () => {
    const stage = await setStage();
    await register(stage, ['user_created', 'user_deactivated', 'user_reactivated', 'user_removed']);
    await askConfluence(stage.lab, '/rest/api/admin/user/d%27angelo/disable', { method: 'PUT' });
    setActiveAt(stage.lab, "d'angelo", true);
    await stage.lab.site.webhooks.settled();
    expect(stage.lab.site.webhooks.sent).toMatchObject([{ event: 'user_deactivated', status: 204 }]);
    await pass(stage, 5 * 60_000);
    stage.lab.wire.log.clear();
    await look(stage.sidecar);
    expect(stage.lab.wire.log.list()).toEqual([]);
  });
});

describe('the address for webhooks', () => {
  const good = bodyOf('user_created');
  const refusals: readonly [string, string, Record<string, string>, number, string][] = [
    ['no signature', good, {}, 401, 'webhook_signature_wrong'],
    ['an empty signature', good, { 'x-hub-signature': '' }, 401, 'webhook_signature_wrong'],
    [
      'the signature of another secret',
      good,
      { 'x-hub-signature': sign(good, 'x'.repeat(40)) },
      401,
      'webhook_signature_wrong',
    ],
    ['the signature of another body', good, { 'x-hub-signature': sign(`${good} `) }, 401, 'webhook_signature_wrong'],
    ['a token instead of a signature', good, { authorization: 'Bearer x' }, 401, 'webhook_signature_wrong'],
  ];

  it.each(refusals)(
    'refuses %s, reads nothing, and says it in the log once a minute',
    async (...[, body, headers, status, code]) => {
      const stage = await setStage();
      await pass(stage, 5 * 60_000);
      stage.lab.wire.log.clear();
      for (let count = 0; count < 3; count += 1) {
        const answer = await deliver(stage, body, headers);
        expect([answer.status, JSON.parse(answer.text).error.code]).toEqual([status, code]);
      }
      await look(stage.sidecar);
      expect(stage.lab.wire.log.list()).toEqual([]);
      const refused = stage.logLines.filter((line) => line.includes('were refused'));
      expect(refused).toHaveLength(1);
      await pass(stage, 61_000);
      await deliver(stage, body, headers);
      expect(stage.logLines.filter((line) => line.includes('were refused')).at(-1)).toContain('"count":3');
    },
  );

  it('refuses what is larger than an event can be, rightly signed or not', async () => {
    const stage = await setStage();
    const large = JSON.stringify({ event: 'user_created', filling: 'x'.repeat(70_000) });
    const answer = await signed(stage, large);
    expect([answer.status, JSON.parse(answer.text).error.code]).toEqual([413, 'body_too_large']);
  });

  it('takes the bytes as they are signed, whatever they say of their type and whether or not they are JSON', async () => {
    const stage = await setStage();
    for (const [body, type] of [
      ['not JSON at all', 'application/json'],
      ['', 'application/json'],
      ['{"__proto__":{"event":"user_created"}}', 'application/json'],
      [good, 'text/plain;charset=UTF-8'],
    ] as const) {
      const headers = { 'content-type': type, 'x-hub-signature': sign(body) };
      expect([body, (await deliver(stage, body, headers)).status]).toEqual([body, 204]);
    }
  });

  it('answers nothing and keeps the name of the event alone', async () => {
    const stage = await setStage();
    const answer = await signed(stage, bodyOf('user_created'));
    expect(answer).toEqual({ status: 204, text: '' });
    expect(stage.logLines.filter((line) => line.includes('webhook received'))).toEqual([
      expect.stringContaining('"event":"user_created"'),
    ]);
    expect(stage.logLines.join('')).not.toContain('ff80818');
  });

  it('does not exist where no secret is set', async () => {
    const stage = await setStage(null);
    const answer = await signed(stage, good);
    expect([answer.status, JSON.parse(answer.text).error.code]).toEqual([404, 'not_found']);
  });

  it('takes no more than ten deliveries a second over a minute from one address', async () => {
    const { app } = await setStage();
    const url = '/user-management/api/v1/webhooks/confluence';
    const send = async () => (await app.inject({ method: 'POST', url, payload: good })).statusCode;
    for (let count = 0; count < 600; count += 1) expect(await send()).toBe(401);
    expect(await send()).toBe(429);
  });
});
