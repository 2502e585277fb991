// "Give me my access back": told only where the policy offers it, a run of its own for one user, once, within days and seats.
import type { FastifyInstance } from 'fastify';
import { afterEach, expect, it } from 'vitest';
import { buildApp } from '../../sidecar/src/app.ts';
import type { PolicyDefinition, PolicyId } from '../../sidecar/src/domain/policy.ts';
import { useGiveBackLink } from '../../sidecar/src/services/give-back-link.ts';
import { giveBackForHelpdesk } from '../../sidecar/src/services/helpdesk.ts';
import { startTogether } from '../support/last-seat.ts';
import { afterPlanning } from '../support/runs.ts';
import { buildPolicy } from '../support/sidecar.ts';
import { idle, type StagedScene, startStaged } from '../support/staged.ts';

const publicUrl = 'https://wiki.example.com/user-management';
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function open(licenceSeats?: number): Promise<StagedScene & { readonly app: FastifyInstance }> {
  const scene = await startStaged({ publicUrl, ...(licenceSeats === undefined ? {} : { licenceSeats }) });
  closers.push(scene.close);
  const app = buildApp(scene.sidecar.context);
  await app.ready();
  closers.push(() => app.close());
  return { ...scene, app };
}

const takes: PolicyDefinition = buildPolicy({
  criteria: { all: [{ inactiveDays: 90 }, { username: [idle] }] },
  actions: ['takeLicence', 'disable'],
  giveBack: { days: 14 },
});

