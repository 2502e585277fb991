// A held plan: approved by its digest and carried out as it was, or rejected, or left until it expires.
import { afterEach, describe, expect, it } from 'vitest';
import { carryOut } from '../../sidecar/src/services/bulk.ts';
import { approveRun } from '../../sidecar/src/services/decisions.ts';
import { describeStanding } from '../../sidecar/src/services/held-runs.ts';
import { setApproval } from '../../sidecar/src/services/process.ts';
import type { Actor } from '../../sidecar/src/services/service-context.ts';
import { findDisagreements } from '../support/agreement.ts';
import { heldPolicy, hold as holdPlan } from '../support/held.ts';
import { deleteGroupAt, signInAt } from '../support/lab-changes.ts';
import { readState } from '../support/lab-state.ts';
import { afterPlanning, findEntry, requirePlan, writesAt } from '../support/runs.ts';
import { requireRun, runPolicy } from '../support/sidecar.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const hold = () => holdPlan(closers);

describe('a held plan', () => {
  it('is carried out as it was once it is approved, with its digest, by a run of its own', async () => {
    const { lab, sidecar, run, digest, decide, settle } = await hold();
    const before = await readState(lab);
    const approved = await decide().approve();
    await settle();
    const after = await requireRun(sidecar.context, approved.id);
    expect(after).toMatchObject({
      ending: 'completed',
      mode: 'live',
      trigger: { kind: 'approval', by: 'ada', of: run.id },
    });
    const plan = await requirePlan(sidecar.context, approved.id);
    expect(plan.digest).toBe(digest);
    expect(plan.refusals).toEqual([]);
    const { users } = await sidecar.context.store.runs.counts(approved.id);
    expect(users.applied).toBe(plan.summary.planned);
    expect(await findDisagreements(lab, sidecar.context.store, approved.id, before)).toEqual([]);
    expect(await describeStanding(sidecar.context, await requireRun(sidecar.context, run.id))).toMatchObject({
      decision: { decision: 'approved', by: 'ada', nextRunId: approved.id },
    });
  });

  it('is only rehearsed where its policy was put back to test mode meanwhile', async () => {
    const { lab, sidecar, run, clock, decide, settle } = await hold();
    await sidecar.context.store.policies.setMode(run.policyId, 'test', clock.now());
    const approved = await decide().approve();
    await settle();
    expect(await requireRun(sidecar.context, approved.id)).toMatchObject({ mode: 'test', ending: 'completed' });
    expect(writesAt(lab)).toEqual([]);
  });

  it('lets those drop out who signed in after it was made, and takes nobody new in', async () => {
    const { lab, sidecar, run, decide, settle } = await hold();
    await signInAt(lab, 'no.email');
    const approved = await decide().approve();
    await settle();
    const entry = await findEntry(sidecar.context, approved.id, 'no.email');
    expect(entry?.steps.map((step) => step.outcome)).toEqual([{ kind: 'skipped', reason: 'criteria-no-longer-match' }]);
    const [left, right] = await Promise.all([run.id, approved.id].map((id) => requirePlan(sidecar.context, id)));
    expect(right?.summary.matched).toBe(left?.summary.matched);
  });

  it('is not approved by another digest, nor twice, nor after it was rejected', async () => {
    const { lab, decide } = await hold();
    await expect(decide().approve('another')).rejects.toMatchObject({ code: 'plan_digest_differs' });
    await decide().reject('Talk to the contractors first.');
    await expect(decide('bob').approve()).rejects.toMatchObject({ code: 'run_decided_already' });
    await expect(decide('bob').reject(null)).rejects.toMatchObject({ code: 'run_decided_already' });
    expect(writesAt(lab)).toEqual([]);
  });

  it('expires', async () => {
    const { lab, clock, decide, sidecar, run } = await hold();
    clock.advanceMs(7 * 86_400_000 + 60_000);
    await expect(decide().approve()).rejects.toMatchObject({ code: 'approval_expired' });
    expect(await describeStanding(sidecar.context, run)).toMatchObject({ decision: null, expired: true });
    expect(writesAt(lab)).toEqual([]);
  });

  it('needs a second person where that is the rule: not who started the run nor who wrote the policy', async () => {
    const { sidecar, clock, decide, settle } = await hold();
    const { settings } = sidecar.context.store;
    await settings.setApproval({ twoPersons: true, days: 7 }, { by: 'ada', at: clock.now() });
    await expect(decide('test').approve()).rejects.toMatchObject({ code: 'second_person_needed' });
    const approved = await decide('ada').approve();
    await settle();
    expect((await requireRun(sidecar.context, approved.id)).ending).toBe('completed');
  });

  it('still needs a second person once whoever it binds switches that rule off, and no plan held afterwards does', async () => {
    const { sidecar, clock, run, digest, decide, settle } = await hold();
    const { context } = sidecar;
    const starter = { userKey: 'test', username: 'test' };
    await setApproval(context, { twoPersons: true, days: 7 }, starter);
    clock.advanceMs(60_000);
    await setApproval(context, { twoPersons: false, days: 7 }, starter);
    await setApproval(context, { twoPersons: false, days: 9 }, starter);
    await expect(decide('test').approve()).rejects.toMatchObject({ code: 'second_person_needed' });
    clock.advanceMs(60_000);
    const later = await runPolicy(sidecar, { ...heldPolicy, policy: 'later' as typeof heldPolicy.policy }, 'live');
    expect(later.ending).toBe('quarantined');
    const { digest: ofLater } = await requirePlan(context, later.id);
    const approved = await approveRun(context, { runId: later.id, digest: ofLater, actor: starter });
    await settle();
    expect((await requireRun(context, approved.id)).ending).toBe('completed');
    expect(
      await approveRun(context, { runId: run.id, digest, actor: { userKey: 'ada', username: 'ada' } }),
    ).toBeTruthy();
  });

  it('still needs a second person where that rule was switched off after its plan was made and before its run ended', async () => {
    const { sidecar, clock } = await hold();
    const { context } = sidecar;
    const starter = { userKey: 'test', username: 'test' };
    await setApproval(context, { twoPersons: true, days: 7 }, starter);
    afterPlanning(context, async () => {
      clock.advanceMs(1_000);
      await setApproval(context, { twoPersons: false, days: 7 }, starter);
      clock.advanceMs(1_000);
    });
    const { id: runId, ending } = await runPolicy(
      sidecar,
      { ...heldPolicy, policy: 'between' as typeof heldPolicy.policy },
      'live',
    );
    expect(ending).toBe('quarantined');
    const { digest } = await requirePlan(context, runId);
    const approving = approveRun(context, { runId, digest, actor: starter });
    await expect(approving).rejects.toMatchObject({ code: 'second_person_needed' });
  });

  it('still needs a second person for a rehearsal approved after that rule was switched off, whose plan is a copy', async () => {
    const { lab, sidecar, clock, settle } = await hold();
    const { context } = sidecar;
    const starter = { userKey: 'test', username: 'test' };
    const another = { userKey: 'ada', username: 'ada' };
    await context.store.settings.set('processMode', 'live', { by: 'ada', at: clock.now() });
    await setApproval(context, { twoPersons: true, days: 7 }, starter);
    const bulk = { ...heldPolicy, policy: 'bulk-of-test' as typeof heldPolicy.policy };
    const { id: heldId, ending } = await runPolicy(sidecar, bulk, 'test');
    expect(ending).toBe('quarantined');
    clock.advanceMs(60_000);
    await setApproval(context, { twoPersons: false, days: 7 }, starter);
    clock.advanceMs(60_000);
    const { digest } = await requirePlan(context, heldId);
    const { id: runId } = await approveRun(context, { runId: heldId, digest, actor: another });
    await settle();
    expect(await requireRun(context, runId)).toMatchObject({ mode: 'test', ending: 'completed' });
    const carrying = carryOut(context, { runId, digest, actor: starter });
    await expect(carrying).rejects.toMatchObject({ code: 'second_person_needed' });
    expect(writesAt(lab)).toEqual([]);
    expect(await carryOut(context, { runId, digest, actor: another })).toMatchObject({ mode: 'live' });
  });

  it('touches nobody where a protected group is gone meanwhile, approved or not', async () => {
    const { lab, sidecar, decide, settle, clock } = await hold();
    clock.advanceMs(26 * 3_600_000);
    deleteGroupAt(lab, 'keep');
    const approved = await decide().approve();
    await settle();
    expect(await requireRun(sidecar.context, approved.id)).toMatchObject({
      ending: 'failed',
      failure: 'exemption_unreadable',
    });
    expect(writesAt(lab)).toEqual([]);
  });

  it("is approved by no program: whoever signs in as the product's own account is refused", async () => {
    const { lab, decide } = await hold();
    await expect(decide('UM-Service').approve()).rejects.toMatchObject({ code: 'approval_by_own_account' });
    expect(writesAt(lab)).toEqual([]);
  });

  it('that was never held is nothing to approve', async () => {
    const { sidecar, clock } = await hold();
    const { store, wake, findAdministrators, host } = sidecar.context;
    const small = { ...heldPolicy, policy: 'small' as typeof heldPolicy.policy, criteria: { username: ['no.email'] } };
    const run = await runPolicy(sidecar, small, 'test');
    const { digest } = await requirePlan(sidecar.context, run.id);
    const actor = { userKey: 'ada', username: 'ada' } as Actor;
    await expect(
      approveRun({ store, clock, wake, findAdministrators, host }, { runId: run.id, digest, actor }),
    ).rejects.toMatchObject({
      code: 'run_not_held',
    });
  });
});
