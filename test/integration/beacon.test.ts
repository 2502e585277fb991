// The page beacon from end to end: a browser's own session proves who saw a page, and no more than the day is kept.
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { buildApp } from '../../sidecar/src/app.ts';
import { openLog } from '../../sidecar/src/log.ts';
import { getUser } from '../../sidecar/src/services/users.ts';
import type { BeaconDay } from '../../sidecar/src/store/beacon.ts';
import { askControl } from '../lab/ask.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import type { LabOptions } from '../lab/options.ts';
import { createMovableClock, type MovableClock } from '../support/clock.ts';
import { readState } from '../support/lab-state.ts';
import { afterPlanning, findEntry, outcomesOf } from '../support/runs.ts';
import { buildPolicy, runPolicy, type Sidecar, type SidecarOptions, startSidecar } from '../support/sidecar.ts';

const noon = '2026-03-02T12:00:00.000Z';
const dayMs = 86_400_000;
const page = { 'x-um-request': '1', 'sec-fetch-site': 'same-origin' };
const victim = "d'angelo";

interface Stage {
  readonly lab: Lab;
  readonly sidecar: Sidecar;
  readonly app: FastifyInstance;
  readonly clock: MovableClock;
  readonly logLines: readonly string[];
  readonly tell: (cookie: string | null, headers?: Record<string, string>, address?: string) => Promise<number>;
  /** A session of a browser, begun through the page. */
  readonly logIn: (username: string) => Promise<string>;
  readonly kept: () => Promise<BeaconDay[]>;
  /** Questions about who somebody is. */
  readonly questions: () => readonly (string | null)[];
}

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function open(options: Partial<SidecarOptions> = {}, labOptions: LabOptions = {}): Promise<Stage> {
  const lab = await startLab({ users: 120, startEpochMs: Date.parse(noon), ...labOptions });
  closers.push(lab.close);
  const clock = createMovableClock(noon);
  const sidecar = await startSidecar({ lab, clock, beacon: true, ...options });
  closers.push(sidecar.close);
  const logLines: string[] = [];
  const log = openLog({ level: 'trace', destination: { write: (line) => void logLines.push(line) } });
  const app = buildApp({ ...sidecar.context, log });
  closers.push(() => app.close());
  return {
    lab,
    sidecar,
    app,
    clock,
    logLines,
    tell: async (cookie, headers = page, remoteAddress = '192.0.2.1') => {
      const cookies = cookie === null ? {} : { cookie };
      const url = '/user-management/api/v1/beacon';
      const answer = await app.inject({ method: 'POST', url, headers: { ...cookies, ...headers }, remoteAddress });
      if (answer.statusCode === 204) expect(answer.body).toBe('');
      return answer.statusCode;
    },
    logIn: async (username) => {
      const reply = await askControl(lab, 'POST', '/login', { username });
      return (reply.json as { cookie: string }).cookie;
    },
    kept: async () => {
      const days: BeaconDay[] = [];
      for await (const batch of sidecar.context.store.beacon.lastDays()) days.push(...batch);
      return days;
    },
    questions: () =>
      lab.wire.log
        .list()
        .filter((request) => request.path.endsWith('/rest/api/user/current'))
        .map((request) => request.user),
  };
}

const keyOf = async ({ lab }: Stage, username: string) => (await readState(lab)).get(username)?.userKey ?? '';

