// Taking back what Confluence has yet to read from a directory: nobody by half, nobody for ever, and every reason a true one.
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Run } from '../../sidecar/src/domain/run.ts';
import { rejectRun, undoRun } from '../../sidecar/src/services/decisions.ts';
import { joinCrowd, type StageOptions, setAccountsStage, synchronise, undoAt } from '../support/accounts-stage.ts';
import { accountAt, configureDirectories } from '../support/directories.ts';
import { setActiveAt } from '../support/lab-changes.ts';
import { readState } from '../support/lab-state.ts';
import { afterPlanning, writesAt } from '../support/runs.ts';
import { requireRun, type Sidecar, startSidecar } from '../support/sidecar.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const setStage = (options: StageOptions) => setAccountsStage(closers, options);

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

  it('takes nothing for undone that a reading showed as before while the run still waited for the directory', async () => {
    let readOnce: (() => Promise<unknown>) | undefined;
    const meanwhile = async () => {
      const read = readOnce;
      readOnce = undefined;
      await read?.();
    };
    const { lab, act, undo, sidecar } = await setStage({ waitMs: 1000, meanwhile });
    const { context } = sidecar;
    await context.takeSnapshot();
    readOnce = context.takeSnapshot;
    const { run } = await act('shadow.both', 'disable');
    expect(await context.store.snapshots.newest()).toMatchObject({ id: 2 });
    await synchronise(lab);
    const { notes, steps } = await undo(run.id, 'shadow.both');
    expect(notes).not.toContain('changed-since');
    expect(steps).toEqual([
      ['enable', { kind: 'applied' }],
      ['enable-account', { kind: 'applied' }],
    ]);
    expect(await context.store.rebounds.ofRun({ runId: run.id, after: 0, limit: 10 })).toEqual([]);
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

describe('an undo after the application of a directory was taken out of the configuration', () => {
  it('says that nobody tells whether Confluence has read it, and enables the user once it shows them disabled', async () => {
    const folder = await makeTemporaryFolder();
    closers.push(folder.remove);
    const databaseFile = path.join(folder.path, 'store.db');
    const { lab, names, act, sidecar } = await setStage({ waitMs: 0, databaseFile });
    const { run } = await act('shadow.both', 'disable');
    await sidecar.close();
    const { directories = [], directoryPasswords = {} } = configureDirectories(lab);
    const left = directories.filter(({ name }) => name !== names.crowd);
    const overrides = { synchronisationWaitMs: 0 };
    const next = await startSidecar({ lab, overrides, databaseFile, directories: left, directoryPasswords });
    closers.push(next.close);
    const lost = { kind: 'failed', code: 'crowd_not_configured' };
    expect(await undoAt(next, run.id, 'shadow.both')).toEqual({
      notes: ['reading-not-told'],
      steps: [
        ['enable', { kind: 'already' }],
        ['enable-account', lost],
      ],
    });
    await synchronise(lab);
    expect((await undoAt(next, run.id, 'shadow.both')).steps).toEqual([
      ['enable', { kind: 'applied' }],
      ['enable-account', lost],
    ]);
    expect((await readState(lab)).get('shadow.both')?.status).toBe('current');
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
      const people = await joinCrowd(lab, 30);
      const [first = ''] = people;
      const { run } = await act(first, 'disable', people);
      const disabledAt = () => people.filter((username) => accountAt(lab, names.crowd, username)?.active === false);
      expect(disabledAt()).toEqual(people);
      const asking = '/crowd/rest/usermanagement/*/user';
      await fetch(`${lab.controlUrl}/faults`, {
        method: 'POST',
        body: JSON.stringify({ match: { method: 'GET', path: asking }, kind }),
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

  it('promises nothing of a rehearsal that an administrator began meanwhile', async () => {
    const { act, link, sidecar } = await setStage({ waitMs: 0 });
    const { run } = await act('shadow.both', 'disable');
    const { look, use } = await link(run.id, 'shadow.both');
    expect(await use()).toBe('trying');
    const nothing = () => undefined;
    const wake = { runner: nothing, scheduler: nothing, mails: nothing, snapshot: nothing };
    const actor = { userKey: 'ada', username: 'ada' };
    const order = { runId: run.id, people: null, asked: 'test', actor } as const;
    expect(await undoRun({ ...sidecar.context, wake }, order)).toMatchObject({ mode: 'test', state: 'requested' });
    expect(await look()).toBe('again');
  });

  it('is not used up by a run of others that is held for somebody else, and waits only until that is decided', async () => {
    const { act, link, sidecar, lab } = await setStage({ waitMs: 0 });
    const { run } = await act('shadow.both', 'disable', ['shadow.both', 'no.email']);
    const { look, use } = await link(run.id, 'shadow.both');
    expect([await use(), await look()]).toEqual(['trying', 'again']);
    const held = await undoAll(sidecar, run.id, { hold: 'user-count' });
    expect([held.ending, await look()]).toEqual(['quarantined', 'later']);
    await rejectRun(sidecar.context, { runId: held.id, reason: null, actor: ada });
    expect(await look()).toBe('again');
    await synchronise(lab);
    expect([await use(), await look()]).toEqual(['trying', 'used']);
  });

  it('is used up by a hold of its own run, unless that waited in vain for Confluence', async () => {
    const { act, link, sidecar } = await setStage({ waitMs: 0 });
    const { run } = await act('shadow.both', 'disable');
    const { look, use } = await link(run.id, 'shadow.both');
    const waited = holdPlans(sidecar, 'reindex-running');
    expect([await use(), await look()]).toEqual(['trying', 'again']);
    waited.end();
    holdPlans(sidecar, 'user-count');
    expect([await use(), await look()]).toEqual(['trying', 'used']);
  });

  it('stays used once it gave everything back, whatever becomes of a later run of others', async () => {
    const { act, link, sidecar, lab } = await setStage({ waitMs: 0 });
    const { run } = await act('shadow.both', 'disable', ['shadow.both', 'no.email']);
    await synchronise(lab);
    const { look, use } = await link(run.id, 'shadow.both');
    expect([await use(), await look()]).toEqual(['trying', 'used']);
    const cancelled = await undoAll(sidecar, run.id, { hold: null });
    expect([cancelled.ending, await look()]).toEqual(['cancelled', 'used']);
  });

  it("counts the user's own tries alone, and neither an administrator's nor what is only rehearsed", async () => {
    const { act, link, undo, sidecar } = await setStage({ waitMs: 0 });
    const { run } = await act('shadow.both', 'disable');
    const { look, use } = await link(run.id, 'shadow.both');
    expect([await use(), await use()]).toEqual(['trying', 'trying']);
    await undo(run.id, 'shadow.both');
    const { context } = sidecar;
    const actor = { userKey: 'ada', username: 'ada' };
    await undoRun(context, { runId: run.id, people: null, asked: 'test', actor });
    context.runner.wake();
    await context.runner.settled();
    expect([await look(), await use(), await look()]).toEqual(['again', 'trying', 'wait']);
  });
});

const ada = { userKey: 'ada', username: 'ada' };

/** Lets a guard speak against each plan that is made from now on. */
function holdPlans({ context: { store } }: Sidecar, guard: 'user-count' | 'reindex-running') {
  const { savePlan } = store.runs;
  const details = guard === 'user-count' ? { planned: 2, limit: 1 } : { minutes: 120 };
  const refusals = [{ guard, details }] as Parameters<typeof savePlan>[0]['refusals'];
  Object.assign(store.runs, {
    savePlan: (input: Parameters<typeof savePlan>[0]) =>
      savePlan({ ...input, refusals, to: 'reporting', ending: 'quarantined' }),
  });
  return { end: () => Object.assign(store.runs, { savePlan }) };
}

/** An administrator's undo of the whole run, which is held by a guard or else cancelled once it is planned. */
async function undoAll(sidecar: Sidecar, runId: number, { hold }: { hold: 'user-count' | null }): Promise<Run> {
  const { context } = sidecar;
  const held = hold === null ? null : holdPlans(sidecar, hold);
  const { id } = await undoRun(context, { runId, people: null, asked: undefined, actor: ada });
  if (hold === null) afterPlanning(context, async () => void (await context.store.runs.requestCancel(id, 'ada')));
  context.runner.wake();
  await context.runner.settled();
  held?.end();
  return requireRun(context, id);
}
