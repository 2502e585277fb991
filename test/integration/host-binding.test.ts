// One product, one Confluence: the first use binds; clones, copies and moved sites are looked at only, until somebody confirms.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../sidecar/src/context.ts';
import { watchHost } from '../../sidecar/src/services/host.ts';
import { confirmHost, describeProcess } from '../../sidecar/src/services/process.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import type { LabOptions } from '../lab/options.ts';
import { requirePlan, writesAt } from '../support/runs.ts';
import { buildPolicy, requestRun, requireRun, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

const idle = buildPolicy({
  criteria: { all: [{ inactiveDays: 90 }, { inGroup: 'confluence-users' }, { status: 'active' }] },
  actions: ['disable'],
  protect: { users: [], groups: ['keep'] },
});
const administrator = { userKey: 'key-of-admin', username: 'admin' };

const closers: (() => Promise<void>)[] = [];
let databaseFile = '';
beforeEach(async () => {
  const folder = await makeTemporaryFolder();
  closers.push(folder.remove);
  databaseFile = `${folder.path}/store.db`;
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function startAt(options: LabOptions): Promise<Lab> {
  const lab = await startLab({ users: 100, ...options });
  closers.push(lab.close);
  return lab;
}

/** The product as it is started against this address, with the memory it has. */
async function start(lab: Pick<Lab, 'baseUrl' | 'service'>): Promise<Sidecar> {
  const sidecar = await startSidecar({ lab, databaseFile });
  closers.push(sidecar.close);
  return sidecar;
}

const watch = (context: Context) => ({ ...context, hostWatch: watchHost(context) });

const publicUrl = 'https://wiki.example.com/confluence';

describe('the first use', () => {
  it('binds the product to the Confluence that answers, and later starts find it confirmed', async () => {
    const lab = await startAt({ publicUrl });
    const { context, ...first } = await start(lab);
    expect((await describeProcess(watch(context))).hostState).toBe('unbound');
    expect(await runPolicy({ context, ...first }, idle, 'test')).toMatchObject({ ending: 'completed' });
    const { hostBinding } = await context.store.settings.all();
    expect(hostBinding).toMatchObject({
      hostId: lab.site.hostId,
      statedUrl: publicUrl,
      configuredUrl: lab.baseUrl,
      confirmedBy: null,
    });
    const later = await start(lab);
    expect((await describeProcess(watch(later.context))).hostState).toBe('confirmed');
    expect(await runPolicy(later, idle, 'live')).toMatchObject({ ending: 'completed' });
    expect(writesAt(lab).length).toBeGreaterThan(5);
  });
});

describe.each<{ what: string; become: (bound: Lab) => Lab | Promise<Lab> }>([
  {
    what: 'a clone with an id of its own',
    become: () => startAt({ publicUrl, hostId: '11111111-2222-3333-a444-555555555555' }),
  },
  { what: 'a copy with the same id at another address', become: () => startAt({ publicUrl }) },
  {
    what: 'the same site, stating another address',
    become: (bound) => {
      bound.site.address.publicUrl = 'https://copy.example.com/confluence';
      return bound;
    },
  },
])('$what', ({ become }) => {
  it('is read and rehearsed on, holds every live run with its plan, and gets no write request', async () => {
    const bound = await startAt({ publicUrl });
    await runPolicy(await start(bound), idle, 'test');
    const clone = await become(bound);
    const sidecar = await start(clone);
    const { context } = sidecar;
    expect((await describeProcess(watch(context))).hostState).toBe('changed');
    const rehearsed = await runPolicy(sidecar, idle, 'test');
    expect(rehearsed).toMatchObject({ ending: 'completed' });
    expect((await context.store.runs.counts(rehearsed.id)).users.rehearsed).toBeGreaterThan(5);

    const held = await runPolicy(sidecar, idle, 'live');
    expect(held).toMatchObject({ ending: 'quarantined', mode: 'live' });
    const plan = await requirePlan(context, held.id);
    expect(plan.refusals).toEqual([{ guard: 'host-not-confirmed', details: {} }]);
    expect(plan.summary.planned).toBeGreaterThan(5);
    expect(writesAt(clone)).toEqual([]);
  });

  it('is acted upon after an administrator confirmed it', async () => {
    const bound = await startAt({ publicUrl });
    await runPolicy(await start(bound), idle, 'test');
    const clone = await become(bound);
    const sidecar = await start(clone);
    await confirmHost(watch(sidecar.context), clone.site.hostId, administrator);
    const { hostBinding } = await sidecar.context.store.settings.all();
    expect(hostBinding).toMatchObject({
      hostId: clone.site.hostId,
      configuredUrl: clone.baseUrl,
      confirmedBy: 'admin',
    });
    expect(await runPolicy(sidecar, idle, 'live')).toMatchObject({ ending: 'completed' });
    expect(writesAt(clone).length).toBeGreaterThan(5);
  });
});

describe('a live run that is under way', () => {
  it('does nothing more when another Confluence answers at its next start', async () => {
    const lab = await startAt({ publicUrl });
    const first = await start(lab);
    const run = await requestRun(first.context, idle, 'live');
    const { savePlan } = first.context.store.runs;
    Object.assign(first.context.store.runs, {
      savePlan: async (input: Parameters<typeof savePlan>[0]) => {
        await savePlan(input);
        await first.context.store.settings.set(
          'emergencyStop',
          { by: 'admin', at: input.madeAt },
          { by: 'admin', at: input.madeAt },
        );
      },
    });
    first.context.runner.wake();
    await first.context.runner.settled();
    expect(await requireRun(first.context, run.id)).toMatchObject({ state: 'executing' });
    await first.context.store.settings.set('emergencyStop', null, { by: 'admin', at: first.context.clock.now() });

    const clone = await startAt({ publicUrl });
    const second = await start(clone);
    second.context.runner.wake();
    await second.context.runner.settled();
    expect(await requireRun(second.context, run.id)).toMatchObject({ ending: 'failed', failure: 'host_not_confirmed' });
    expect(writesAt(lab)).toEqual([]);
    expect(writesAt(clone)).toEqual([]);
  });
});