describe('a page that was seen', () => {
  it('leaves user key and day of whom Confluence knows the session as, and nothing of the session anywhere', async () => {
    const stage = await open();
    const cookie = await stage.logIn('keep.direct');
    expect(await stage.tell(`theme=dark; ${cookie}; um-session=ours`)).toBe(204);
    expect(await stage.kept()).toEqual([{ userKey: await keyOf(stage, 'keep.direct'), day: '2026-03-02' }]);
    expect(stage.questions()).toEqual(['keep.direct']);
    const said = stage.logLines.join('');
    expect(said).toContain('/user-management/api/v1/beacon');
    for (const secret of [cookie.slice('JSESSIONID='.length), 'theme=dark', 'keep.direct']) {
      expect(said).not.toContain(secret);
    }
  });

  it('is asked about once a day and session, also where two pages open together', async () => {
    const stage = await open();
    const cookie = await stage.logIn('keep.direct');
    expect(await Promise.all([stage.tell(cookie), stage.tell(`_ga=1; ${cookie}`)])).toEqual([204, 204]);
    stage.clock.advanceMs(6 * 3_600_000);
    await stage.tell(cookie);
    expect(stage.questions()).toHaveLength(1);
    stage.clock.advanceMs(18 * 3_600_000);
    await stage.tell(cookie);
    expect(stage.questions()).toHaveLength(2);
    expect(await stage.kept()).toEqual([expect.objectContaining({ day: '2026-03-03' })]);
  });

  it.each([
    ['a session that is over', 'JSESSIONID=00112233445566778899AABBCCDDEEFF'],
    ['no session', 'theme=dark'],
    ['no cookie at all', null],
    ['a cookie that no header can carry', 'JSESSIONID=\u00e4'],
  ])('leaves nothing and the same answer with %s', async (_what, cookie) => {
    const stage = await open();
    expect(await stage.tell(cookie)).toBe(204);
    expect(await stage.kept()).toEqual([]);
    expect(stage.questions().every((user) => user === null)).toBe(true);
  });

  it('asks again after a minute about a session that was nobody, which may have signed in meanwhile', async () => {
    const stage = await open();
    const cookie = await stage.logIn('keep.direct');
    stage.lab.wire.faults.add({ match: { path: '/rest/api/user/current' }, kind: 'status', status: 503, count: 1 });
    expect(await stage.tell(cookie)).toBe(204);
    expect(await stage.tell(cookie)).toBe(204);
    expect([stage.questions().length, await stage.kept()]).toEqual([1, []]);
    stage.clock.advanceMs(61_000);
    await stage.tell(cookie);
    expect(await stage.kept()).toHaveLength(1);
  });

  it('follows no redirect with the cookies of a person', async () => {
    const stage = await open();
    const cookie = await stage.logIn('keep.direct');
    stage.lab.wire.faults.add({
      match: { path: '/rest/api/user/current' },
      kind: 'status',
      status: 302,
      headers: { location: `${stage.lab.baseUrl}/rest/api/user?username=keep.direct` },
    });
    const before = stage.lab.wire.log.list().length;
    expect(await stage.tell(cookie)).toBe(204);
    expect(stage.lab.wire.log.list().length).toBe(before + 1);
    expect(await stage.kept()).toEqual([]);
  });
});

describe('whoever is no page of the site', () => {
  it.each([
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a page of a neighbour', { 'sec-fetch-site': 'same-site', origin: 'http://localhost' }, 403],
    ['a page without a word where it is from', {}, 403],
    ['another origin', { origin: 'https://evil.example' }, 403],
    ['an origin that is kept secret', { origin: 'null' }, 403],
    ['its own origin', { origin: 'http://wiki.example:8090', host: 'wiki.example:8090' }, 204],
    ['the address people know it by', { origin: 'https://wiki.example', host: 'backend:8390' }, 204],
  ])('%s', async (_who, headers, status) => {
    const stage = await open({ publicUrl: 'https://wiki.example/user-management' });
    const cookie = await stage.logIn('keep.direct');
    expect(await stage.tell(cookie, { 'x-um-request': '1', ...headers })).toBe(status);
    expect(await stage.kept()).toHaveLength(status === 204 ? 1 : 0);
  });

  it('cannot send the header that a form or an image has not', async () => {
    const stage = await open();
    const cookie = await stage.logIn('keep.direct');
    expect(await stage.tell(cookie, { 'sec-fetch-site': 'same-origin' })).toBe(403);
    expect(stage.questions()).toEqual([]);
  });

  it('may not tell too often: a user, an address, and all together', async () => {
    const stage = await open({}, { latencyMs: 200 });
    const cookie = await stage.logIn('keep.direct');
    for (let n = 0; n < 20; n += 1) expect(await stage.tell(cookie)).toBe(204);
    expect(await stage.tell(cookie, page, '192.0.2.9')).toBe(429);
    stage.clock.advanceMs(60_000);
    expect(await stage.tell(cookie)).toBe(204);
    const crowd = Array.from({ length: 40 }, (_, n) => stage.tell(`JSESSIONID=${n}`, page, `198.51.100.${n}`));
    expect((await Promise.all(crowd)).filter((status) => status === 429)).toHaveLength(8);
    const asked = stage.questions().length;
    for (let n = 0; n < 600; n += 1) expect(await stage.tell(null, page, '203.0.113.1')).toBe(204);
    expect(await stage.tell(null, page, '203.0.113.1')).toBe(429);
    expect(stage.questions()).toHaveLength(asked);
  });

  it('finds nothing where the beacon is off', async () => {
    const stage = await open({ beacon: false });
    const cookie = await stage.logIn('keep.direct');
    expect(await stage.tell(cookie)).toBe(404);
    const snapshot = await stage.sidecar.context.takeSnapshot();
    expect(snapshot.sources.map((one) => one.source)).not.toContain('beacon');
  });
});

