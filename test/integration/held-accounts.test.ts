// A run held between two steps of somebody with accounts in several directories: what Confluence shows then is not certain.
import { afterEach, expect, it } from 'vitest';
import type { Action } from '../../sidecar/src/domain/action.ts';
import { startLab } from '../lab/lab.ts';
import { setAccountsStage, synchronise } from '../support/accounts-stage.ts';
import { accountAt } from '../support/directories.ts';
import { holdPolicy } from '../support/held-between-steps.ts';
import { joinAt, setActiveAt } from '../support/lab-changes.ts';
import { buildPolicy, startSidecar } from '../support/sidecar.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const licence = 'confluence-users';
const skipped = (reason: string) => ({ kind: 'skipped', reason });

async function holdBoth(steps: number, action: Action = { removeFromGroups: [licence] }) {
  const stage = await setAccountsStage(closers, { waitMs: 0 });
  const policy = buildPolicy({ criteria: { username: ['shadow.both'] }, actions: ['disable', action] });
  const held = await holdPolicy(stage.sidecar, policy, steps);
  return { ...stage, ...held, account: () => accountAt(stage.lab, stage.names.crowd, 'shadow.both') };
}

const kindsOf = (outcomes: readonly ({ readonly kind: string } | null)[]) => outcomes.map((one) => one?.kind);

it.each([1, 2])('goes on after %s steps with whom Confluence has not seen disabled yet', async (steps) => {
  const held = await holdBoth(steps);
  expect(held.entry.steps.map(({ change }) => change.kind)).toEqual([
    'disable-account',
    'disable',
    'remove-from-group',
  ]);
  expect(kindsOf(await held.goOn())).toEqual(['pending-synchronisation', 'pending-synchronisation', 'applied']);
});

it('goes on after Confluence has seen the account disabled', async () => {
  const held = await holdBoth(2);
  await synchronise(held.lab);
  expect(kindsOf(await held.goOn())).toEqual(['applied', 'applied', 'applied']);
});

it('leaves whoever was let in again in the directory that the run had shut, whether or not Confluence has read it', async () => {
  const held = await holdBoth(2);
  Object.assign(held.account() ?? {}, { active: true });
  expect((await held.goOn()).at(2)).toEqual(skipped('status-changed'));
});

it('does nothing more where the directory does not tell whether it is as the run left it', async () => {
  const held = await holdBoth(2);
  held.lab.wire.faults.add({ match: { path: '**/usermanagement/**' }, kind: 'status', status: 503 });
  expect((await held.goOn()).at(2)).toMatchObject({ kind: 'failed' });
});

it('goes on with a move that Confluence has read in part', async () => {
  const { lab, names, sidecar } = await setAccountsStage(closers, { waitMs: 0 });
  const order = { from: names.crowd, to: names.internal, missingGroups: 'create', mailPasswordReset: false } as const;
  const policy = buildPolicy({ criteria: { username: ['crowd.only.idle'] }, actions: [{ moveToDirectory: order }] });
  const held = await holdPolicy(sidecar, policy, 2);
  await synchronise(lab);
  expect(new Set(kindsOf(await held.goOn()))).not.toContain('skipped');
  expect(accountAt(lab, names.crowd, 'crowd.only.idle')).toBeUndefined();
});

it('names nobody where another account, of which nobody told, may be why a user is active', async () => {
  const lab = await startLab({ users: 160, directories: 'three' });
  closers.push(lab.close);
  const sidecar = await startSidecar({ lab });
  closers.push(sidecar.close);
  const criteria = { all: [{ username: ["d'angelo"] }, { status: 'active' as const }] };
  const held = await holdPolicy(
    sidecar,
    buildPolicy({ criteria, actions: ['disable', { removeFromGroups: [licence] }] }),
  );
  setActiveAt(lab, "d'angelo", true);
  expect((await held.goOn()).at(1)).toEqual(skipped('earlier-step-undone'));
});

it('says who was put into a group that the criteria spare, as no account of theirs explains that', async () => {
  const lab = await startLab({ users: 160, directories: 'three' });
  closers.push(lab.close);
  const sidecar = await startSidecar({ lab });
  closers.push(sidecar.close);
  const actions: Action[] = [{ removeFromGroups: [licence] }, 'disable'];
  const criteria = { all: [{ username: ["d'angelo"] }, { not: { inGroup: 'empty-group' } }] };
  const held = await holdPolicy(sidecar, buildPolicy({ criteria, actions }));
  joinAt(lab, "d'angelo", 'empty-group');
  expect((await held.goOn()).at(1)).toEqual(skipped('group-changed'));
});
