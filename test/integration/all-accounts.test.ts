// Disabling reaches all accounts of a user, and what was done in a directory counts once Confluence has seen it.
import { afterEach, describe, expect, it } from 'vitest';
import type { Lab } from '../lab/lab.ts';
import { findUser } from '../lab/world/views.ts';
import { joinCrowd, type StageOptions, setAccountsStage, synchronise } from '../support/accounts-stage.ts';
import { accountAt } from '../support/directories.ts';
import { readState } from '../support/lab-state.ts';
import { writesAt } from '../support/runs.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const setStage = (options: StageOptions) => setAccountsStage(closers, options);

describe('disabling a user with two active accounts', () => {
  it('disables both, the second one first, and waits until Confluence has seen it', async () => {
    const { lab, names, act } = await setStage({ waitMs: 60_000, meanwhile: synchronise });
    const { entry, outcomes } = await act('shadow.both', 'disable');
    expect(outcomes).toEqual([
      ['disable-account', 'applied'],
      ['disable', 'applied'],
    ]);
    expect(entry?.steps.map((step) => step.verification)).toEqual(['confirmed', 'confirmed']);
    for (const directory of [names.internal, names.crowd]) {
      expect(accountAt(lab, directory, 'shadow.both')?.active).toBe(false);
    }
    expect((await readState(lab)).get('shadow.both')?.status).toBe('deactivated');
  });

  it('is pending where Confluence has not read the directory in time', async () => {
    const { lab, act } = await setStage({ waitMs: 0 });
    const { outcomes } = await act('shadow.both', 'disable');
    expect(outcomes).toEqual([
      ['disable-account', 'pending-synchronisation'],
      ['disable', 'pending-synchronisation'],
    ]);
    expect((await readState(lab)).get('shadow.both')?.status).toBe('current');
  });

  it('is pending where reading back was turned away, and nothing more is asked of Confluence to wait for it', async () => {
    const { lab, act, sidecar } = await setStage({ waitMs: 60_000 });
    const { advance } = sidecar.context.store.runs;
    Object.assign(sidecar.context.store.runs, {
      advance: async (input: Parameters<typeof advance>[0]) => {
        await advance(input);
        if (input.to === 'verifying') lab.wire.faults.add({ kind: 'status', status: 401 });
        if (input.to === 'reporting') lab.wire.faults.clear();
      },
    });
    const people = await joinCrowd(lab, 1);
    const single = 'plus+idle';
    const { entry } = await act(people[0] ?? '', 'disable', [...people, single]);
    expect(entry?.steps.map((step) => step.outcome?.kind)).toEqual(Array(2).fill('pending-synchronisation'));
    const refused = lab.wire.log.list().filter(({ service, status }) => service === 'confluence' && status === 401);
    expect(refused.map(({ path }) => path.replace(/^.*\/rest\//, ''))).toEqual(['api/user/list']);
  });

  it('is done to many of them, though none shows it before Confluence has read the directory', async () => {
    const { lab, names, act } = await setStage({ waitMs: 0 });
    const people = await joinCrowd(lab, 12);
    const { run } = await act(people[0] ?? '', 'disable', people);
    expect(run.ending).toBe('completed');
    for (const directory of [names.internal, names.crowd])
      expect(people.filter((username) => accountAt(lab, directory, username)?.active !== false)).toEqual([]);
  });

  it('is not begun where the second account cannot be changed, and the plan says why', async () => {
    const { lab, act } = await setStage({ waitMs: 0, without: 'crowd' });
    const { entry } = await act('shadow.both', 'disable');
    expect(entry?.steps.map((step) => step.outcome)).toEqual([
      { kind: 'unsupported', reason: 'another-account-takes-over' },
    ]);
    expect(writesAt(lab)).toEqual([]);
  });
});

describe('a move', () => {
  it('counts as done once both directories have been read since', async () => {
    const { lab, names, act } = await setStage({ waitMs: 120_000, meanwhile: advanceAndSynchronise });
    const order = { from: names.crowd, to: names.internal, missingGroups: 'create', mailPasswordReset: false } as const;
    const key = findUser(lab.world, 'crowd.only.idle')?.userKey;
    const { outcomes } = await act('crowd.only.idle', { moveToDirectory: order });
    expect(outcomes?.filter(([, outcome]) => outcome === 'pending-synchronisation')).toEqual([]);
    expect(outcomes?.find(([kind]) => kind === 'delete-account')?.[1]).toBe('applied');
    expect(findUser(lab.world, 'crowd.only.idle')?.userKey).toBe(key);
  });
});

/** The list words the start of a synchronisation to the minute. */
async function advanceAndSynchronise(lab: Lab): Promise<void> {
  lab.clock.advanceDays(2 / 1440);
  await synchronise(lab);
}