describe('days of the beacon as evidence', () => {
  const idle = buildPolicy({
    criteria: { all: [{ inactiveDays: 90 }, { inGroup: 'confluence-users' }, { status: 'active' }] },
    actions: [{ removeFromGroups: ['confluence-users'] }],
  });

  it('mean the end of the day, and this moment while the day lasts: rather too late than too early', async () => {
    const stage = await open();
    const { context } = stage.sidecar;
    const userKey = (await keyOf(stage, victim)) as BeaconDay['userKey'];
    await context.store.beacon.note({ userKey, day: '2026-03-02' });
    await context.takeSnapshot();
    const today = (await getUser(context, userKey)).user.activity;
    expect(today).toMatchObject({ state: 'seen', kind: 'page-view', source: 'beacon' });
    expect(today.state === 'seen' ? today.at.slice(0, 14) : '').toBe(noon.slice(0, 14));
    stage.clock.advanceMs(dayMs);
    await context.takeSnapshot();
    expect((await getUser(context, userKey)).user.activity).toMatchObject({ at: '2026-03-02T23:59:59.999Z' });
  });

  it('save whom no login was told of, also between plan and change', async () => {
    const stage = await open();
    const { context } = stage.sidecar;
    afterPlanning(context, async () => {
      expect(await findEntry(context, 1, victim)).toMatchObject({ fate: 'planned' });
      await context.store.beacon.note({
        userKey: (await keyOf(stage, victim)) as BeaconDay['userKey'],
        day: '2026-03-02',
      });
    });
    const run = await runPolicy(stage.sidecar, idle, 'live');
    expect(await outcomesOf(context, run.id, victim)).toEqual([
      { kind: 'skipped', reason: 'criteria-no-longer-match' },
    ]);
    expect((await context.store.runs.counts(run.id)).users.applied).toBeGreaterThan(5);
  });

  it('show how many people seen lately the login source missed', async () => {
    const stage = await open();
    const { context } = stage.sidecar;
    const state = await readState(stage.lab);
    for (const username of [victim, 'jörg.groß', 'keep.direct', 'plus idle']) {
      const userKey = state.get(username)?.userKey as BeaconDay['userKey'];
      await context.store.beacon.note({ userKey, day: '2026-03-01' });
    }
    const { sources } = await context.takeSnapshot();
    const logins = sources.find((one) => one.source === 'users.activity')?.evidence;
    expect(logins).toMatchObject({ recentElsewhere: 4, missed: 3 });
    expect(sources.find((one) => one.source === 'beacon')).toMatchObject({
      state: 'complete',
      count: 4,
      evidence: { importance: 'supporting', users: 'listed', usersTold: 4 },
    });
  });

  it('are forgotten after 400 days', async () => {
    const stage = await open();
    const { context } = stage.sidecar;
    const userKey = (await keyOf(stage, victim)) as BeaconDay['userKey'];
    const day = (daysAgo: number) => new Date(Date.parse(noon) - daysAgo * dayMs).toISOString().slice(0, 10);
    await context.store.beacon.note({ userKey, day: day(401) });
    await context.takeSnapshot();
    expect(await stage.kept()).toEqual([]);
    await context.store.beacon.note({ userKey, day: day(400) });
    await context.takeSnapshot();
    expect(await stage.kept()).toHaveLength(1);
  });
});