function requireLink({ mails }: Pick<StagedScene, 'mails'>): string {
  const found = /https:\/\/wiki\.example\.com(\/user-management\/give-back\/[^\s"]+)/.exec(mails().at(-1)?.text ?? '');
  if (found?.[1] === undefined) throw new Error('the mail has no link');
  return found[1];
}

const look = (app: FastifyInstance, url: string) => app.inject({ method: 'GET', url });
const press = (app: FastifyInstance, url: string) =>
  app.inject({ method: 'POST', url, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: '' });

it('tells whoever lost access, does nothing when its link is opened, and gives back once what was taken, by a run of its own', async () => {
  const scene = await open();
  const { app, night, userNow, sidecar } = scene;
  const before = await userNow();
  const run = await night(takes);
  expect(scene.mails().map(({ subject }) => subject)).toEqual(['Your access to Confluence was taken away']);
  const link = requireLink(scene);
  expect((await look(app, link)).statusCode).toBe(200);
  expect(await userNow()).toMatchObject({ status: 'deactivated' });

  expect((await press(app, link)).statusCode).toBe(202);
  const { runner, store } = sidecar.context;
  runner.wake();
  await runner.settled();
  const after = await userNow();
  expect([after?.status, [...(after?.groups ?? [])].sort()]).toEqual(['current', [...(before?.groups ?? [])].sort()]);
  const [undo] = await store.runs.list({ limit: 1, before: null });
  expect(undo).toMatchObject({
    trigger: { kind: 'undo', by: 'system', of: run.id },
    mode: 'live',
    ending: 'completed',
  });
  expect(await store.runs.report(undo?.id ?? 0)).not.toBeNull();
  const audit = await store.audit.list({ limit: 50, before: null, event: 'user.took-back' });
  expect(audit).toMatchObject([{ about: idle, details: { run: run.id, undo: undo?.id } }]);

  expect([(await press(app, link)).statusCode, (await look(app, link)).statusCode]).toEqual([410, 410]);
  await scene.passDays(1);
  await night(takes);
  expect(await userNow()).toMatchObject({ status: 'current' });
});

it('gives nothing back after its days, and nothing while no seat is known to be free', async () => {
  const scene = await open();
  await scene.night(takes);
  const link = requireLink(scene);
  scene.clock.advanceMs(15 * 86_400_000);
  expect([(await press(scene.app, link)).statusCode, (await look(scene.app, link)).body]).toEqual([
    410,
    expect.stringContaining('This link has ended'),
  ]);
  const full = await open(5);
  await full.night(takes);
  const answer = await press(full.app, requireLink(full));
  expect([answer.statusCode, answer.body]).toEqual([409, expect.stringContaining('No seat is known to be free')]);
  expect(await full.userNow()).toMatchObject({ status: 'deactivated' });
});

it('is not used up while an emergency stop is in the way', async () => {
  const scene = await open();
  await scene.night(takes);
  const link = requireLink(scene);
  const { settings } = scene.sidecar.context.store;
  const at = scene.clock.now();
  await settings.set('emergencyStop', { by: 'ada', at }, { by: 'ada', at });
  expect((await press(scene.app, link)).body).toContain('Not at this moment');
  await settings.set('emergencyStop', null, { by: 'ada', at });
  expect((await press(scene.app, link)).statusCode).toBe(202);
});

it('says that it is not the moment while live runs rest, be it before its run begins or while that waits', async () => {
  const scene = await open();
  await scene.night(takes);
  const link = requireLink(scene);
  const { store, runner } = scene.sidecar.context;
  const change = { by: 'ada', at: scene.clock.now() };
  const isLater = async (does: typeof look) =>
    expect((await does(scene.app, link)).body).toContain('Not at this moment');
  const freeze = { zone: 'UTC', weekly: [], freezes: [{ from: '2026-01-01', to: '2026-12-31' }] };
  await store.settings.set('quietTimes', freeze, change);
  await isLater(look);
  await isLater(press);
  expect(await store.runs.list({ trigger: 'undo', limit: 1, before: null })).toEqual([]);
  await store.settings.set('quietTimes', null, change);

  afterPlanning(scene.sidecar.context, () => store.settings.set('emergencyStop', change, change));
  expect((await press(scene.app, link)).statusCode).toBe(202);
  runner.wake();
  await runner.settled();
  const [undo] = await store.runs.list({ trigger: 'undo', standing: 'open', limit: 1, before: null });
  await isLater(look);
  await store.settings.set('emergencyStop', null, change);
  expect((await look(scene.app, link)).statusCode).toBe(202);
  await store.settings.set('quietTimes', freeze, change);
  await isLater(look);
  await store.settings.set('quietTimes', null, change);
  await store.settings.set('processMode', 'observe', change);
  await isLater(look);
  await store.settings.set('processMode', 'live', change);
  await store.runs.pause({ runId: undo?.id ?? 0, by: 'ada', takesOver: false });
  await isLater(look);
  await store.runs.resume({ runId: undo?.id ?? 0 });
  runner.wake();
  await runner.settled();
  expect(await scene.userNow()).toMatchObject({ status: 'current' });
});

it('begins no run without saying in the trail whose wish it was', async () => {
  const scene = await open();
  await scene.night(takes);
  const link = requireLink(scene);
  const { store } = scene.sidecar.context;
  const { together } = store;
  const { noteGivenBack } = store.links;
  const fail = async () => {
    throw new Error('the process ends here');
  };
  Object.assign(store.links, { noteGivenBack: fail });
  const failing: typeof together = (act) =>
    together((joined) => act({ ...joined, links: { ...joined.links, noteGivenBack: fail } }));
  Object.assign(store, { together: failing });
  expect((await press(scene.app, link)).statusCode).toBe(500);
  expect(await store.runs.list({ trigger: 'undo', limit: 1, before: null })).toEqual([]);
  Object.assign(store.links, { noteGivenBack });
  Object.assign(store, { together });
  expect((await press(scene.app, link)).statusCode).toBe(202);
});

it('promises a seat once, also where the last reading still shows the seat that was given since', async () => {
  const scene = await open();
  const { app, lab, sidecar, userNow } = scene;
  const { runner, store, takeSnapshot } = sidecar.context;
  const pair = [idle, 'show.rtl'];
  await scene.night({ ...takes, criteria: { username: pair } });
  const links = scene.mails().map((mail) => requireLink({ mails: () => [mail] }));
  const taken = await store.snapshots.licence((await takeSnapshot()).id);
  lab.world.licenceSeats = (taken?.host.used ?? 0) + 1;
  await takeSnapshot();
  expect((await look(app, links[1] ?? '')).statusCode).toBe(200);
  expect((await press(app, links[0] ?? '')).statusCode).toBe(202);
  runner.wake();
  await runner.settled();
  const answer = await press(app, links[1] ?? '');
  expect([answer.statusCode, answer.body]).toEqual([409, expect.stringContaining('No seat is known to be free')]);
  lab.world.licenceSeats += 1;
  await takeSnapshot();
  expect((await press(app, links[1] ?? '')).statusCode).toBe(202);
  runner.wake();
  await runner.settled();
  expect(await Promise.all(pair.map((name) => userNow(name)))).toMatchObject([
    { status: 'current' },
    { status: 'current' },
  ]);
});

it('gives the last seat to one of two at the same moment, of whom one has a link and the other the helpdesk', async () => {
  const scene = await open();
  const { lab, sidecar, userNow } = scene;
  const { runner, store, takeSnapshot } = sidecar.context;
  const nights = [];
  for (const name of [idle, 'show.rtl']) {
    nights.push(await scene.night({ ...takes, policy: `of-${name}` as PolicyId, criteria: { username: [name] } }));
  }
  const [text = ''] = scene.mails().flatMap((mail) =>
    requireLink({ mails: () => [mail] })
      .split('/')
      .slice(-1),
  );
  const taken = await store.snapshots.licence((await takeSnapshot()).id);
  lab.world.licenceSeats = (taken?.host.used ?? 0) + 1;
  await takeSnapshot();
  const context = { ...sidecar.context, store: startTogether(store, 2) };
  const { userKey = '' } = (await userNow('show.rtl')) ?? {};
  const actor = { userKey: 'helper', username: 'helper' };
  const order = { userKey, runId: nights[1]?.id ?? 0, actor, role: 'helpdesk' } as const;
  const [byLink, byHelpdesk] = await Promise.allSettled([
    useGiveBackLink(context, text),
    giveBackForHelpdesk(context, order),
  ]);
  const given = [byLink.status === 'fulfilled' && byLink.value.state === 'done', byHelpdesk.status === 'fulfilled'];
  expect(given.filter((one) => one)).toHaveLength(1);
  expect(byHelpdesk).toMatchObject(given[1] === true ? {} : { reason: { code: 'no_seat_free' } });
  runner.wake();
  await runner.settled();
  const statuses = await Promise.all([idle, 'show.rtl'].map(async (name) => (await userNow(name))?.status));
  expect(statuses.sort()).toEqual(['current', 'deactivated']);
});

it('sends nobody a mail where the policy does not offer it, and is no "keep me" link', async () => {
  const scene = await open();
  const { giveBack: _offer, ...silent } = takes;
  await scene.night(silent);
  expect(scene.mails()).toEqual([]);
  const other = await open();
  await other.night(takes);
  const link = requireLink(other).replace('/give-back/', '/keep/');
  expect((await press(other.app, link)).statusCode).toBe(404);
  expect(await other.userNow()).toMatchObject({ status: 'deactivated' });
});

it('gives nothing to whoever has its numbers in a store begun anew, and tells whoever opens it nothing of them', async () => {
  const first = await open();
  await first.night(takes);
  const link = requireLink(first);
  const anew = await open();
  await anew.night({ ...takes, criteria: { username: ['show.rtl'] } });
  const numbers = /give-back\/(1\.\d+\.\d+)\./;
  expect(numbers.exec(requireLink(anew))?.[1]).toBe(numbers.exec(link)?.[1]);
  const answers = [await look(anew.app, link), await press(anew.app, link)];
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404]);
  const forged = await press(anew.app, link.replace(/.{43}$/, 'A'.repeat(43)));
  expect(forged.body).toBe(answers[1]?.body);
  expect(await anew.userNow('show.rtl')).toMatchObject({ status: 'deactivated' });
});

it('has ended for whoever was erased, and for a store that has not come as far as its run', async () => {
  const scene = await open();
  await scene.night(takes);
  const link = requireLink(scene);
  const empty = await open();
  expect((await press(empty.app, link)).body).toContain('This link has ended');
  const { erasure } = scene.sidecar.context.store;
  const person = await erasure.find(idle);
  if (person === null) throw new Error('nobody of the name is known');
  await erasure.erase({ person, by: 'ada', at: scene.clock.now(), keptDays: 180 });
  expect((await press(scene.app, link)).body).toContain('This link has ended');
});
