// Creating users by hand, on the one road of every change: carried out, rehearsed, held, approved and taken back.

import { afterEach, describe, expect, it } from 'vitest';
import { catchMails } from '../../../scripts/demo/mail-catcher.ts';
import { approveRun, undoRun } from '../../../sidecar/src/services/decisions.ts';
import { effectiveAccount, findUser } from '../../lab/world/views.ts';
import { createMovableClock } from '../../support/clock.ts';
import { findEntry, outcomesOf, requirePlan, writesAt } from '../../support/runs.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';
import { closeAll, closers, create, newcomer, serviceContextOf, setStage, userNamed } from './stage.ts';

afterEach(closeAll);

describe('a run that creates users', () => {
  it('creates each with their groups by REST, reads them back and keeps the key the host gave', async () => {
    const stage = await setStage();
    const run = await create(stage, [newcomer('new.one', { groups: ['contractors'] }), newcomer('new.two')]);
    expect(run).toMatchObject({ ending: 'completed', failure: null, mode: 'live' });
    const { lab, sidecar } = stage;
    expect(await outcomesOf(sidecar.context, run.id, 'new.one')).toEqual([{ kind: 'applied' }, { kind: 'applied' }]);
    expect(await outcomesOf(sidecar.context, run.id, 'new.two')).toEqual([{ kind: 'applied' }]);
    const user = findUser(lab.world, 'new.one');
    expect(user?.accounts[0]).toMatchObject({ active: true, email: 'new.one@new.example' });
    const entry = await findEntry(sidecar.context, run.id, 'new.one');
    expect(entry).toMatchObject({ userKey: 'new:new.one', createdKey: user?.userKey });
    expect(entry?.steps.map((step) => step.verification)).toEqual(['confirmed', 'confirmed']);
    expect(writesAt(lab)).toEqual([
      'POST /rest/api/admin/user',
      'PUT /rest/api/user/new.one/group/contractors',
      'POST /rest/api/admin/user',
    ]);
  });

  it('in test mode sends nothing and shows what would be done', async () => {
    const stage = await setStage();
    const run = await create(stage, [newcomer('new.one', { groups: ['contractors'] })], { mode: 'test' });
    expect(run).toMatchObject({ ending: 'completed', mode: 'test', rehearsalReason: 'asked-for-test' });
    const { lab, sidecar } = stage;
    expect(await outcomesOf(sidecar.context, run.id, 'new.one')).toEqual([
      { kind: 'rehearsed' },
      { kind: 'rehearsed' },
    ]);
    expect(writesAt(lab)).toEqual([]);
    expect(findUser(lab.world, 'new.one')).toBeUndefined();
  });
});

describe('whoever is asked for again', () => {
  it('is there already, and gets only the groups that are missing', async () => {
    const stage = await setStage();
    await create(stage, [newcomer('new.one')]);
    const run = await create(stage, [newcomer('new.one', { groups: ['contractors'] })]);
    expect(await outcomesOf(stage.sidecar.context, run.id, 'new.one')).toEqual([
      { kind: 'already' },
      { kind: 'applied' },
    ]);
    expect(writesAt(stage.lab).filter((write) => write === 'POST /rest/api/admin/user')).toHaveLength(1);
  });
});

describe('a request for more than its limit', () => {
  it('may be as many within a day as administrators allow, over all runs, and what is beyond that is held', async () => {
    const clock = createMovableClock();
    const stage = await setStage({}, () => ({ clock }));
    const { context } = stage.sidecar;
    await context.store.settings.set('maxNewcomers', 3, { by: 'test', at: clock.now() });
    const two = (name: string) => [newcomer(`${name}.one`), newcomer(`${name}.two`)];
    expect((await create(stage, two('first'), { maxUsers: 3 })).ending).toBe('completed');
    const second = await create(stage, two('second'), { maxUsers: 3 });
    expect(second.ending).toBe('quarantined');
    expect((await requirePlan(context, second.id)).refusals).toMatchObject([
      { guard: 'user-count', details: { planned: 2, limit: 1 } },
    ]);
    expect((await create(stage, [newcomer('second.one')], { maxUsers: 3 })).ending).toBe('completed');
    expect((await create(stage, [newcomer('third.one')], { maxUsers: 3 })).ending).toBe('quarantined');
    clock.advanceMs(86_400_000);
    expect((await create(stage, [newcomer('third.one')], { maxUsers: 3 })).ending).toBe('completed');
  });

  it('is held with the plan kept, and exactly that plan is carried out once it is approved', async () => {
    const stage = await setStage();
    const { context } = stage.sidecar;
    const held = await create(stage, [newcomer('new.one'), newcomer('new.two')], { maxUsers: 1 });
    expect(held.ending).toBe('quarantined');
    const { digest, refusals } = await requirePlan(context, held.id);
    expect(refusals.map(({ guard }) => guard)).toEqual(['user-count']);
    const actor = { userKey: 'other', username: 'bea' };
    const approved = await approveRun(serviceContextOf(stage), { runId: held.id, digest, actor });
    await context.runner.settled();
    expect(await outcomesOf(context, approved.id, 'new.two')).toEqual([{ kind: 'applied' }]);
    expect((await requirePlan(context, approved.id)).digest).toBe(digest);
  });
});

describe('taking a creation back', () => {
  it('disables the user who was created, says so beforehand, and never deletes', async () => {
    const stage = await setStage();
    const { context } = stage.sidecar;
    const run = await create(stage, [newcomer('new.one', { groups: ['contractors'] })]);
    const actor = { userKey: 'key', username: 'ada' };
    const undo = await undoRun(serviceContextOf(stage), { runId: run.id, people: null, asked: undefined, actor });
    await context.runner.settled();
    const entry = await findEntry(context, undo.id, 'new.one');
    expect(entry?.steps.map(({ change, outcome }) => [change.kind, outcome?.kind])).toEqual([['disable', 'applied']]);
    expect(entry?.notes).toContain('undo-disables');
    expect(effectiveAccount(userNamed(stage.lab, 'new.one')).active).toBe(false);
    expect(writesAt(stage.lab).some((write) => write.startsWith('DELETE'))).toBe(false);
  });
});

it('a newcomer is told by mail that there is an account and how to choose a password', async () => {
  const folder = await makeTemporaryFolder();
  closers.push(folder.remove);
  const catcher = await catchMails(folder.path);
  closers.push(catcher.close);
  const stage = await setStage({}, () => ({ smtpUrl: catcher.url }));
  await create(stage, [newcomer('new.one')]);
  stage.sidecar.context.deliverer.wake();
  await stage.sidecar.context.deliverer.settled();
  expect(catcher.mails.map(({ subject }) => subject)).toEqual(['You have a Confluence account']);
  expect(catcher.mails[0]?.text).toContain('new.one');
});
