// The stream of a run over real HTTP, through a proxy as a customer's would be: news, signs of life, and all its ends.
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { buildApp } from '../../sidecar/src/app.ts';
import type { RunDetailDocument } from '../../sidecar/src/contract/runs.ts';
import { askControl } from '../lab/ask.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { createMovableClock, type MovableClock } from '../support/clock.ts';
import { advanceDaysAt, leaveAt } from '../support/lab-changes.ts';
import { buildPolicy, requestRun, type Sidecar, startSidecar } from '../support/sidecar.ts';

interface Stage {
  readonly lab: Lab;
  readonly sidecar: Sidecar;
  readonly clock: MovableClock;
  readonly stop: () => Promise<void>;
  readonly signIn: () => Promise<string>;
  readonly ask: (path: string, token: string | null, more?: RequestInit) => Promise<Response>;
  readonly watch: (runId: number, token: string, known?: string) => Promise<Line>;
}

interface Line {
  readonly answer: Response;
  /** The next part of the stream; null at its end. */
  readonly next: () => Promise<string | null>;
  readonly close: () => Promise<void>;
}

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const noon = '2026-03-02T12:00:00.000Z';

async function open(): Promise<Stage> {
  const lab = await startLab({ users: 60, contextPath: '/', startEpochMs: Date.parse(noon) });
  closers.push(lab.close);
  const clock = createMovableClock(noon);
  const sidecar = await startSidecar({ lab, clock });
  closers.push(sidecar.close);
  const app = buildApp(sidecar.context);
  closers.push(() => app.close());
  await app.listen({ host: '127.0.0.1', port: 0 });
  lab.plugins.sidecarUrl = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const ask: Stage['ask'] = (path, token, more = {}) =>
    fetch(`${lab.baseUrl}/user-management/api/v1${path}`, {
      ...more,
      headers: {
        'x-um-request': '1',
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...more.headers,
      },
    });
  return {
    lab,
    sidecar,
    clock,
    ask,
    stop: () => app.close(),
    async signIn() {
      const body = JSON.stringify({ token: lab.admin.token });
      const { accessToken } = (await (await ask('/session', null, { method: 'POST', body })).json()) as {
        accessToken: string;
      };
      return accessToken;
    },
    async watch(runId, token, known) {
      const headers = known === undefined ? {} : { 'last-event-id': known };
      const answer = await ask(`/runs/${runId}/events`, token, { headers });
      const line = openLine(answer);
      closers.push(line.close);
      return line;
    },
  };
}

function openLine(answer: Response): Line {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  return {
    answer,
    close: async () => reader?.cancel().catch(() => undefined),
    async next() {
      while (!rest.includes('\n\n')) {
        const piece = await reader?.read();
        if (piece?.value === undefined) return null;
        rest += piece.value;
      }
      const [part = '', ...others] = rest.split('\n\n');
      rest = others.join('\n\n');
      return part;
    },
  };
}

const everybody = buildPolicy({ criteria: { status: 'active' }, actions: ['disable'] });

/** A run that nobody carries on until a test does. */
const requestAt = async ({ sidecar }: Stage) => (await requestRun(sidecar.context, everybody, 'test')).id;

const idOf = (part: string | null) => /^id: (.+)$/m.exec(part ?? '')?.[1] ?? '';
const runOf = (part: string | null) =>
  JSON.parse(/^data: (.+)$/m.exec(part ?? '')?.[1] ?? 'null') as RunDetailDocument | null;

