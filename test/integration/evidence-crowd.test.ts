// Password checks that a directory's Crowd application tells: they save people, and prove nobody idle.
import { afterEach, describe, expect, it } from 'vitest';
import { getUser } from '../../sidecar/src/services/users.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import type { LabOptions } from '../lab/options.ts';
import type { Account } from '../lab/world/model.ts';
import { readState } from '../support/lab-state.ts';
import { afterPlanning, findEntry, outcomesOf, requirePlan, requireReport, writesAt } from '../support/runs.ts';
import { buildPolicy, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

const directory = 'Company Crowd';
const victim = 'crowd.only.idle';
const dayMs = 86_400_000;
const idle = buildPolicy({ criteria: { all: [{ inactiveDays: 90 }, { status: 'active' }] }, actions: ['disable'] });

let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
  sidecar = null;
  lab = null;
});

async function start(options: Pick<LabOptions, 'confluence'> = {}) {
  lab = await startLab({ users: 200, directories: 'three', ...options });
  const application = lab.applications.find((one) => one.directory === directory);
  if (application === undefined) throw new Error(`no application for ${directory}`);
  sidecar = await startSidecar({
    lab,
    directories: [
      {
        name: directory,
        url: lab.crowdUrl,
        application: application.name,
        directoryId: String(application.directoryId),
        writable: false,
      },
    ],
    directoryPasswords: { [directory]: application.password },
  });
  return { lab, sidecar, context: sidecar.context };
}

/** The account at the directory's own side, which Crowd answers from. */
function accountAt({ crowd }: Lab, username: string): Account {
  const [mapping] = crowd.applications.get('user-management-crowd')?.mappings ?? [];
  const account = mapping?.directory.accounts.get(username);
  if (account === undefined) throw new Error(`${directory} has no account ${username}`);
  return account;
}

const checkedDaysAgo = (at: Lab, days: number) => {
  accountAt(at, victim).lastAuthenticatedEpochMs = at.clock.nowMs() - days * dayMs;
};

async function activityOf({ context }: Sidecar, at: Lab, username: string) {
  return getUser(context, (await readState(at)).get(username)?.userKey ?? '');
}

describe('a directory behind a Crowd application', () => {
  it('tells when passwords were checked, of its own accounts alone', async () => {
    const { context, ...at } = await start();
    checkedDaysAgo(at.lab, 3);
    const snapshot = await context.takeSnapshot();
    const found = await activityOf(at.sidecar, at.lab, victim);
    expect(found.user.activity).toMatchObject({
      state: 'seen',
      kind: 'authentication',
      source: `crowd:${directory}`,
      at: new Date(accountAt(at.lab, victim).lastAuthenticatedEpochMs ?? 0).toISOString(),
    });
    const other = await activityOf(at.sidecar, at.lab, 'ldap.only.idle');
    expect(other.evidence.map((one) => one.source)).toEqual(['users.activity']);
    const reading = snapshot.sources.find((one) => one.source === `crowd:${directory}`);
    expect(reading).toMatchObject({ state: 'complete', evidence: { importance: 'required', users: 'listed' } });
    expect(reading?.evidence?.usersTold).toBe(reading?.count);
  });

  it('is read once a snapshot, for its accounts and for their dates together', async () => {
    const { context, ...at } = await start();
    // So slow that both readers are there before the first page.
    at.lab.wire.faults.add({ match: { service: 'crowd', path: '**/search' }, kind: 'slow', delayMs: 400 });
    const { sources } = await context.takeSnapshot();
    for (const source of [`crowd:${directory}`, `accounts:${directory}`]) {
      expect(sources.find((one) => one.source === source)).toMatchObject({ state: 'complete' });
    }
    const lists = at.lab.wire.log
      .list()
      .filter(({ service, query }) => service === 'crowd' && /expand=user/.test(query));
    expect(new Set(lists.map(({ query }) => query)).size).toBe(lists.length);
    expect(lists.length).toBeGreaterThan(1);
  });

  it('says of the login source how many people it missed whom the directory saw lately', async () => {
    const { context, ...at } = await start();
    const before = await context.takeSnapshot();
    checkedDaysAgo(at.lab, 3);
    const after = await context.takeSnapshot();
    const missedBy = (source: string, one = after) => one.sources.find((each) => each.source === source)?.evidence;
    const earlier = missedBy('users.activity', before);
    expect(missedBy('users.activity')).toMatchObject({
      recentElsewhere: (earlier?.recentElsewhere ?? 0) + 1,
      missed: (earlier?.missed ?? 0) + 1,
    });
    const run = await runPolicy(at.sidecar, idle, 'test');
    const told = (await requireReport(context, run.id)).snapshot?.sources.find(
      (one) => one.source === 'users.activity',
    );
    expect(told?.missed).toMatchObject({ count: (earlier?.missed ?? 0) + 1 });
    // The other way round: whoever signs in lives in other directories for the most part.
    expect(missedBy(`crowd:${directory}`)?.missed).toBeGreaterThan(0);
  });

  it('claims nothing about an account that has no such date, which is not "never"', async () => {
    const { context, ...at } = await start({ confluence: '9.2' });
    accountAt(at.lab, victim).lastAuthenticatedEpochMs = null;
    await context.takeSnapshot();
    const { user, evidence } = await activityOf(at.sidecar, at.lab, victim);
    expect(evidence).toEqual([]);
    expect(user.activity).toMatchObject({ state: 'unknown', reason: 'no-source' });
  });

  it('never makes anybody idle by itself, however old the last check is', async () => {
    const { context, ...at } = await start({ confluence: '9.2' });
    checkedDaysAgo(at.lab, 400);
    const run = await runPolicy(at.sidecar, idle, 'test');
    const { summary } = await requirePlan(context, run.id);
    expect(summary.matched).toBe(0);
    expect((await activityOf(at.sidecar, at.lab, victim)).user.activity).toMatchObject({
      state: 'unknown',
      reason: 'no-source',
      atLeast: { source: `crowd:${directory}` },
    });
  });

  it('leaves alone whose password was checked after the plan', async () => {
    const { context, ...at } = await start();
    afterPlanning(context, async () => {
      expect(await findEntry(context, 1, victim)).toMatchObject({ fate: 'planned' });
      checkedDaysAgo(at.lab, 0);
    });
    const run = await runPolicy(at.sidecar, idle, 'live');
    expect(await outcomesOf(context, run.id, victim)).toEqual([
      { kind: 'skipped', reason: 'criteria-no-longer-match' },
    ]);
  });

  it('touches nobody while it cannot be read, because it may know better than everybody else', async () => {
    const { context, ...at } = await start();
    at.lab.wire.faults.add({ match: { service: 'crowd' }, kind: 'status', status: 500 });
    const run = await runPolicy(at.sidecar, idle, 'live');
    const { summary, unknownByReason } = await requirePlan(context, run.id);
    expect(summary.matched).toBe(0);
    expect(unknownByReason['activity-source-failed']).toBeGreaterThan(50);
    expect(writesAt(at.lab)).toEqual([]);
  });
});
