// A lab with three directories and a sidecar that disables users with accounts in several of them, and takes that back.
import { expect } from 'vitest';
import type { Action } from '../../sidecar/src/domain/action.ts';
import { writeLink } from '../../sidecar/src/domain/personal-link.ts';
import { undoRun } from '../../sidecar/src/services/decisions.ts';
import { lookAtGiveBackLink, useGiveBackLink } from '../../sidecar/src/services/give-back-link.ts';
import type { Actor } from '../../sidecar/src/services/service-context.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { addAccount } from '../lab/world/changes.ts';
import { makeUserKey } from '../lab/world/user-keys.ts';
import { findUser } from '../lab/world/views.ts';
import { createMovableClock } from './clock.ts';
import { configureDirectories, namesOfDirectories } from './directories.ts';
import { findEntry } from './runs.ts';
import { buildPolicy, requireRun, runPolicy, type Sidecar, startSidecar } from './sidecar.ts';

/** What is to be closed at the end, the last first. */
type Closers = (() => Promise<void>)[];

export interface StageOptions {
  readonly waitMs: number;
  /** Called whenever the sidecar waits. */
  readonly meanwhile?: (lab: Lab) => Promise<void>;
  readonly without?: 'crowd';
  readonly databaseFile?: string;
}

/** What `closers` gets is to be closed by the test. */
export async function setAccountsStage(closers: Closers, { waitMs, meanwhile, without, ...kept }: StageOptions) {
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
  const sidecar = await startSidecar({ lab, overrides, directories: configured, directoryPasswords, ...kept });
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
  const undo = (runId: number, username: string) => undoAt(sidecar, runId, username);
  const link = async (runId: number, username: string) => {
    const { context } = sidecar;
    const entry = await findEntry(context, runId, username);
    const run = await context.store.runs.get(runId);
    if (entry === null || run === null) throw new Error(`run ${runId} has no entry of ${username}`);
    const { personId, userKey } = entry;
    const endsAt = '2999-01-01T00:00:00.000Z';
    const body = { runId, personId, language: 'en', endsAt } as const;
    const text = writeLink(context.linkSigners['give-back'], body, { userKey, policyId: run.policyId });
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

/** Undoes a run; what its plan says of one user, and what became of that. */
export async function undoAt({ context }: Sidecar, runId: number, username: string) {
  const { store, clock, wake, runner } = context;
  const actor: Actor = { userKey: 'ada', username: 'ada' };
  const { id } = await undoRun({ store, clock, wake }, { runId, people: null, asked: undefined, actor });
  runner.wake();
  await runner.settled();
  expect(await requireRun(context, id)).toMatchObject({ ending: 'completed' });
  const entry = await findEntry(context, id, username);
  return { notes: entry?.notes, steps: entry?.steps.map(({ change, outcome }) => [change.kind, outcome]) };
}

/** Lets Confluence read both directories that it synchronises. */
export async function synchronise(lab: Lab): Promise<void> {
  for (const directory of ['Company Crowd', 'Corporate LDAP']) {
    await fetch(`${lab.controlUrl}/synchronise`, {
      method: 'POST',
      body: JSON.stringify({ directory, immediate: true }),
    });
  }
}

/** Gives so many active users of the internal directory a second account, in Crowd; tells them in the order of a plan. */
export async function joinCrowd(lab: Lab, count: number): Promise<string[]> {
  const [internal, crowd] = lab.world.directories;
  const source = crowd?.source ?? null;
  if (internal === undefined || source === null) throw new Error('the lab has no directory that is synchronised');
  const keyOf = (username: string) => findUser(lab.world, username)?.userKey ?? '';
  const joined = [...internal.accounts.values()]
    .filter((one) => one.active && !source.directory.accounts.has(one.lowerName))
    .sort((one, other) => (keyOf(one.username) < keyOf(other.username) ? -1 : 1))
    .slice(-count);
  for (const { username, displayName, email } of joined) {
    const account = { username, displayName, email, createdEpochMs: 0 };
    addAccount(source.world, source.directory, account, makeUserKey(source.world));
  }
  await synchronise(lab);
  return joined.map(({ username }) => username);
}
