// Stages on one timeline: warn, take the licence, disable, delete, each after its days and never without a delivered warning.
import { afterEach, describe, expect, it } from 'vitest';
import type { PolicyId } from '../../sidecar/src/domain/policy.ts';
import { viewStandingPage } from '../../sidecar/src/http/views/stages.ts';
import { viewFoundUsers, viewUserDetail } from '../../sidecar/src/http/views/users.ts';
import { listStandings } from '../../sidecar/src/services/stages.ts';
import { findUsers, getUser } from '../../sidecar/src/services/users.ts';
import { joinAt, signInAt } from '../support/lab-changes.ts';
import { afterPlanning, findEntry, outcomesOf } from '../support/runs.ts';
import { buildStaged, decisionIn, idle, type StagedScene, startStaged } from '../support/staged.ts';

let scene: StagedScene | null = null;
afterEach(async () => {
  await scene?.close();
  scene = null;
});

async function start(): Promise<StagedScene> {
  scene = await startStaged();
  return scene;
}

const staged = buildStaged();

describe('a staged policy', () => {
  it('warns, takes the licence, disables and deletes, each when its days have passed and one at a time', async () => {
    const at = await start();
    const first = await at.night(staged);
    expect(await decisionIn(at, first.id)).toMatchObject({ kind: 'due', stage: 'warning' });
    expect(at.mails().map(({ subject }) => subject)).toEqual([expect.stringContaining('15 March 2026')]);
    expect(await at.standingOf(staged)).toMatchObject({
      reached: { stage: 'warning' },
      warning: { state: 'delivered' },
    });

    await at.passDays(13);
    expect(await decisionIn(at, (await at.night(staged)).id)).toMatchObject({ kind: 'waiting', stage: 'licence' });
    expect((await at.userNow())?.groups).toContain('confluence-users');

    await at.passDays(2);
    const second = await at.night(staged);
    expect(await decisionIn(at, second.id)).toMatchObject({ kind: 'due', stage: 'licence' });
    expect((await at.userNow())?.groups).not.toContain('confluence-users');
    expect(await at.userNow()).toMatchObject({ status: 'current' });
    expect(await decisionIn(at, (await at.night(staged)).id)).toMatchObject({ kind: 'waiting', stage: 'disabled' });

    await at.passDays(17);
    expect(await decisionIn(at, (await at.night(staged)).id)).toMatchObject({ kind: 'due', stage: 'disabled' });
    expect(await at.userNow()).toMatchObject({ status: 'deactivated' });

    await at.passDays(29);
    expect(await decisionIn(at, (await at.night(staged)).id)).toMatchObject({ kind: 'waiting', stage: 'deleted' });
    await at.passDays(2);
    expect(await decisionIn(at, (await at.night(staged)).id)).toMatchObject({ kind: 'due', stage: 'deleted' });
    expect(await at.userNow()).toBeUndefined();
    expect(await at.standingOf(staged)).toBeNull();
    expect(at.mails()).toHaveLength(1);
  });

  it('counts no time while its warning is not delivered, and warns again when the mail was given up', async () => {
    const at = await start();
    await at.stopMail();
    await at.night(staged);
    await at.passDays(1);
    expect(await at.standingOf(staged)).toMatchObject({ warning: { state: 'on-its-way' } });
    expect(await decisionIn(at, (await at.night(staged)).id)).toMatchObject({ kind: 'held', stage: 'licence' });

    await at.passDays(6);
    expect(await at.standingOf(staged)).toMatchObject({ warning: { state: 'not-delivered' } });
    const again = await at.night(staged);
    expect(await decisionIn(at, again.id)).toMatchObject({ kind: 'due', stage: 'warning', again: 'not-delivered' });
    await at.startMail();
    await at.passDays(1);
    expect(at.mails()).toHaveLength(1);
    const delivered = await at.standingOf(staged);
    expect(delivered).toMatchObject({ warning: { state: 'delivered', at: expect.stringMatching(/^2026-03-0[89]/) } });

    await at.passDays(13);
    expect(await decisionIn(at, (await at.night(staged)).id)).toMatchObject({ kind: 'waiting', stage: 'licence' });
    await at.passDays(2);
    expect(await decisionIn(at, (await at.night(staged)).id)).toMatchObject({ kind: 'due', stage: 'licence' });
  });

  it('counts no time while the product was off for longer than a day', async () => {
    const at = await start();
    await at.night(staged);
    await at.passDays(5);
    await at.sleepDays(20);
    await at.passDays(1);
    const after = await decisionIn(at, (await at.night(staged)).id);
    expect(after).toMatchObject({ kind: 'waiting', stage: 'licence', dueAt: expect.stringMatching(/^2026-04-0[34]/) });
    await at.passDays(10);
    expect(await decisionIn(at, (await at.night(staged)).id)).toMatchObject({ kind: 'due', stage: 'licence' });
  });

  it('begins anew for whoever signs in, at whichever stage', async () => {
    const at = await start();
    await at.night(staged);
    const before = await at.standingOf(staged);
    await at.passDays(10);
    await signInAt(at.lab, idle);
    await at.passDays(5);
    const away = await at.night(staged);
    expect(await findEntry(at.sidecar.context, away.id, idle)).toBeNull();
    expect(await at.standingOf(staged)).toBeNull();
    expect(await at.userNow()).toMatchObject({ status: 'current' });

    await at.passDays(95);
    const again = await at.night(staged);
    expect(await decisionIn(at, again.id)).toMatchObject({ kind: 'due', stage: 'warning' });
    expect((await at.standingOf(staged))?.id).not.toBe(before?.id);
  });

  it('begins anew for whoever an administrator gives the licence back', async () => {
    const at = await start();
    await at.night(staged);
    await at.passDays(15);
    await at.night(staged);
    expect((await at.userNow())?.groups).not.toContain('confluence-users');
    joinAt(at.lab, idle, 'confluence-users');
    await at.passDays(17);
    const run = await at.night(staged);
    expect((await findEntry(at.sidecar.context, run.id, idle))?.before.stage).toMatchObject({
      standing: null,
      resetBy: 'access-given-back',
      decision: { kind: 'due', stage: 'warning' },
    });
    expect(await at.userNow()).toMatchObject({ status: 'current' });
    expect(at.mails()).toHaveLength(2);
  });

  it('leaves alone whoever signs in between the plan and the stage', async () => {
    const at = await start();
    await at.night(staged);
    await at.passDays(15);
    afterPlanning(at.sidecar.context, () => signInAt(at.lab, idle));
    const run = await at.night(staged);
    expect(await outcomesOf(at.sidecar.context, run.id, idle)).toMatchObject([
      { kind: 'skipped' },
      { kind: 'skipped' },
    ]);
    expect((await at.userNow())?.groups).toContain('confluence-users');
    expect(await at.standingOf(staged)).toMatchObject({ reached: { stage: 'warning' } });
  });

  it('moves nobody twice when the end of a run breaks off and is written again', async () => {
    const at = await start();
    const { store, runner } = at.sidecar.context;
    const { finish } = store.runs;
    let broken = 0;
    Object.assign(store.runs, {
      finish: async (input: Parameters<typeof finish>[0]) => {
        broken += 1;
        if (broken > 1) return finish(input);
        throw new Error('the process ended here');
      },
    });
    const run = await at.night(staged);
    expect(run.state).toBe('reporting');
    expect(await at.standingOf(staged)).toBeNull();
    expect(at.mails()).toEqual([]);
    at.clock.advanceMs(60_000);
    runner.wake();
    await runner.settled();
    await at.deliver();
    expect(broken).toBe(2);
    const [step, ...others] = (await findEntry(at.sidecar.context, run.id, idle))?.steps ?? [];
    expect([step?.outcome, step?.attempts, others]).toEqual([{ kind: 'applied' }, 1, []]);
    expect(await at.standingOf(staged)).toMatchObject({
      reached: { stage: 'warning' },
      warning: { state: 'delivered' },
    });
    expect(at.mails()).toHaveLength(1);
  });

  it('rehearses without a mail and without a place on the timeline', async () => {
    const at = await start();
    const run = await at.night(staged, 'test');
    expect(await decisionIn(at, run.id)).toMatchObject({ kind: 'due', stage: 'warning' });
    expect(await outcomesOf(at.sidecar.context, run.id, idle)).toEqual([{ kind: 'rehearsed' }]);
    expect(await at.standingOf(staged)).toBeNull();
    expect(at.mails()).toEqual([]);
  });

  it('stops at the warning for whoever has no address, and names them', async () => {
    const at = await start();
    const policy = buildStaged({ criteria: { all: [{ inactiveDays: 90 }, { username: ['no.email'] }] } });
    const run = await at.night(policy);
    expect(await outcomesOf(at.sidecar.context, run.id, 'no.email')).toEqual([
      { kind: 'unsupported', reason: 'email-not-told' },
    ]);
    await at.passDays(40);
    expect(await decisionIn(at, (await at.night(policy)).id, 'no.email')).toMatchObject({
      kind: 'due',
      stage: 'warning',
    });
    expect(await at.standingOf(policy, 'no.email')).toBeNull();
    expect(await at.userNow('no.email')).toMatchObject({ status: 'current' });
  });

  it('advances nobody whose activity is not known', async () => {
    const at = await start();
    const policy = buildStaged({ criteria: { username: ['unknown.licensed'] } });
    const run = await at.night(policy);
    expect(await outcomesOf(at.sidecar.context, run.id, 'unknown.licensed')).toMatchObject([
      { kind: 'refused', guard: 'unknown-activity' },
    ]);
    expect(await at.standingOf(policy, 'unknown.licensed')).toBeNull();
    expect(at.mails()).toEqual([]);
  });
});

