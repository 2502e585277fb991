// Disabling reaches all accounts of a user, and what was done in a directory counts once Confluence has seen it.
import { afterEach, describe, expect, it } from 'vitest';
import type { Action } from '../../sidecar/src/domain/action.ts';
import { writeLink } from '../../sidecar/src/domain/personal-link.ts';
import { undoRun } from '../../sidecar/src/services/decisions.ts';
import { lookAtGiveBackLink, useGiveBackLink } from '../../sidecar/src/services/give-back-link.ts';
import type { Actor } from '../../sidecar/src/services/service-context.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { addAccount } from '../lab/world/changes.ts';
import { makeUserKey } from '../lab/world/user-keys.ts';
import { findUser } from '../lab/world/views.ts';
import { createMovableClock } from '../support/clock.ts';
import { accountAt, configureDirectories, namesOfDirectories } from '../support/directories.ts';
import { setActiveAt } from '../support/lab-changes.ts';
import { readState } from '../support/lab-state.ts';
import { findEntry, writesAt } from '../support/runs.ts';
import { buildPolicy, requireRun, runPolicy, startSidecar } from '../support/sidecar.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface StageOptions {
  readonly waitMs: number;
  /** Called whenever the sidecar waits. */
  readonly meanwhile?: (lab: Lab) => Promise<void>;
  readonly without?: 'crowd';
}

async function setStage({ waitMs, meanwhile, without }: StageOptions) {
  const lab = await startLab({ users: 160, directories: 'three', checkAnswers: false, synchroniseMs: 0 });
  closers.push(lab.close);
  const moved = createMovableClock();
  const sleep = async (ms: number) => {
    await meanwhile?.(lab);
    moved.advanceMs(ms);
  };
  const clock = { ...moved, sleep };
  const { directories = [], directoryPasswords = {} } = configureDirectories(lab);
  const names = namesOfDirectories(lab);
  const configured = directories.map((one) =>
    one.name === names.crowd && without === 'crowd' ? { ...one, writable: false } : one,
  );
  const overrides = { synchronisationWaitMs: waitMs, clock };
  const sidecar = await startSidecar({ lab, overrides, directories: configured, directoryPasswords });
  closers.push(sidecar.close);
  const act = async (username: string, action: Action, usernames = [username]) => {
    const run = await runPolicy(
      sidecar,
      buildPolicy({ criteria: { username: usernames }, actions: [action], giveBack: { days: 14 } }),
      'live',
    );
    const entry = await findEntry(sidecar.context, run.id, username);
    return { run, entry, outcomes: entry?.steps.map(({ change, outcome }) => [change.kind, outcome?.kind]) };
  };
  const undo = async (runId: number, username: string) => {
    const { store, clock: now, wake, runner } = sidecar.context;
    const actor: Actor = { userKey: 'ada', username: 'ada' };
    const { id } = await undoRun({ store, clock: now, wake }, { runId, people: null, asked: undefined, actor });
    runner.wake();
    await runner.settled();
    expect(await requireRun(sidecar.context, id)).toMatchObject({ ending: 'completed' });
    const entry = await findEntry(sidecar.context, id, username);
    return { notes: entry?.notes, steps: entry?.steps.map(({ change, outcome }) => [change.kind, outcome]) };
  };
  const link = async (runId: number, username: string) => {
    const { context } = sidecar;
    const personId = (await findEntry(context, runId, username))?.personId ?? 0;
    const endsAt = '2999-01-01T00:00:00.000Z';
    const text = writeLink(context.linkSigners['give-back'], { runId, personId, language: 'en', endsAt });
    return {
      look: async () => (await lookAtGiveBackLink(context, text)).state,
      use: async () => {
        const { state } = await useGiveBackLink(context, text);
        context.runner.wake();
        await context.runner.settled();
        return state;
      },
    };
  };
  return { lab, names, act, sidecar, undo, link, pass: moved.advanceMs };
}

async function synchronise(lab: Lab): Promise<void> {
  for (const directory of ['Company Crowd', 'Corporate LDAP']) {
    await fetch(`${lab.controlUrl}/synchronise`, {
      method: 'POST',
      body: JSON.stringify({ directory, immediate: true }),
    });
  }
}

/**
 * Gives so many active users of the internal directory a second account, in Crowd. `canary` has but the one, and comes
 * before them in a plan: that disabling has effect is seen there.
 */
async function joinCrowd(lab: Lab, count: number): Promise<{ readonly people: string[]; readonly canary: string }> {
  const [internal, crowd] = lab.world.directories;
  const source = crowd?.source ?? null;
  if (internal === undefined || source === null) throw new Error('the lab has no directory that is synchronised');
  const keyOf = (username: string) => findUser(lab.world, username)?.userKey ?? '';
  const [canary, ...joined] = [...internal.accounts.values()]
    .filter((one) => one.active && !source.directory.accounts.has(one.lowerName))
    .sort((one, other) => (keyOf(one.username) < keyOf(other.username) ? -1 : 1))
    .slice(-1 - count);
  if (canary === undefined) throw new Error('the internal directory has nobody');
  for (const { username, displayName, email } of joined) {
    const account = { username, displayName, email, createdEpochMs: 0 };
    addAccount(source.world, source.directory, account, makeUserKey(source.world));
  }
  await synchronise(lab);
  return { people: joined.map(({ username }) => username), canary: canary.username };
}

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

  it('is not begun where the second account cannot be changed, and the plan says why', async () => {
    const { lab, act } = await setStage({ waitMs: 0, without: 'crowd' });
    const { entry } = await act('shadow.both', 'disable');
    expect(entry?.steps.map((step) => step.outcome)).toEqual([
      { kind: 'unsupported', reason: 'another-account-takes-over' },
    ]);
    expect(writesAt(lab)).toEqual([]);
  });
});

