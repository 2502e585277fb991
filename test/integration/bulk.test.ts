// Bulk actions against the lab: rehearsed first, then exactly the plan that was seen is carried out, and taken back.
import { afterEach, describe, expect, it } from 'vitest';
import type { Run } from '../../sidecar/src/domain/run.ts';
import { carryOut, requestBulk } from '../../sidecar/src/services/bulk.ts';
import { undoRun } from '../../sidecar/src/services/decisions.ts';
import type { Actor } from '../../sidecar/src/services/service-context.ts';
import { listDeeds } from '../../sidecar/src/services/users.ts';
import { startLab } from '../lab/lab.ts';
import { createMovableClock } from '../support/clock.ts';
import { signInAt } from '../support/lab-changes.ts';
import { readState } from '../support/lab-state.ts';
import { requirePlan, writesAt } from '../support/runs.ts';
import { requireRun, startSidecar } from '../support/sidecar.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const idle = { all: [{ inactiveDays: 90 }, { inGroup: 'confluence-users' }, { status: 'active' }] };

async function start({ criteria = idle, mode = 'live' as 'live' | 'observe' } = {}) {
  const lab = await startLab({ users: 160, checkAnswers: false });
  const clock = createMovableClock();
  const sidecar = await startSidecar({ lab, clock });
  closers.push(lab.close, sidecar.close);
  const { context } = sidecar;
  const { store, config, wake, host, findAdministrators, runner } = context;
  const services = { store, clock, config, wake, host, findAdministrators };
  await store.settings.set('processMode', mode, { by: 'test', at: clock.now() });
  const settle = async (run: Run): Promise<Run> => {
    runner.wake();
    await runner.settled();
    return requireRun(context, run.id);
  };
  const as = (name: string) => ({ userKey: name, username: name }) as Actor;
  const rehearsed = await settle(await requestBulk(services, { criteria, actions: ['disable'], actor: as('ada') }));
  const { digest } = await requirePlan(context, rehearsed.id);
  return {
    lab,
    clock,
    context,
    rehearsed,
    digest,
    settle,
    carryOut: (by = 'ada', wanted = digest) =>
      carryOut(services, { runId: rehearsed.id, digest: wanted, actor: as(by) }),
    undo: (run: Run, asked?: 'test') => undoRun(services, { runId: run.id, people: null, asked, actor: as('ada') }),
    carryOutOf: (run: Run) => carryOut(services, { runId: run.id, digest, actor: as('ada') }),
  };
}

const disabledIn = async (lab: { readonly controlUrl: string }) =>
  [...(await readState(lab)).values()].filter(({ status }) => status === 'deactivated').map(({ username }) => username);

describe('a bulk action', () => {
  it('is rehearsed without a write, whatever share of the users it means, and stands in no list of policies', async () => {
    const { lab, context, rehearsed } = await start();
    expect(rehearsed).toMatchObject({ mode: 'test', ending: 'completed' });
    expect(writesAt(lab)).toEqual([]);
    expect(await context.store.policies.list()).toEqual([]);
  });

  it('is carried out only within the week: rehearsals that fit one by one do not fit together', async () => {
    const { lab, context, clock, carryOut } = await start();
    await context.store.settings.set('rollingPercent', 1, { by: 'test', at: clock.now() });
    await expect(carryOut()).rejects.toMatchObject({ code: 'week_is_full' });
    expect(writesAt(lab)).toEqual([]);
  });

  it('is carried out exactly as it was seen, and taken back', async () => {
    const { lab, context, settle, carryOut, carryOutOf, digest, undo } = await start();
    const before = await disabledIn(lab);
    const done = await settle(await carryOut());
    expect(done).toMatchObject({ mode: 'live', ending: 'completed' });
    const plan = await requirePlan(context, done.id);
    expect(plan.digest).toBe(digest);
    const { users } = await context.store.runs.counts(done.id);
    expect(users.applied).toBe(plan.summary.planned);
    expect((await disabledIn(lab)).length - before.length).toBe(plan.summary.planned);
    const preview = await settle(await undo(done, 'test'));
    await expect(carryOutOf(preview)).rejects.toMatchObject({ code: 'run_not_rehearsed' });
    expect((await settle(await undo(done))).ending).toBe('completed');
    expect(await disabledIn(lab)).toEqual(before);
    const [entry] = await context.store.runs.entries({ runId: done.id, fate: 'planned', after: 0, limit: 1 });
    const deeds = entry === undefined ? [] : await listDeeds(context, entry.userKey);
    expect(deeds.map(({ runId, change, outcome }) => [runId > done.id, change.kind, outcome.kind])).toEqual([
      [true, 'enable', 'applied'],
      [false, 'disable', 'applied'],
    ]);
  });

  it('leaves alone who has signed in since it was seen', async () => {
    const { lab, context, settle, carryOut, rehearsed } = await start();
    const [entry] = await context.store.runs.entries({ runId: rehearsed.id, fate: 'planned', after: 0, limit: 1 });
    await signInAt(lab, entry?.username ?? '');
    const done = await settle(await carryOut());
    expect(await disabledIn(lab)).not.toContain(entry?.username);
    expect((await context.store.runs.counts(done.id)).users.skipped).toBe(1);
  });

  it('is carried out once, and only by the digest that was seen', async () => {
    const { settle, carryOut } = await start();
    await expect(carryOut('ada', 'another')).rejects.toMatchObject({ code: 'plan_digest_differs' });
    await settle(await carryOut());
    await expect(carryOut()).rejects.toMatchObject({ code: 'run_decided_already' });
  });

  it('changes nothing while this product only observes, or by the product itself, or once it is old', async () => {
    const observing = await start({ mode: 'observe' });
    await expect(observing.carryOut()).rejects.toMatchObject({ code: 'process_observes' });
    const { clock, lab, carryOut } = await start();
    await expect(carryOut(lab.service.username)).rejects.toMatchObject({ code: 'approval_by_own_account' });
    clock.advanceMs(8 * 86_400_000);
    await expect(carryOut()).rejects.toMatchObject({ code: 'approval_expired' });
  });

  it('takes a second person where the process wants two', async () => {
    const { context, clock, carryOut } = await start();
    const approval = { twoPersons: true, days: 7 };
    await context.store.settings.setApproval(approval, { by: 'test', at: clock.now() });
    await expect(carryOut('ada')).rejects.toMatchObject({ code: 'second_person_needed' });
    expect(await carryOut('bob')).toMatchObject({ mode: 'live' });
  });

  it('needs conditions and actions that policies would take', async () => {
    const { context, clock } = await start();
    const { store, config, wake } = context;
    const order = { criteria: { inactivDays: 1 }, actions: ['vanish'], actor: { userKey: 'ada', username: 'ada' } };
    const refused = requestBulk({ store, clock, config, wake }, order);
    await expect(refused).rejects.toMatchObject({ code: 'policy_invalid' });
  });
});