describe('where users stand', () => {
  it('is told for a policy, page by page, and for each user, with the day before which nothing happens', async () => {
    const at = await start();
    await at.night(staged);
    const { context } = at.sidecar;
    const page = viewStandingPage(await listStandings(context, { id: 'staged', after: 0, limit: 50 }), {
      limit: 50,
      timeZone: 'UTC',
    });
    expect(page).toMatchObject({
      stages: [{ name: 'warning', warns: true }, { name: 'licence' }, { name: 'disabled' }, { name: 'deleted' }],
      nextAfter: null,
    });
    const [placed, ...others] = page.items;
    expect(others).toEqual([]);
    expect(placed).toMatchObject({
      username: idle,
      standing: {
        reached: { stage: 'warning', warned: true },
        warning: { state: 'delivered' },
        next: { kind: 'waiting', stage: 'licence', dueAt: expect.stringMatching(/^2026-03-15/) },
        words: expect.stringContaining('stage “licence” is due on 15 March 2026 at the earliest'),
      },
    });
    const user = viewUserDetail(await getUser(context, placed?.userKey ?? ''), 'UTC');
    expect(user.stages).toEqual([placed?.standing]);
    const search = { search: '', sort: 'username', descending: false, cursor: null, limit: 10 } as const;
    const found = viewFoundUsers(await findUsers(context, { ...search, document: { username: [idle, 'admin'] } }));
    expect(found.items.map(({ username, stages }) => [username, stages])).toEqual([
      ['admin', []],
      [idle, [{ policyId: placed?.standing.policyId, reached: 'warning' }]],
    ]);
    await expect(listStandings(context, { id: 'nobody', after: 0, limit: 50 })).rejects.toMatchObject({
      code: 'policy_not_found',
    });
  });
});

