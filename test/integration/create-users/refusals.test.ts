// Who is not created, and why: each newcomer is told apart from whoever is there already.

import { afterEach, describe, expect, it } from 'vitest';
import type { Newcomer } from '../../../sidecar/src/domain/newcomer.ts';
import { createUser } from '../../lab/confluence/user-changes.ts';
import { effectiveAccount, findUser, listLicensed } from '../../lab/world/views.ts';
import { readEntries } from '../../support/agreement.ts';
import { configureDirectories } from '../../support/directories.ts';
import { afterPlanning, findEntry, outcomesOf, requirePlan, writesAt } from '../../support/runs.ts';
import { closeAll, create, newcomer, person, type Stage, setStage, userNamed } from './stage.ts';

afterEach(closeAll);

describe('a newcomer is not created', () => {
  async function outcomeOf(stage: Stage, one: Newcomer) {
    const run = await create(stage, [one], { mode: 'test' });
    const entry = await findEntry(stage.sidecar.context, run.id, one.username);
    return { outcome: entry?.steps[0]?.outcome, inTheWay: entry?.before.newcomer?.inTheWay };
  }

  it.each(['Upper', 'has space', 'a,b', 'a+b', 'a<b', "o'neill.new", 'a\\b', 'anonymous'])(
    'by a name Confluence does not take: %s',
    async (username) => {
      const { outcome } = await outcomeOf(await setStage(), newcomer(username, { email: 'fine@new.example' }));
      expect(outcome).toEqual({ kind: 'refused', guard: 'username-unlawful' });
    },
  );

  it('under the folded name of somebody else, and it is said who that is, disabled users included', async () => {
    const stage = await setStage();
    const mixed = await outcomeOf(stage, newcomer('mixed.case'));
    expect(mixed.outcome).toEqual({ kind: 'refused', guard: 'name-taken' });
    expect(mixed.inTheWay).toMatchObject({ username: 'Mixed.Case', shares: 'name' });
    const disabled = await outcomeOf(stage, newcomer('disabled.idle'));
    expect(disabled.outcome).toEqual({ kind: 'refused', guard: 'name-taken' });
    expect(disabled.inTheWay).toMatchObject({ username: 'disabled.idle', status: 'disabled' });
  });

  it('under a name that only a directory knows', async () => {
    const stage = await setStage({ directories: 'three' }, configureDirectories);
    const { world } = stage.lab;
    const shadow = world.directories[1];
    if (shadow === undefined) throw new Error('the lab has one directory');
    const [account] = [...shadow.accounts.values()].filter(({ username }) => findUser(world, username) !== undefined);
    const { outcome } = await outcomeOf(stage, newcomer(account?.username.toLowerCase() ?? ''));
    expect(outcome).toEqual({ kind: 'refused', guard: 'name-taken' });
  });

  it('with the address of somebody else, or with none that a mail can go to', async () => {
    const stage = await setStage();
    const address = effectiveAccount(userNamed(stage.lab, 'show.markup')).email ?? '';
    const taken = await outcomeOf(stage, newcomer('new.one', { email: address.toUpperCase() }));
    expect(taken.outcome).toEqual({ kind: 'refused', guard: 'email-taken' });
    expect(taken.inTheWay).toMatchObject({ username: 'show.markup', shares: 'email' });
    const { outcome } = await outcomeOf(stage, newcomer('new.one', { email: 'nowhere' }));
    expect(outcome).toEqual({ kind: 'refused', guard: 'email-unlawful' });
  });

  it('without a group that was asked for, where there is no such group', async () => {
    const stage = await setStage();
    const run = await create(stage, [newcomer('new.one', { groups: ['contractors', 'no such group'] })]);
    const outcomes = await outcomesOf(stage.sidecar.context, run.id, 'new.one');
    expect(outcomes).toEqual([1, 2, 3].map(() => ({ kind: 'unsupported', reason: 'group-missing' })));
    expect(writesAt(stage.lab)).toEqual([]);
  });

  it('with rights in the administration, unless a second administrator approves', async () => {
    const stage = await setStage();
    const run = await create(stage, [newcomer('new.one', { groups: ['confluence-administrators'] })]);
    expect(run.ending).toBe('quarantined');
    const plan = await requirePlan(stage.sidecar.context, run.id);
    expect(plan.refusals.map(({ guard }) => guard)).toEqual(['privileged-changes']);
    expect(writesAt(stage.lab)).toEqual([]);
  });

  it('twice by one request', async () => {
    const stage = await setStage();
    const again = newcomer('new.one', { email: 'other@new.example' });
    const run = await create(stage, [newcomer('new.one'), again], { mode: 'test' });
    const entries = await readEntries(stage.sidecar.context.store, run.id);
    expect(entries.map(({ steps }) => steps[0]?.outcome)).toEqual([
      { kind: 'rehearsed' },
      { kind: 'refused', guard: 'named-twice' },
    ]);
  });

  it('beyond the seats the host counts, and the plan says beforehand who takes one', async () => {
    const stage = await setStage();
    const licensed = listLicensed(stage.lab.world).index.items.length;
    Object.assign(stage.lab.world, { licenceSeats: licensed + 1 });
    const run = await create(stage, [newcomer('new.one'), newcomer('new.two')]);
    const { context } = stage.sidecar;
    expect(await outcomesOf(context, run.id, 'new.one')).toEqual([{ kind: 'applied' }]);
    expect(await outcomesOf(context, run.id, 'new.two')).toEqual([{ kind: 'refused', guard: 'licence-full' }]);
    const { summary } = await requirePlan(context, run.id);
    expect(summary.notes).toMatchObject({ 'created-with-seat': 1, 'undo-disables': 1 });
    expect(summary.seats?.taken).toBe(1);
  });

  it('when the licence runs out meanwhile: the host says no, and nobody else is tried in their place', async () => {
    const stage = await setStage();
    afterPlanning(stage.sidecar.context, () => void Object.assign(stage.lab.world, { licenceSeats: 1 }));
    const run = await create(stage, [newcomer('new.one', { groups: ['contractors'] })]);
    expect(await outcomesOf(stage.sidecar.context, run.id, 'new.one')).toEqual([
      { kind: 'failed', code: 'host_licence_full' },
      { kind: 'skipped', reason: 'earlier-step-failed' },
    ]);
  });

  it('when somebody else got the name after the plan was made', async () => {
    const stage = await setStage();
    const { world } = stage.lab;
    afterPlanning(stage.sidecar.context, () => void createUser(world, { ...person, username: 'new.one' }));
    const run = await create(stage, [newcomer('new.one', { groups: ['contractors'] })]);
    expect(await outcomesOf(stage.sidecar.context, run.id, 'new.one')).toEqual([
      { kind: 'refused', guard: 'name-taken' },
      { kind: 'skipped', reason: 'earlier-step-failed' },
    ]);
    expect(writesAt(stage.lab)).toEqual([]);
  });
});
