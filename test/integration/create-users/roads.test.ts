// The roads by which users are created: the Remote API and Crowd besides REST, and what is said where there is none.

import { afterEach, describe, expect, it } from 'vitest';
import { undoRun } from '../../../sidecar/src/services/decisions.ts';
import { effectiveAccount } from '../../lab/world/views.ts';
import { synchronise, undoAt } from '../../support/accounts-stage.ts';
import { accountAt, configureDirectories, groupsAt, namesOfDirectories } from '../../support/directories.ts';
import { outcomesOf } from '../../support/runs.ts';
import { openTier } from '../../support/tier.ts';
import { closeAll, closers, create, groupsOf, newcomer, serviceContextOf, setStage, userNamed } from './stage.ts';

afterEach(closeAll);

/** Somebody created in Crowd whom Confluence has not read yet. */
async function createUnread() {
  const stage = await setStage({ directories: 'three', synchroniseMs: 0 }, (lab) => {
    return { ...configureDirectories(lab), overrides: { synchronisationWaitMs: 0 } };
  });
  const { crowd } = namesOfDirectories(stage.lab);
  const run = await create(stage, [newcomer('new.one', { directory: crowd })]);
  const account = accountAt(stage.lab, crowd, 'new.one');
  if (account === undefined) throw new Error('nobody was created');
  return { stage, crowd, run, account };
}

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
    const { stage, crowd, run } = await createUnread();
    const { context } = stage.sidecar;
    const actor = { userKey: 'key', username: 'ada' };
    const undo = await undoRun(serviceContextOf(stage), { runId: run.id, people: null, asked: undefined, actor });
    await context.runner.settled();
    expect(await outcomesOf(context, undo.id, 'new.one')).toEqual([
      { kind: 'unsupported', reason: 'not-synchronised-yet' },
    ]);
    expect(accountAt(stage.lab, crowd, 'new.one')?.active).toBe(true);
  });

  it('says of somebody renamed since Confluence read them that they were changed, not that it has yet to read them', async () => {
    const { stage, crowd, run, account } = await createUnread();
    account.displayName = 'Nora Neu';
    await synchronise(stage.lab);
    expect(effectiveAccount(userNamed(stage.lab, 'new.one')).displayName).toBe('Nora Neu');
    expect(await undoAt(stage.sidecar, run.id, 'new.one')).toEqual({ notes: ['changed-since'], steps: [] });
    expect(accountAt(stage.lab, crowd, 'new.one')?.active).toBe(true);
  });

  it('takes nobody back whose account its directory does not show at the moment, and does so another time', async () => {
    const { stage, crowd, run } = await createUnread();
    await synchronise(stage.lab);
    const match = { method: 'GET', path: '/crowd/rest/usermanagement/*/user' };
    stage.lab.wire.faults.add({ match, kind: 'status', count: 1 });
    const { steps } = await undoAt(stage.sidecar, run.id, 'new.one');
    expect(steps).toEqual([['disable-account', { kind: 'unsupported', reason: 'directory-unreadable' }]]);
    expect(accountAt(stage.lab, crowd, 'new.one')?.active).toBe(true);
    await undoAt(stage.sidecar, run.id, 'new.one');
    expect(accountAt(stage.lab, crowd, 'new.one')?.active).toBe(false);
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
