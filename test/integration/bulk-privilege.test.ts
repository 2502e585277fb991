// A bulk action that gives rights in the administration: rehearsed, held, and carried out by two administrators or not at all.
import { afterEach, expect, it } from 'vitest';
import type { Run } from '../../sidecar/src/domain/run.ts';
import { carryOut, requestBulk } from '../../sidecar/src/services/bulk.ts';
import { approveRun } from '../../sidecar/src/services/decisions.ts';
import type { Actor } from '../../sidecar/src/services/service-context.ts';
import { startLab } from '../lab/lab.ts';
import { readState } from '../support/lab-state.ts';
import { requirePlan, writesAt } from '../support/runs.ts';
import { requireRun, startSidecar } from '../support/sidecar.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const administrators = 'confluence-administrators';

it('is held in its rehearsal, and whoever asked for it neither approves nor carries it out: that takes a second administrator', async () => {
  const lab = await startLab({ users: 80, checkAnswers: false });
  const sidecar = await startSidecar({ lab });
  closers.push(lab.close, sidecar.close);
  const { context } = sidecar;
  await context.store.settings.set('processMode', 'live', { by: 'test', at: context.clock.now() });
  const settle = async ({ id }: Run): Promise<Run> => {
    context.runner.wake();
    await context.runner.settled();
    return requireRun(context, id);
  };
  const as = (name: string): Actor => ({ userKey: name, username: name });
  const order = { criteria: { username: ['no.email'] }, actions: [{ addToGroups: [administrators] }] };
  const rehearsed = await settle(await requestBulk(context, { ...order, actor: as('admin') }));
  expect(rehearsed).toMatchObject({ mode: 'test', ending: 'quarantined' });
  const { digest, refusals } = await requirePlan(context, rehearsed.id);
  expect(refusals).toMatchObject([{ guard: 'privileged-changes' }]);
  const approve = (name: string) => approveRun(context, { runId: rehearsed.id, digest, actor: as(name) });
  const carry = (run: Run, name: string) => carryOut(context, { runId: run.id, digest, actor: as(name) });

  await expect(carry(rehearsed, 'admin.idle')).rejects.toMatchObject({ code: 'run_not_rehearsed' });
  await expect(approve('admin')).rejects.toMatchObject({ code: 'privilege_needs_second_person' });
  const again = await settle(await approve('admin.idle'));
  expect(again).toMatchObject({ mode: 'test', ending: 'completed' });
  await expect(carry(again, 'admin')).rejects.toMatchObject({ code: 'privilege_needs_second_person' });
  expect(writesAt(lab)).toEqual([]);

  const done = await settle(await carry(again, 'admin.idle'));
  expect(done).toMatchObject({ mode: 'live', ending: 'completed' });
  expect((await readState(lab)).get('no.email')?.groups).toContain(administrators);
});