describe('an undo that begins before Confluence has read the directory', () => {
  const wait = { kind: 'unsupported', reason: 'not-synchronised-yet' };

  it('leaves the user alone and says why, and takes everything back once the directory was read', async () => {
    const { lab, names, act, undo } = await setStage({ waitMs: 0 });
    const { run } = await act('shadow.both', 'disable');
    const sent = writesAt(lab).length;
    const early = await undo(run.id, 'shadow.both');
    expect(early).toEqual({
      notes: [],
      steps: [
        ['enable', wait],
        ['enable-account', wait],
      ],
    });
    expect(writesAt(lab)).toHaveLength(sent);
    await synchronise(lab);
    expect((await readState(lab)).get('shadow.both')?.status).toBe('deactivated');
    const { notes } = await undo(run.id, 'shadow.both');
    expect(notes).not.toContain('changed-since');
    for (const directory of [names.internal, names.crowd]) {
      expect(accountAt(lab, directory, 'shadow.both')?.active).toBe(true);
    }
  });

  it('says that somebody changed the user where the directory itself shows it', async () => {
    const { lab, names, act, undo } = await setStage({ waitMs: 0 });
    const { run } = await act('shadow.both', 'disable');
    const account = accountAt(lab, names.crowd, 'shadow.both');
    if (account !== undefined) account.active = true;
    expect((await undo(run.id, 'shadow.both')).notes).toContain('changed-since');
  });
});

describe('an undo once Confluence has read the directory', () => {
  it('gives back the account behind a user whom an administrator enabled by hand meanwhile', async () => {
    const { lab, names, act, undo } = await setStage({ waitMs: 0 });
    const { run } = await act('shadow.both', 'disable');
    await synchronise(lab);
    setActiveAt(lab, 'shadow.both', true);
    expect((await readState(lab)).get('shadow.both')?.status).toBe('current');
    expect(await undo(run.id, 'shadow.both')).toEqual({
      notes: ['changed-since'],
      steps: [
        ['enable', { kind: 'already' }],
        ['enable-account', { kind: 'applied' }],
      ],
    });
    expect(accountAt(lab, names.crowd, 'shadow.both')?.active).toBe(true);
  });

  it('relies on no reading from before the directory was read', async () => {
    const { lab, names, act, undo, sidecar } = await setStage({ waitMs: 0 });
    const { run } = await act('shadow.both', 'disable');
    await sidecar.context.takeSnapshot();
    await synchronise(lab);
    await undo(run.id, 'shadow.both');
    for (const directory of [names.internal, names.crowd]) {
      expect(accountAt(lab, directory, 'shadow.both')?.active).toBe(true);
    }
  });
});

describe('an undo while a directory does not answer', () => {
  it.each([
    { kind: 'reset', users: 1 },
    { kind: 'status', users: 3 },
  ])(
    'gives it up in a plan for many after $users of them ($kind), says so of all, and takes them back another time',
    async ({ kind, users }) => {
      const { lab, names, act, undo } = await setStage({ waitMs: 0 });
      const { people, canary } = await joinCrowd(lab, 30);
      const [first = ''] = people;
      const { run } = await act(first, 'disable', [canary, ...people]);
      const disabledAt = () => people.filter((username) => accountAt(lab, names.crowd, username)?.active === false);
      expect(disabledAt()).toEqual(people);
      const path = '/crowd/rest/usermanagement/*/user';
      await fetch(`${lab.controlUrl}/faults`, {
        method: 'POST',
        body: JSON.stringify({ match: { method: 'GET', path }, kind }),
      });
      lab.wire.log.clear();
      const { steps } = await undo(run.id, first);
      const silent = { kind: 'unsupported', reason: 'directory-unreadable' };
      expect(steps).toEqual([
        ['enable', silent],
        ['enable-account', silent],
      ]);
      const asked = lab.wire.log.list().filter(({ service, path: at }) => service === 'crowd' && at.endsWith('/user'));
      expect(new Set(asked.map(({ query }) => new URLSearchParams(query).get('username'))).size).toBe(users);
      await fetch(`${lab.controlUrl}/faults`, { method: 'DELETE' });
      await synchronise(lab);
      await undo(run.id, first);
      expect(disabledAt()).toEqual([]);
    },
  );
});

describe('a link that gives access back, used before Confluence has read the directory', () => {
  it('says what it could not do, and gives everything back once the directory was read', async () => {
    const { lab, names, act, link } = await setStage({ waitMs: 0 });
    const { run } = await act('shadow.both', 'disable');
    const { look, use } = await link(run.id, 'shadow.both');
    expect([await use(), await look()]).toEqual(['trying', 'again']);
    await synchronise(lab);
    expect((await readState(lab)).get('shadow.both')?.status).toBe('deactivated');
    expect([await use(), await look()]).toEqual(['trying', 'used']);
    for (const directory of [names.internal, names.crowd]) {
      expect(accountAt(lab, directory, 'shadow.both')?.active).toBe(true);
    }
  });

  it('begins at most three runs an hour, and is not used up by them', async () => {
    const { act, link, pass } = await setStage({ waitMs: 0 });
    const { run } = await act('shadow.both', 'disable');
    const { look, use } = await link(run.id, 'shadow.both');
    expect([await use(), await use(), await use()]).toEqual(['trying', 'trying', 'trying']);
    expect([await use(), await look()]).toEqual(['wait', 'wait']);
    pass(3_600_000);
    expect([await look(), await use()]).toEqual(['again', 'trying']);
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
