// What the feeds of directories may do for policies that wait for events: call for a reading, and nothing by their silence.
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { PolicyId } from '../../sidecar/src/domain/policy.ts';
import { askConfluence, askControl, askCrowd } from '../lab/ask.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { createMovableClock, type MovableClock } from '../support/clock.ts';
import { crowdApplications } from '../support/crowd-applications.ts';
import { createAt } from '../support/lab-changes.ts';
import { buildPolicy, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const crowd = 'Company Crowd';
const start = '2026-03-02T12:00:00.000Z';
const waiting = buildPolicy({
  policy: 'welcome' as PolicyId,
  on: { event: 'creation', everyMinutes: 60 },
  criteria: { username: ['nobody.of.this.name'] },
  actions: [{ addToGroups: ['confluence-users'] }],
});
const disabling = buildPolicy({ criteria: { username: ['crowd.comes.back'] }, actions: ['disable'] });

interface Stage {
  readonly lab: Lab;
  readonly clock: MovableClock;
  readonly sidecar: Sidecar;
  /** Moves both clocks on, looks, and says whether everything was read. */
  readonly lookAfter: (minutes: number) => Promise<boolean>;
  /** Requests since the last look began, as often as a path was asked for. */
  readonly asked: (service: 'confluence' | 'crowd', address: RegExp) => number;
}

async function open(at: Pick<Stage, 'lab' | 'clock'>, more: Partial<Parameters<typeof startSidecar>[0]> = {}) {
  const { lab, clock } = at;
  const sidecar = await startSidecar({ lab, clock, ...crowdApplications(lab, [crowd]), ...more });
  closers.push(sidecar.close);
  const { store, scheduler } = sidecar.context;
  await store.policies.save({ definition: waiting, origin: { kind: 'api', by: 'test' }, at: clock.now() });
  return {
    ...at,
    sidecar,
    async lookAfter(minutes: number) {
      clock.advanceMs(minutes * 60_000);
      await askControl(lab, 'POST', '/clock', { now: clock.now() });
      lab.wire.log.clear();
      const before = await store.snapshots.newest();
      await scheduler.look();
      await scheduler.settled();
      await scheduler.look();
      return (await store.snapshots.newest())?.id !== before?.id;
    },
    asked: (service: 'confluence' | 'crowd', address: RegExp) =>
      lab.wire.log.list().filter((one) => one.service === service && address.test(one.path)).length,
  } satisfies Stage;
}

/** A site with three directories, one of which is asked through Crowd, and a policy that looks for new users every hour. */
async function setStage(more: { synchroniseEveryMinutes?: number } = {}): Promise<Stage> {
  const clock = createMovableClock(start);
  const lab = await startLab({
    users: 150,
    directories: 'three',
    startEpochMs: Date.parse(start),
    synchroniseEveryMinutes: 0,
    ...more,
  });
  closers.push(lab.close);
  const stage = await open({ lab, clock });
  expect(await stage.lookAfter(0)).toBe(true);
  return stage;
}

const listPath = /\/rest\/api\/user\/list$/;
const feedPath = /\/event(\/|$)/;

async function createInCrowd(lab: Lab, name: string): Promise<void> {
  const person = {
    'first-name': 'New',
    'last-name': 'Comer',
    'display-name': 'New Comer',
    email: `${name}@example.com`,
  };
  const body = { name, ...person, active: true, password: { value: 'a long secret' } };
  const { status } = await askCrowd(lab, 'user', { method: 'POST', application: 'user-management-crowd', body });
  expect(status).toBe(201);
}

/** A change of no consequence, as directories have them all day long. */
async function touchInCrowd(lab: Lab, name: string, value: string): Promise<void> {
  const body = { attributes: [{ name: 'room', values: [value] }] };
  const address = `user/attribute?username=${name}`;
  const { status } = await askCrowd(lab, address, { method: 'POST', application: 'user-management-crowd', body });
  expect(status).toBe(204);
}

const requireApplication = ({ lab }: Stage) => {
  const application = lab.crowd.applications.get('user-management-crowd');
  if (application === undefined) throw new Error('the lab has no application for its Crowd');
  return application;
};

describe('the feed of a directory', () => {
  it('has everything read where it names a newcomer whom Confluence knows, without a list being asked first', async () => {
    const stage = await setStage();
    const ofOneReading = stage.asked('confluence', listPath);
    await createInCrowd(stage.lab, 'new.comer');
    expect(await stage.lookAfter(30)).toBe(false);
    expect(await stage.lookAfter(31)).toBe(true);
    expect(stage.asked('confluence', listPath)).toBe(ofOneReading);
    expect(await stage.lookAfter(61)).toBe(false);
  });

  it('names a newcomer again at each look until Confluence knows them too', async () => {
    const stage = await setStage({ synchroniseEveryMinutes: 100_000 });
    const ofOneReading = stage.asked('confluence', listPath);
    await createInCrowd(stage.lab, 'new.comer');
    expect(await stage.lookAfter(61)).toBe(false);
    expect(stage.asked('crowd', feedPath)).toBe(1);
    await askControl(stage.lab, 'POST', '/synchronise', { directory: crowd, immediate: true });
    expect(await stage.lookAfter(61)).toBe(true);
    expect(stage.asked('confluence', listPath)).toBe(ofOneReading);
  });

  it('has everything read where somebody is back whom a run had disabled, so that it is noted within the hour', async () => {
    const stage = await setStage();
    const run = await runPolicy(stage.sidecar, disabling, 'live');
    expect(run.ending).toBe('completed');
    const { store, takeSnapshot } = stage.sidecar.context;
    await takeSnapshot();
    expect(await stage.lookAfter(61)).toBe(false);
    await askControl(stage.lab, 'POST', '/synchronise', { directory: crowd, immediate: true });
    expect(await stage.lookAfter(61)).toBe(true);
    expect(await store.rebounds.ofRun({ runId: run.id, after: 0, limit: 10 })).toMatchObject([
      { username: 'crowd.comes.back', reason: 'synchronised-directory' },
    ]);
  });

  it('takes nobody for a newcomer who only has another name by now', async () => {
    const stage = await setStage();
    const { status } = await askCrowd(stage.lab, 'user/rename?username=crowd.only.idle', {
      method: 'POST',
      application: 'user-management-crowd',
      body: { 'new-name': 'crowd.renamed' },
    });
    expect(status).toBe(200);
    expect(await stage.lookAfter(61)).toBe(false);
    expect(stage.asked('crowd', feedPath)).toBe(1);
    const known = await askConfluence(stage.lab, '/rest/api/user?username=crowd.renamed');
    expect(known.json).toMatchObject({ type: 'known', username: 'crowd.renamed' });
  });

  it('has nothing read for changes of people whom nobody waits for, nor for changes that make no difference', async () => {
    const stage = await setStage();
    await runPolicy(stage.sidecar, disabling, 'live');
    await stage.sidecar.context.takeSnapshot();
    await touchInCrowd(stage.lab, 'crowd.comes.back', 'A 1');
    await touchInCrowd(stage.lab, 'crowd.only.idle', 'A 2');
    expect(await stage.lookAfter(61)).toBe(false);
    expect(stage.asked('crowd', feedPath)).toBe(1);
    expect(stage.asked('confluence', listPath)).toBeGreaterThan(0);
  });

  it('is not believed when it is silent: the list of users is asked all the same', async () => {
    const stage = await setStage();
    const ofOneReading = stage.asked('confluence', listPath);
    createAt(stage.lab, 'somebody.of.another.directory');
    expect(await stage.lookAfter(61)).toBe(true);
    expect(stage.asked('confluence', listPath)).toBeGreaterThan(ofOneReading);
  });

  it('has everything read once where it no longer knows what changed, and not each time where it never does', async () => {
    const stage = await setStage();
    stage.lab.crowd.feed.forget();
    expect(await stage.lookAfter(61)).toBe(true);
    expect(await stage.lookAfter(61)).toBe(false);
    stage.lab.crowd.feed.forget();
    expect(await stage.lookAfter(61)).toBe(true);
    for (let looks = 0; looks < 3; looks += 1) {
      stage.lab.crowd.feed.forget();
      expect(await stage.lookAfter(61)).toBe(false);
    }
    // Without a token it is not even asked, until everything is read for another reason.
    expect(stage.asked('crowd', feedPath)).toBe(0);
    await stage.sidecar.context.takeSnapshot();
    expect(await stage.lookAfter(61)).toBe(false);
    expect(stage.asked('crowd', feedPath)).toBe(1);
  });

  it('calls again for the reading that failed after it had lost count', async () => {
    const stage = await setStage();
    stage.lab.crowd.feed.forget();
    await askControl(stage.lab, 'POST', '/faults', {
      match: { method: 'GET', path: '/confluence/rest/api/group' },
      kind: 'status',
      status: 403,
    });
    expect(await stage.lookAfter(61)).toBe(false);
    await askControl(stage.lab, 'DELETE', '/faults');
    expect(await stage.lookAfter(61)).toBe(true);
  });

  it('changes nothing where it is switched off: lists are asked, nothing is read for its sake, and it is left in peace', async () => {
    const stage = await setStage();
    requireApplication(stage).incremental = false;
    expect(await stage.lookAfter(61)).toBe(false);
    expect(stage.asked('confluence', listPath)).toBeGreaterThan(0);
    expect(await stage.lookAfter(61)).toBe(false);
    expect(stage.asked('crowd', feedPath)).toBe(0);
    await stage.sidecar.context.takeSnapshot();
    for (let looks = 0; looks < 2; looks += 1) expect(await stage.lookAfter(61)).toBe(false);
    createAt(stage.lab, 'somebody.new');
    expect(await stage.lookAfter(61)).toBe(true);
  });

  it('bars nothing where it cannot be asked: lists are asked, and full readings go on', async () => {
    const stage = await setStage();
    await askControl(stage.lab, 'POST', '/faults', {
      match: { method: 'GET', path: '/crowd/rest/usermanagement/*/event**' },
      kind: 'status',
      status: 500,
    });
    expect(await stage.lookAfter(61)).toBe(false);
    createAt(stage.lab, 'somebody.new');
    expect(await stage.lookAfter(61)).toBe(true);
    expect(await stage.lookAfter(61)).toBe(false);
  });

  it('has everything read once where a directory was asked for nothing so far', async () => {
    const folder = await makeTemporaryFolder();
    closers.push(folder.remove);
    const databaseFile = path.join(folder.path, 'store.db');
    const clock = createMovableClock(start);
    const lab = await startLab({ users: 150, directories: 'three', startEpochMs: Date.parse(start) });
    closers.push(lab.close);
    const without = await open({ lab, clock }, { databaseFile, directories: [], directoryPasswords: {} });
    expect(await without.lookAfter(0)).toBe(true);
    expect(await without.lookAfter(61)).toBe(false);
    await without.sidecar.close();
    const stage = await open({ lab, clock }, { databaseFile });
    expect(await stage.lookAfter(61)).toBe(true);
    expect(await stage.lookAfter(61)).toBe(false);
  });

  it('never has everything read more often than the policy wants it, however busy the directory is', async () => {
    const stage = await setStage();
    let readings = 0;
    for (let look = 0; look < 24; look += 1) {
      await createInCrowd(stage.lab, `new.comer.${look}`);
      if (look % 5 === 0) stage.lab.crowd.feed.forget();
      if (await stage.lookAfter(10)) readings += 1;
    }
    expect(readings).toBe(4);
  });
});
