// Moves and copies between directories: nobody loses an account, a group or a key, wherever the run breaks off.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../sidecar/src/context.ts';
import type { Action } from '../../sidecar/src/domain/action.ts';
import { openStore } from '../../sidecar/src/store/open.ts';
import type { Store } from '../../sidecar/src/store/store.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { effectiveAccount, findUser } from '../lab/world/views.ts';
import { createMovableClock } from '../support/clock.ts';
import {
  accountAt,
  configureDirectories,
  type DirectoryNames,
  groupsAt,
  namesOfDirectories,
} from '../support/directories.ts';
import { findEntry, requireReport } from '../support/runs.ts';
import { buildPolicy, requestRun, requireRun, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

let lab: Lab;
let names: DirectoryNames;
beforeAll(async () => {
  lab = await startLab({ users: 260, directories: 'three', checkAnswers: false, synchroniseEveryMinutes: 0 });
  names = namesOfDirectories(lab);
});
afterAll(async () => lab?.close());
beforeEach(() => {
  lab.wire.log.clear();
  lab.wire.faults.clear();
});

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function open(more: Partial<Parameters<typeof startSidecar>[0]> = {}): Promise<Sidecar> {
  const sidecar = await startSidecar({ lab, ...configureDirectories(lab), ...more });
  closers.push(sidecar.close);
  return sidecar;
}

const only = (username: string, actions: readonly Action[]) =>
  buildPolicy({ criteria: { username: [username] }, actions });
const transfer = { missingGroups: 'create', mailPasswordReset: false } as const;
const move = (username: string, from: string, to: string, more: object = {}) =>
  only(username, [{ moveToDirectory: { from, to, ...transfer, ...more } }]);
const crowdWrites = () => lab.wire.log.list().filter((one) => one.service === 'crowd' && one.method !== 'GET').length;

/** Ordinary people of the internal directory alone, each used by one test. */
const people = (() => {
  const used = new Set<string>();
  return () => {
    for (const [name, user] of lab.world.users) {
      const [account] = user.accounts;
      const groups = account === undefined ? 0 : account.groups.size;
      const plain =
        user.username === name &&
        user.accounts.length === 1 &&
        account?.directory.name === names.internal &&
        account.active;
      if (
        plain &&
        groups >= 2 &&
        groups <= 4 &&
        /^[a-z]+\.[a-z]+\d*$/.test(name) &&
        !used.has(name) &&
        !isProtected(name)
      ) {
        used.add(name);
        return name;
      }
    }
    throw new Error('nobody is left to be moved');
  };
})();

function isProtected(name: string): boolean {
  const groups = groupsAt(lab, names.internal, name);
  return groups.some((group) => /admin/.test(group)) || /admin/.test(name);
}

/** The user is whole in exactly one of the two directories. */
function whereIs(username: string, before: { groups: string[]; userKey: string }): 'source' | 'target' {
  const source = accountAt(lab, names.internal, username);
  const target = accountAt(lab, names.crowd, username);
  expect([source, target].filter((account) => account !== undefined)).toHaveLength(1);
  const place = source === undefined ? 'target' : 'source';
  expect(groupsAt(lab, place === 'source' ? names.internal : names.crowd, username)).toEqual(before.groups);
  expect((source ?? target)?.active).toBe(true);
  expect(findUser(lab.world, username)?.userKey).toBe(before.userKey);
  return place;
}

const stateOf = (username: string) => ({
  groups: groupsAt(lab, names.internal, username),
  userKey: findUser(lab.world, username)?.userKey ?? '',
});

describe('a move between two directories', () => {
  it('keeps user key, names, groups and attributes, and leaves nothing behind', async () => {
    const username = people();
    const before = stateOf(username);
    const old = accountAt(lab, names.internal, username);
    const attributes = { costCentre: ['4711', '4712'] };
    for (const [name, values] of Object.entries(attributes)) old?.attributes.set(name, values);
    const sidecar = await open();
    const { context } = sidecar;
    const run = await runPolicy(sidecar, move(username, names.internal, names.crowd), 'live');
    expect(run).toMatchObject({ ending: 'completed', failure: null });
    expect(whereIs(username, before)).toBe('target');
    const moved = accountAt(lab, names.crowd, username);
    expect(moved).toMatchObject({ displayName: old?.displayName, email: old?.email });
    expect(moved?.attributes.get('costCentre')).toEqual(attributes.costCentre);
    const entry = await findEntry(context, run.id, username);
    expect(entry?.before.accountImages?.map(({ directory }) => directory)).toEqual([names.internal]);
    expect(entry?.steps.at(-1)).toMatchObject({ change: { kind: 'withdraw-account' }, outcome: { kind: 'already' } });
    expect(entry?.notes).toEqual(['source-wins-until-removed', 'password-does-not-travel']);
    const { outcomes } = await requireReport(context, run.id);
    expect(outcomes.users).toEqual({ applied: 1 });
  });

  it('sends no write at all in test mode, and says of every step that it would be done', async () => {
    const username = people();
    const before = stateOf(username);
    const sidecar = await open();
    const { context } = sidecar;
    const run = await runPolicy(sidecar, move(username, names.internal, names.crowd), 'test');
    expect(run.ending).toBe('completed');
    expect(lab.wire.log.list().filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(whereIs(username, before)).toBe('source');
    const entry = await findEntry(context, run.id, username);
    const outcomes = entry?.steps.slice(0, -1).map(({ outcome }) => outcome?.kind);
    expect(outcomes?.length).toBeGreaterThan(3);
    expect(new Set(outcomes)).toEqual(new Set(['rehearsed']));
  });

  it('does not take a user for somebody else of the same name in the target', async () => {
    const sidecar = await open();
    const { context } = sidecar;
    const run = await runPolicy(sidecar, move('t.winter', names.internal, names.crowd), 'live');
    const entry = await findEntry(context, run.id, 't.winter');
    expect(entry?.steps.map(({ outcome }) => outcome)).toEqual([{ kind: 'unsupported', reason: 'name-taken' }]);
    expect(crowdWrites()).toBe(0);
  });

  it.each([
    ['out of a read-only directory', 'ldap.only.idle', 'ldap', 'crowd', 'source-read-only'],
    ['into a read-only directory', 'crowd.only.idle', 'crowd', 'ldap', 'target-read-only'],
    ['of somebody the source does not know', 'ldap.only.idle', 'crowd', 'internal', 'account-not-in-source'],
  ] as const)('%s cannot be made, and the plan says why', async (_title, username, from, to, reason) => {
    const sidecar = await open();
    const { context } = sidecar;
    const run = await runPolicy(sidecar, move(username, names[from], names[to]), 'live');
    const entry = await findEntry(context, run.id, username);
    expect(entry?.steps.map(({ outcome }) => outcome)).toEqual([{ kind: 'unsupported', reason }]);
    expect(crowdWrites()).toBe(0);
  });

  it('leaves users alone whose groups the target lacks, unless it may make them', async () => {
    const username = people();
    const before = stateOf(username);
    const account = accountAt(lab, names.internal, username);
    const [group] = account?.groups ?? [];
    if (group === undefined || accountAt(lab, names.crowd, username) !== undefined) throw new Error('no fit person');
    for (const { mappings } of lab.crowd.applications.values()) {
      for (const { directory } of mappings)
        if (directory.name === names.crowd) directory.groups.delete(group.lowerName);
    }
    const sidecar = await open();
    const { context } = sidecar;
    const policy = move(username, names.internal, names.crowd, { missingGroups: 'refuse' });
    const run = await runPolicy(sidecar, policy, 'live');
    const entry = await findEntry(context, run.id, username);
    expect(entry?.steps.map(({ outcome }) => outcome)).toEqual([
      { kind: 'unsupported', reason: 'groups-missing-in-target' },
    ]);
    expect(whereIs(username, before)).toBe('source');
  });

  it('takes the new account away again when a step fails halfway, and the user stays fully in the source', async () => {
    const username = people();
    const before = stateOf(username);
    lab.wire.faults.add({
      match: { method: 'POST', path: '**/user/group/direct', service: 'crowd' },
      kind: 'status',
      status: 403,
      body: '{"reason":"APPLICATION_PERMISSION_DENIED","message":"no"}',
      headers: { 'content-type': 'application/json' },
    });
    const sidecar = await open();
    const { context } = sidecar;
    const run = await runPolicy(sidecar, move(username, names.internal, names.crowd), 'live');
    expect(whereIs(username, before)).toBe('source');
    const entry = await findEntry(context, run.id, username);
    const outcomeOf = (kind: string) => entry?.steps.find((step) => step.change.kind === kind)?.outcome;
    expect(outcomeOf('add-account-to-group')).toEqual({ kind: 'failed', code: 'crowd_permission_denied' });
    expect(outcomeOf('delete-account')).toEqual({ kind: 'skipped', reason: 'earlier-step-failed' });
    expect(outcomeOf('withdraw-account')).toEqual({ kind: 'applied' });
    expect((await requireReport(context, run.id)).outcomes.users).toEqual({ failed: 1 });
  });

  it('does not remove the old account when somebody was put into another group meanwhile', async () => {
    const username = people();
    const sidecar = await open();
    const { context } = sidecar;
    const join = context.store.journal.attempting;
    let joined = false;
    Object.assign(context.store.journal, {
      attempting: async (step: Parameters<typeof join>[0]) => {
        const account = accountAt(lab, names.internal, username);
        const late = [...(account?.directory.groups.values() ?? [])].find((group) => group.name === 'empty-group');
        if (!joined && account !== undefined && late !== undefined) {
          joined = true;
          account.groups.add(late);
          late.accounts.add(account);
        }
        return join(step);
      },
    });
    const run = await runPolicy(sidecar, move(username, names.internal, names.crowd), 'live');
    const entry = await findEntry(context, run.id, username);
    const outcomeOf = (kind: string) => entry?.steps.find((step) => step.change.kind === kind)?.outcome;
    expect(outcomeOf('delete-account')).toEqual({ kind: 'refused', guard: 'copy-incomplete' });
    expect(outcomeOf('withdraw-account')).toEqual({ kind: 'applied' });
    expect(groupsAt(lab, names.internal, username)).toContain('empty-group');
    expect(accountAt(lab, names.crowd, username)).toBeUndefined();
  });

  it('mails a link to choose a password when asked to, after the move', async () => {
    const username = people();
    const before = stateOf(username);
    const sidecar = await open();
    const policy = move(username, names.internal, names.crowd, { mailPasswordReset: true });
    const run = await runPolicy(sidecar, policy, 'live');
    expect(run.ending).toBe('completed');
    expect(whereIs(username, before)).toBe('target');
    const last = lab.wire.log
      .list()
      .filter((one) => one.service === 'crowd' && one.method !== 'GET')
      .slice(-2);
    expect(last.map(({ method, path }) => `${method} ${path.replace(/^.*\/1/, '')}`)).toEqual([
      'DELETE /user',
      'POST /user/mail/password',
    ]);
  });
});

describe('a copy into another directory', () => {
  it('leaves the source as it is', async () => {
    const username = people();
    const before = stateOf(username);
    const sidecar = await open();
    const copy = only(username, [{ copyToDirectory: { from: names.internal, to: names.crowd, ...transfer } }]);
    const run = await runPolicy(sidecar, copy, 'live');
    expect(run.ending).toBe('completed');
    expect(groupsAt(lab, names.internal, username)).toEqual(before.groups);
    expect(groupsAt(lab, names.crowd, username)).toEqual(before.groups);
  });
});

/** Lets the process lose its grip at the n-th contact with the journal: before or after the row is written. */
function breakAt(store: Store, at: number, when: 'before' | 'after'): { readonly broke: () => boolean } {
  const { attempting, outcomes } = store.journal;
  let contacts = 0;
  let broken = false;
  const through = async <Answer>(write: () => Promise<Answer>): Promise<Answer> => {
    contacts += 1;
    if (broken || (contacts === at && when === 'before')) {
      broken = true;
      throw new Error('the process is gone');
    }
    const answer = await write();
    if (contacts !== at) return answer;
    broken = true;
    throw new Error('the process is gone');
  };
  Object.assign(store.journal, {
    attempting: (step: Parameters<typeof attempting>[0]) => through(() => attempting(step)),
    outcomes: (rows: Parameters<typeof outcomes>[0]) => through(() => outcomes(rows)),
  });
  return { broke: () => broken };
}

describe('a move that breaks off', () => {
  const contacts = Array.from({ length: 16 }, (_, index) => index + 1);
  it.each(contacts.flatMap((at) => [[at, 'before'] as const, [at, 'after'] as const]))(
    'at journal row %i (%s it was written) ends fully moved when it is taken up again, and does nothing twice',
    async (at, when) => {
      const username = people();
      const before = stateOf(username);
      const folder = await makeTemporaryFolder();
      closers.push(folder.remove);
      const databaseFile = `${folder.path}/store.db`;
      const clock = createMovableClock();
      const first = await startSidecar({ lab, clock, databaseFile, ...configureDirectories(lab) });
      const run = await requestRun(first.context, move(username, names.internal, names.crowd), 'live');
      const { broke } = breakAt(first.context.store, at, when);
      first.context.runner.wake();
      await first.context.runner.settled();
      expect((await stateAfter(databaseFile, run.id)) === 'finished').toBe(!broke());
      await first.close();

      clock.advanceMs(120_000);
      const { context } = await open({ clock, databaseFile });
      await finish(context);
      expect(await requireRun(context, run.id)).toMatchObject({ state: 'finished', ending: 'completed' });
      expect(whereIs(username, before)).toBe('target');
      const writes = lab.wire.log.list().filter((one) => one.service === 'crowd' && one.method !== 'GET');
      const done = writes.filter(({ status }) => status !== null && status < 300);
      const told = done.map(({ method, path, query }) => `${method} ${path} ${JSON.stringify(query)}`);
      const once = told.filter(
        (line) => !line.includes('/user/group/direct') && !line.includes('POST /crowd/rest/usermanagement/1/group'),
      );
      expect(new Set(once).size).toBe(once.length);
    },
  );

  async function stateAfter(file: string, runId: number): Promise<string | undefined> {
    const store = await openStore({ kind: 'sqlite', file });
    return (await store.runs.get(runId).finally(() => store.close()))?.state;
  }

  async function finish({ runner }: Context): Promise<void> {
    runner.wake();
    await runner.settled();
  }
});

it('the account that speaks for a moved user is that of the target', async () => {
  const username = people();
  const sidecar = await open();
  await runPolicy(sidecar, move(username, names.internal, names.crowd), 'live');
  const user = findUser(lab.world, username);
  expect(user === undefined ? null : effectiveAccount(user).directory.name).toBe(names.crowd);
});
