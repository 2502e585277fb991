// Newcomers whose run is held right after they were created and goes on later: their name may be another one's by then.
import { afterEach, describe, expect, it } from 'vitest';
import type { Newcomer } from '../../../sidecar/src/domain/newcomer.ts';
import { createUser } from '../../lab/confluence/user-changes.ts';
import { accountAt, configureDirectories, groupsAt, namesOfDirectories } from '../../support/directories.ts';
import { holdAfterSteps, stopAll } from '../../support/held-between-steps.ts';
import { deleteAt, leaveAt, setActiveAt } from '../../support/lab-changes.ts';
import { readState } from '../../support/lab-state.ts';
import { outcomesOf } from '../../support/runs.ts';
import { closeAll, create, groupsOf, newcomer, person, type Stage, setStage, userNamed } from './stage.ts';

afterEach(closeAll);

const name = 'new.one';
const applied = { kind: 'applied' };
const skipped = (reason: string) => ({ kind: 'skipped', reason });
const groups = ['contractors', 'empty-group'];

const hold = (stage: Stage, one: Newcomer, steps: number) =>
  holdAfterSteps(stage.sidecar, steps, () => create(stage, [one]));

const groupsNow = async ({ lab }: Stage) => (await readState(lab)).get(name)?.groups ?? [];

describe('somebody created by Confluence', () => {
  it('gets the rest once the run goes on', async () => {
    const stage = await setStage();
    const held = await hold(stage, newcomer(name, { groups }), 1);
    expect(await held.goOn()).toEqual([applied, applied, applied]);
    expect(await groupsNow(stage)).toEqual(expect.arrayContaining(groups));
  });

  it('is not looked for by name alone where nobody told their key', async () => {
    const stage = await setStage();
    const { runs } = stage.sidecar.context.store;
    Object.assign(runs, { noteCreated: async () => undefined });
    const held = await hold(stage, newcomer(name, { groups }), 1);
    expect(held.entry.createdKey).toBeNull();
    deleteAt(stage.lab, name);
    createUser(stage.lab.world, { ...person, username: name });
    expect(await held.goOn()).toEqual([applied, skipped('user-not-certain'), skipped('user-not-certain')]);
    expect(await groupsNow(stage)).not.toEqual(expect.arrayContaining(['contractors']));
  });

  it('has their key noted once more before their first group, as it may not have been told right after the call', async () => {
    const stage = await setStage();
    const { runs } = stage.sidecar.context.store;
    const { noteCreated } = runs;
    let isFirst = true;
    Object.assign(runs, {
      noteCreated: async (input: Parameters<typeof noteCreated>[0]) => {
        if (!isFirst) await noteCreated(input);
        isFirst = false;
      },
    });
    const held = await hold(stage, newcomer(name, { groups }), 2);
    expect(held.entry.createdKey).toBe(userNamed(stage.lab, name).userKey);
  });

  it('is not put into a group where a stop comes while they are read after the call', async () => {
    const stage = await setStage();
    const { context } = stage.sidecar;
    const { noteCreated } = context.store.runs;
    let times = 0;
    Object.assign(context.store.runs, {
      noteCreated: async (input: Parameters<typeof noteCreated>[0]) => {
        times += 1;
        if (times === 2) await stopAll(context);
        await noteCreated(input);
      },
    });
    const run = await create(stage, [newcomer(name, { groups })]);
    expect(await outcomesOf(context, run.id, name)).toEqual([applied, null, null]);
  });

  it('is gone where another one has the name by then', async () => {
    const stage = await setStage();
    const held = await hold(stage, newcomer(name, { groups }), 1);
    deleteAt(stage.lab, name);
    createUser(stage.lab.world, { ...person, username: name });
    expect(await held.goOn()).toEqual([applied, skipped('user-is-gone'), skipped('user-is-gone')]);
  });

  it('is left alone where somebody disabled them meanwhile', async () => {
    const stage = await setStage();
    const held = await hold(stage, newcomer(name, { groups }), 1);
    setActiveAt(stage.lab, name, false);
    expect(await held.goOn()).toEqual([applied, skipped('status-changed'), skipped('status-changed')]);
  });

  it('is left alone where somebody took them out of a group they were given', async () => {
    const stage = await setStage();
    const held = await hold(stage, newcomer(name, { groups }), 2);
    leaveAt(stage.lab, name, 'contractors');
    expect((await held.goOn()).slice(2)).toEqual([skipped('group-changed')]);
  });
});

describe('an account made in a directory', () => {
  async function holdAccount() {
    const stage = await setStage({ directories: 'three', synchroniseMs: 0 }, (lab) => {
      return { ...configureDirectories(lab), overrides: { synchronisationWaitMs: 0 } };
    });
    const { crowd } = namesOfDirectories(stage.lab);
    const [group = ''] = groupsOf(stage.lab, crowd);
    const held = await hold(stage, newcomer(name, { directory: crowd, groups: [group] }), 1);
    const account = accountAt(stage.lab, crowd, name);
    if (account === undefined) throw new Error('nobody was created');
    return { ...held, account, groups: () => groupsAt(stage.lab, crowd, name), group };
  }

  it('gets the rest though Confluence has not read it yet', async () => {
    const held = await holdAccount();
    const outcomes = await held.goOn();
    expect(outcomes.slice(1)).toEqual([applied, applied]);
    expect(held.groups()).toEqual([held.group]);
  });

  it.each<[string, Partial<Awaited<ReturnType<typeof holdAccount>>['account']>, string]>([
    ['is another person by then', { displayName: 'Somebody Else', email: 'else@new.example' }, 'user-not-certain'],
    ['was disabled meanwhile', { active: false }, 'status-changed'],
  ])('gets nothing more where it %s', async (_what, change, reason) => {
    const held = await holdAccount();
    Object.assign(held.account, change);
    expect((await held.goOn()).slice(1)).toEqual([skipped(reason), skipped(reason)]);
    expect(held.groups()).toEqual([]);
  });
});