describe('two staged policies', () => {
  const early = buildStaged({ policy: 'early' as PolicyId, precedence: 10 });
  const late = buildStaged({ policy: 'late' as PolicyId, precedence: 20 });

  it('share nobody: who stands on the timeline of the first is left alone by the second', async () => {
    const at = await start();
    await at.night(early);
    const run = await at.night(late);
    expect(await outcomesOf(at.sidecar.context, run.id, idle)).toMatchObject([
      { kind: 'refused', guard: 'belongs-to-other-policy', details: { policy: 'early' } },
    ]);
    expect(await at.standingOf(late)).toBeNull();
    expect(at.mails()).toHaveLength(1);
  });

  it('hand a user over to the one that comes first, which says so and begins with its own warning', async () => {
    const at = await start();
    await at.night(late);
    await at.passDays(15);
    await at.night(late);
    expect(await at.standingOf(late)).toMatchObject({ reached: { stage: 'licence' } });
    joinAt(at.lab, idle, 'confluence-users');
    const run = await at.night(early);
    const entry = await findEntry(at.sidecar.context, run.id, idle);
    expect(entry?.before.stage).toMatchObject({ takesOver: ['late'], decision: { kind: 'due', stage: 'warning' } });
    expect(entry?.notes).toContain('stage-taken-over');
    expect(await at.standingOf(late)).toBeNull();
    expect(await at.standingOf(early)).toMatchObject({ reached: { stage: 'warning' } });
  });
});
