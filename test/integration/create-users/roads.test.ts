// The roads by which users are created: the Remote API and Crowd besides REST, and what is said where there is none.

import { afterEach, describe, expect, it } from 'vitest';
import { undoRun } from '../../../sidecar/src/services/decisions.ts';
import { accountAt, configureDirectories, groupsAt, namesOfDirectories } from '../../support/directories.ts';
import { outcomesOf } from '../../support/runs.ts';
import { openTier } from '../../support/tier.ts';
import { closeAll, closers, create, groupsOf, newcomer, serviceContextOf, setStage, userNamed } from './stage.ts';

afterEach(closeAll);

describe('the other roads', () => {
  it('before 8.4 the Remote API creates users, and reads back that they are there', async () => {
    const tier = await openTier({ confluence: '7.19', signIn: 'by password', lab: { remoteApi: true, users: 150 } });
    closers.push(tier.close);
    const { store, clock } = tier.sidecar.context;
    await store.settings.set('processMode', 'live', { by: 'test', at: clock.now() });
    const run = await create(tier, [newcomer('new.one', { groups: ['contractors'] })]);
    expect(await outcomesOf(tier.sidecar.context, run.id, 'new.one')).toEqual([
      { kind: 'applied' },
      { kind: 'applied' },
    ]);
    expect(userNamed(tier.lab, 'new.one').username).toBe('new.one');
  });

  it('where neither can, the run ends before it reads, with what would help', async () => {
    const tier = await openTier({ confluence: '8.3', signIn: 'by token', lab: { users: 150 } });
    closers.push(tier.close);
    const run = await create(tier, [newcomer('new.one')], { mode: 'test' });
    expect(run).toMatchObject({ ending: 'failed', failure: 'host_basic_needed', snapshotId: null });
  });

  it('a named directory makes the account by its Crowd application and mails the link itself', async () => {
    const stage = await setStage({ directories: 'three', synchroniseEveryMinutes: 0 }, configureDirectories);
    const { crowd } = namesOfDirectories(stage.lab);
    const [group] = groupsOf(stage.lab, crowd);
    const one = newcomer('new.one', { directory: crowd, groups: [group ?? ''] });
    const run = await create(stage, [one]);
    const { context } = stage.sidecar;
    expect(await outcomesOf(context, run.id, 'new.one')).toEqual([1, 2, 3].map(() => ({ kind: 'applied' })));
    expect(accountAt(stage.lab, crowd, 'new.one')).toMatchObject({ active: true, email: 'new.one@new.example' });
    expect(groupsAt(stage.lab, crowd, 'new.one')).toEqual([group]);
    const undo = await undoRun(serviceContextOf(stage), {
      runId: run.id,
      people: null,
      asked: undefined,
      actor: { userKey: 'key', username: 'ada' },
    });
    await context.runner.settled();
    expect(await outcomesOf(context, undo.id, 'new.one')).toEqual([{ kind: 'applied' }]);
    expect(accountAt(stage.lab, crowd, 'new.one')?.active).toBe(false);
  });

  it('calls nobody gone whom Confluence has not read from the directory yet, and leaves them until it has', async () => {
    const stage = await setStage({ directories: 'three', synchroniseMs: 0 }, (lab) => {
      return { ...configureDirectories(lab), overrides: { synchronisationWaitMs: 0 } };
    });
    const { crowd } = namesOfDirectories(stage.lab);
    const { context } = stage.sidecar;
    const run = await create(stage, [newcomer('new.one', { directory: crowd })]);
    const actor = { userKey: 'key', username: 'ada' };
    const undo = await undoRun(serviceContextOf(stage), { runId: run.id, people: null, asked: undefined, actor });
    await context.runner.settled();
    expect(await outcomesOf(context, undo.id, 'new.one')).toEqual([
      { kind: 'unsupported', reason: 'not-synchronised-yet' },
    ]);
    expect(accountAt(stage.lab, crowd, 'new.one')?.active).toBe(true);
  });

  it('a directory that is read-only, or that no Crowd application stands for, creates nobody', async () => {
    const stage = await setStage({ directories: 'three' }, configureDirectories);
    const { ldap } = namesOfDirectories(stage.lab);
    const reasons: unknown[] = [];
    for (const directory of [ldap, 'no such directory']) {
      const run = await create(stage, [newcomer('new.one', { directory })]);
      reasons.push((await outcomesOf(stage.sidecar.context, run.id, 'new.one'))[0]);
    }
    expect(reasons).toEqual([
      { kind: 'unsupported', reason: 'target-read-only' },
      { kind: 'unsupported', reason: 'directory-not-configured' },
    ]);
  });
});
