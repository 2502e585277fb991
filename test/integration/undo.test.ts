// Taking a run back: from the before-images, for everybody or the chosen ones, with a preview and with what changed since.
import { afterEach, describe, expect, it } from 'vitest';
import type { Action } from '../../sidecar/src/domain/action.ts';
import type { Criteria } from '../../sidecar/src/domain/criteria/leaves.ts';
import type { Run } from '../../sidecar/src/domain/run.ts';
import { undoRun } from '../../sidecar/src/services/decisions.ts';
import type { Actor } from '../../sidecar/src/services/service-context.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import type { LabOptions } from '../lab/options.ts';
import { setGrants } from '../lab/world/changes.ts';
import { accountAt, configureDirectories, groupsAt, namesOfDirectories } from '../support/directories.ts';
import { joinAt, setActiveAt } from '../support/lab-changes.ts';
import { readState } from '../support/lab-state.ts';
import { findEntry, writesAt } from '../support/runs.ts';
import { buildPolicy, requireRun, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(options: LabOptions = {}, directories = false) {
  const lab = await startLab({ users: 160, checkAnswers: false, ...options });
  const overrides = { synchronisationWaitMs: 0 };
  const sidecar = await startSidecar({ lab, overrides, ...(directories ? configureDirectories(lab) : {}) });
  closers.push(lab.close, sidecar.close);
  const { store, clock, wake, runner } = sidecar.context;
  const undo = async (runId: number, more: { people?: readonly number[]; asked?: 'test' } = {}): Promise<Run> => {
    const actor = { userKey: 'ada', username: 'ada' } as Actor;
    const { people = null, asked } = more;
    const run = await undoRun({ store, clock, wake }, { runId, people, asked, actor });
    runner.wake();
    await runner.settled();
    return requireRun(sidecar.context, run.id);
  };
  return { lab, sidecar, context: sidecar.context, undo };
}

const idle: Criteria = { all: [{ inactiveDays: 90 }, { inGroup: 'confluence-users' }, { status: 'active' }] };
const act = (criteria: Criteria, ...actions: Action[]) =>
  buildPolicy({ criteria, actions, protect: { users: [], groups: ['keep'] } });

/** What undo is about: status and groups of everybody. */
const essence = async (lab: Lab) =>
  new Map([...(await readState(lab))].map(([name, user]) => [name, [user.status, [...user.groups].sort()]]));

async function outcomeOf(sidecar: Sidecar, runId: number, username: string) {
  return (await findEntry(sidecar.context, runId, username))?.steps.map((step) => step.outcome);
}

/** Lets the next reading read everything and then wait until it is let go on. */
function holdReading({ store }: Sidecar['context']) {
  const { finish } = store.snapshots;
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const { promise: reached, resolve: arrive } = Promise.withResolvers<void>();
  Object.assign(store.snapshots, {
    finish: async (...order: Parameters<typeof finish>) => {
      arrive();
      await gate;
      return finish(...order);
    },
  });
  return { open, reached };
}

describe('an undo', () => {
  it('gives everybody back exactly the status and the groups they had', async () => {
    const { lab, sidecar, undo } = await start();
    const before = await essence(lab);
    const actions: Action[] = [
      { removeFromGroups: ['confluence-users', 'all-staff'] },
      { addToGroups: ['empty-group'] },
    ];
    const run = await runPolicy(sidecar, act(idle, ...actions, 'disable'), 'live');
    expect(await essence(lab)).not.toEqual(before);
    const back = await undo(run.id);
    expect(back).toMatchObject({ ending: 'completed', mode: 'live', trigger: { kind: 'undo', of: run.id, by: 'ada' } });
    expect(await essence(lab)).toEqual(before);
    const { users } = await sidecar.context.store.runs.counts(back.id);
    expect(Object.keys(users)).toEqual(['applied']);
  });

  it('rests on no reading that began before the run it takes back, and takes another one', async () => {
    const { lab, context, sidecar, undo } = await start();
    await context.takeSnapshot();
    const { open, reached } = holdReading(context);
    const reading = context.takeSnapshot();
    await reached;
    const run = await runPolicy(sidecar, act({ username: ['no.email'] }, 'disable'), 'live');
    const { list } = context.store.runs;
    // The undo asks when the last live run ended, and right after that for a reading.
    Object.assign(context.store.runs, {
      list: async (query: Parameters<typeof list>[0]) => {
        setImmediate(open);
        return list(query);
      },
    });
    const back = await undo(run.id);
    expect(back.snapshotId).toBeGreaterThan((await reading).id);
    expect(await outcomeOf(sidecar, back.id, 'no.email')).toEqual([{ kind: 'applied' }]);
    expect((await readState(lab)).get('no.email')?.status).toBe('current');
  });

  it('as a preview says what it would do and sends nothing', async () => {
    const { lab, sidecar, undo } = await start();
    const run = await runPolicy(sidecar, act({ username: ['no.email'] }, 'disable'), 'live');
    lab.wire.log.clear();
    const preview = await undo(run.id, { asked: 'test' });
    expect(preview).toMatchObject({ mode: 'test', ending: 'completed' });
    expect(await outcomeOf(sidecar, preview.id, 'no.email')).toEqual([{ kind: 'rehearsed' }]);
    expect(writesAt(lab)).toEqual([]);
  });

  it('takes back the chosen users alone', async () => {
    const { lab, sidecar, undo } = await start();
    const chosen = ['no.email', 'show.markup'];
    const run = await runPolicy(sidecar, act({ username: chosen }, 'disable'), 'live');
    const entry = await findEntry(sidecar.context, run.id, 'no.email');
    await undo(run.id, { people: [entry?.personId ?? 0] });
    const after = await readState(lab);
    expect(chosen.map((name) => after.get(name)?.status)).toEqual(['current', 'deactivated']);
  });

  it('says who was changed by somebody else since, and leaves to them what is so already', async () => {
    const { lab, sidecar, undo } = await start();
    const policy = act({ username: ['no.email'] }, { removeFromGroups: ['confluence-users'] }, 'disable');
    const run = await runPolicy(sidecar, policy, 'live');
    setActiveAt(lab, 'no.email', true);
    joinAt(lab, 'no.email', 'empty-group');
    const back = await undo(run.id);
    const entry = await findEntry(sidecar.context, back.id, 'no.email');
    expect(entry?.notes).toContain('changed-since');
    expect(entry?.steps.map(({ change, outcome }) => [change.kind, outcome?.kind])).toEqual([
      ['enable', 'already'],
      ['add-to-group', 'applied'],
    ]);
    expect((await readState(lab)).get('no.email')?.groups).toContain('empty-group');
  });

  it('leaves disabled whom a later run disabled, and says so', async () => {
    const { lab, sidecar, undo } = await start();
    const policy = act({ all: [{ username: ['no.email'] }, { status: 'active' }] }, 'disable');
    const first = await runPolicy(sidecar, policy, 'live');
    setActiveAt(lab, 'no.email', true);
    const second = await runPolicy(sidecar, policy, 'live');
    expect(await outcomeOf(sidecar, second.id, 'no.email')).toEqual([{ kind: 'applied' }]);
    const back = await undo(first.id);
    const entry = await findEntry(sidecar.context, back.id, 'no.email');
    expect(entry).toMatchObject({ notes: ['changed-since'], steps: [] });
    expect((await readState(lab)).get('no.email')?.status).toBe('deactivated');
    await undo(second.id);
    expect((await readState(lab)).get('no.email')?.status).toBe('current');
  });

  it('leaves disabled whom somebody enabled and disabled again since, as far as a snapshot showed it', async () => {
    const { lab, sidecar, undo } = await start();
    const run = await runPolicy(sidecar, act({ username: ['no.email', 'show.markup'] }, 'disable'), 'live');
    setActiveAt(lab, 'no.email', true);
    await sidecar.context.takeSnapshot();
    setActiveAt(lab, 'no.email', false);
    await sidecar.context.takeSnapshot();
    const back = await undo(run.id);
    const entry = await findEntry(sidecar.context, back.id, 'no.email');
    expect(entry).toMatchObject({ notes: ['changed-since'], steps: [] });
    const after = await readState(lab);
    expect(['no.email', 'show.markup'].map((name) => after.get(name)?.status)).toEqual(['deactivated', 'current']);
  });

  it('cannot bring back who was deleted, and says so', async () => {
    const { sidecar, undo } = await start();
    const run = await runPolicy(sidecar, act({ username: ['no.email'] }, 'delete'), 'live');
    const back = await undo(run.id);
    expect(await outcomeOf(sidecar, back.id, 'no.email')).toEqual([
      { kind: 'unsupported', reason: 'user-is-gone-for-good' },
    ]);
  });

  it('can be taken back itself', async () => {
    const { lab, sidecar, undo } = await start();
    const run = await runPolicy(sidecar, act({ username: ['no.email'] }, 'disable'), 'live');
    const done = await essence(lab);
    const back = await undo(run.id);
    expect(await essence(lab)).not.toEqual(done);
    await undo(back.id);
    expect(await essence(lab)).toEqual(done);
  });

  it('of a run that changed nothing, or that only rehearsed, is refused', async () => {
    const { sidecar, undo } = await start();
    const rehearsed = await runPolicy(sidecar, act({ username: ['no.email'] }, 'disable'), 'test');
    await expect(undo(rehearsed.id)).rejects.toMatchObject({ code: 'nothing_to_undo' });
    const idleRun = await runPolicy(sidecar, act({ username: ['no.email'] }, 'enable'), 'live');
    await expect(undo(idleRun.id)).rejects.toMatchObject({ code: 'nothing_to_undo' });
  });

  it('brings nobody back by itself into a group that gives rights in the administration by now', async () => {
    const { lab, sidecar, undo } = await start();
    const policy = act({ username: ['no.email'] }, { removeFromGroups: ['confluence-users'] });
    const run = await runPolicy(sidecar, policy, 'live');
    setGrants(lab.world, 'group:confluence-users', ['application/use', 'system/administer']);
    const back = await undo(run.id);
    expect(back.ending).toBe('quarantined');
    expect(await outcomeOf(sidecar, back.id, 'no.email')).toEqual([null]);
    expect((await readState(lab)).get('no.email')?.groups).not.toContain('confluence-users');
  });

  it('moves an account back to where it was, with its groups', async () => {
    const { lab, sidecar, undo } = await start({ directories: 'three', synchroniseEveryMinutes: 0 }, true);
    const names = namesOfDirectories(lab);
    const groups = groupsAt(lab, names.crowd, 'crowd.only.idle');
    const order = { from: names.crowd, to: names.internal, missingGroups: 'create', mailPasswordReset: false } as const;
    const run = await runPolicy(sidecar, act({ username: ['crowd.only.idle'] }, { moveToDirectory: order }), 'live');
    expect(accountAt(lab, names.crowd, 'crowd.only.idle')).toBeUndefined();
    const back = await undo(run.id);
    expect(back.ending).toBe('completed');
    expect(groupsAt(lab, names.crowd, 'crowd.only.idle')).toEqual(groups);
    expect(accountAt(lab, names.internal, 'crowd.only.idle')).toBeUndefined();
  });
});