describe('the stream of a run', () => {
  it('tells of the run at once, then each time it has changed, and ends with it', async () => {
    const stage = await open();
    const token = await stage.signIn();
    const runId = await requestAt(stage);
    const line = await stage.watch(runId, token);
    expect(line.answer.headers.get('content-type')).toContain('text/event-stream');
    expect(line.answer.headers.get('x-accel-buffering')).toBe('no');
    expect(line.answer.headers.get('cache-control')).toContain('no-transform');
    expect(await line.next()).toMatch(/^retry: \d+$/);
    expect(runOf(await line.next())?.run.state).toBe('requested');
    stage.sidecar.context.wake.runner();
    const told: (string | null)[] = [];
    for (let part = await line.next(); part !== null; part = await line.next()) told.push(part);
    expect(told.at(-1)).toBe('event: end\ndata: {"why":"finished"}');
    const asked = await (await stage.ask(`/runs/${runId}`, token)).json();
    expect(runOf(told.at(-2) ?? null)).toEqual(asked);
  });

  it('gives a sign of life while nothing changes, and goes on where a watcher was who comes back', async () => {
    const stage = await open();
    const token = await stage.signIn();
    const runId = await requestAt(stage);
    const first = await stage.watch(runId, token);
    await first.next();
    const known = idOf(await first.next());
    expect(known).not.toBe('');
    stage.clock.advanceMs(15_000);
    expect(await first.next()).toBe(': still here');
    await first.close();

    const second = await stage.watch(runId, token, known);
    await second.next();
    expect(await second.next()).toBe(': as you know it');
    await stage.sidecar.context.store.runs.pause({ runId, by: 'ada', takesOver: false });
    const changed = await second.next();
    expect(runOf(changed)?.run.pausedBy).toBe('ada');
    expect(idOf(changed)).not.toBe(known);
    stage.clock.advanceMs(10 * 60_000);
    let last = await second.next();
    while (last?.startsWith(':')) last = await second.next();
    expect(last).toBe('event: end\ndata: {"why":"again"}');
    expect(await second.next()).toBe(null);
  });

  it('ends when the session does, and lets nobody in without one', async () => {
    const stage = await open();
    const token = await stage.signIn();
    const runId = await requestAt(stage);
    const line = await stage.watch(runId, token);
    await line.next();
    await line.next();
    expect((await stage.ask('/session', token, { method: 'DELETE' })).status).toBe(204);
    expect(await line.next()).toBe('event: end\ndata: {"why":"signed-out"}');
    expect(await line.next()).toBe(null);
    expect((await stage.watch(runId, token)).answer.status).toBe(401);
    expect((await stage.ask(`/runs/${runId}/events`, null)).status).toBe(401);
  });

  it('ends within a minute for whoever loses the right to see it', async () => {
    const stage = await open();
    const token = await stage.signIn();
    const runId = await requestAt(stage);
    const line = await stage.watch(runId, token);
    await line.next();
    await line.next();
    leaveAt(stage.lab, stage.lab.admin.username, 'confluence-administrators');
    stage.clock.advanceMs(61_000);
    let last = await line.next();
    while (last?.startsWith(':')) last = await line.next();
    expect(last).toBe('event: end\ndata: {"why":"signed-out"}');
  });

  it('ends no session by the cookies of then: who signed in to Confluence again comes back with those of now', async () => {
    const stage = await open();
    const { lab, ask, clock } = stage;
    const logIn = async () => {
      const reply = await askControl(lab, 'POST', '/login', { username: lab.admin.username });
      return { cookie: (reply.json as { cookie: string }).cookie };
    };
    const before = await logIn();
    const body = JSON.stringify({ confluence: true });
    const headers = { ...before, origin: new URL(lab.baseUrl).origin };
    const opened = (await (await ask('/session', null, { method: 'POST', body, headers })).json()) as {
      accessToken: string;
    };
    const events = `/runs/${await requestAt(stage)}/events`;
    const watchBy = async (cookies: Record<string, string>) => {
      const line = openLine(await ask(events, opened.accessToken, { headers: cookies }));
      closers.push(line.close);
      return line;
    };
    const line = await watchBy(before);
    await line.next();
    await line.next();
    await advanceDaysAt(lab, 1);
    const now = await logIn();
    clock.advanceMs(61_000);
    let last = await line.next();
    while (last?.startsWith(':')) last = await line.next();
    expect(last).toBe('event: end\ndata: {"why":"again"}');
    expect((await ask('/process', opened.accessToken, { headers: now })).status).toBe(200);
    expect((await watchBy(now)).answer.status).toBe(200);
    clock.advanceMs(61_000);
    expect((await watchBy(before)).answer.status).toBe(401);
  });

  it('says of a run that is not there what every question says, and refuses lines without number', async () => {
    const stage = await open();
    const token = await stage.signIn();
    expect((await stage.watch(4711, token)).answer.status).toBe(404);
    const runId = await requestAt(stage);
    const lines = await Promise.all(Array.from({ length: 100 }, () => stage.watch(runId, token)));
    expect(lines.every(({ answer }) => answer.status === 200)).toBe(true);
    expect((await stage.watch(runId, token)).answer.status).toBe(429);
    for (const line of lines) await line.close();
  });

  it('does not keep the process from stopping', async () => {
    const stage = await open();
    const runId = await requestAt(stage);
    const line = await stage.watch(runId, await stage.signIn());
    await line.next();
    await line.next();
    await stage.stop();
    expect(await line.next()).toBe('event: end\ndata: {"why":"again"}');
    expect(await line.next()).toBe(null);
  });
});
