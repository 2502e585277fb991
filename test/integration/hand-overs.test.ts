// The hand-over list from end to end: opened by a live run, not doubled by the next, closed by the snapshot that shows it.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HandOver } from '../../sidecar/src/store/hand-overs.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { addMembership, removeMembership, setGrants } from '../lab/world/changes.ts';
import { LDAP_DIRECTORY } from '../lab/world/three-directories.ts';
import { createMovableClock } from '../support/clock.ts';
import { crowdApplications } from '../support/crowd-applications.ts';
import { startDatabases, type TestDatabases } from '../support/databases.ts';
import { createLabDatabase } from '../support/lab-database.ts';
import { findEntry, requirePlan, writesAt } from '../support/runs.ts';
import { buildPolicy, runPolicy, type Sidecar, type SidecarOptions, startSidecar } from '../support/sidecar.ts';

let databases: TestDatabases;
beforeAll(async () => {
  databases = await startDatabases('postgres');
});
afterAll(() => databases?.stop());

let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
  [sidecar, lab] = [null, null];
});

const victim = 'ldap.only.idle';
const takeLicence = buildPolicy({ criteria: { username: [victim] }, actions: ['takeLicence'] });

/** A site whose read-only directory nests a group in one that gives the licence; the victim is in the inner one alone. */
async function start(reach: (lab: Lab) => Partial<SidecarOptions> = () => ({})) {
  const { ownerUrl, readerUrl } = await createLabDatabase(databases);
  const started = await startLab({ users: 150, directories: 'three', databaseUrl: ownerUrl });
  lab = started;
  setGrants(started.world, 'group:ldap-staff', ['application/use']);
  atSource(started, 'confluence-users', 'leave');
  atSource(started, 'ldap-staff-emea', 'join');
  await synchronise(started);
  const beside = await startSidecar({ lab: started, confluenceDatabaseUrl: readerUrl, ...reach(started) });
  sidecar = beside;
  return { lab: started, sidecar: beside, context: beside.context };
}

/** What the owner of the directory does, where the directory is kept. */
function atSource({ world }: Lab, groupName: string, change: 'join' | 'leave'): void {
  const source = world.directories.find((one) => one.name === LDAP_DIRECTORY)?.source;
  const user = source?.world.users.get(victim);
  const account = source?.directory.accounts.get(victim);
  const group = source?.directory.groups.get(groupName);
  if (source == null || user === undefined || account === undefined || group === undefined) {
    throw new Error(`nobody to ${change} ${groupName}`);
  }
  const isMember = account.groups.has(group);
  if (change === 'join' && !isMember) addMembership(source.world, user, account, group);
  if (change === 'leave' && isMember) removeMembership(source.world, user, account, group);
}

async function ask({ controlUrl }: Lab, path: string, wish: object): Promise<void> {
  const answer = await fetch(`${controlUrl}${path}`, { method: 'POST', body: JSON.stringify(wish) });
  if (!answer.ok) throw new Error(await answer.text());
}

const synchronise = (at: Lab) => ask(at, '/synchronise', { directory: LDAP_DIRECTORY, immediate: true });

function listAll({ store, clock }: Sidecar['context']): Promise<readonly HandOver[]> {
  return store.handOvers.list({ now: clock.now(), after: 0, limit: 100 });
}

describe('a change that only the owner of a directory can make', () => {
  it('is handed over once by live runs, and closed by the first snapshot that shows it', async () => {
    const at = await start();
    const rehearsed = await runPolicy(at.sidecar, takeLicence, 'test');
    expect((await findEntry(at.context, rehearsed.id, victim))?.fate).toBe('unsupported');
    expect(await listAll(at.context)).toEqual([]);

    const definition = { ...takeLicence, handOver: { dueDays: 30 } };
    const run = await runPolicy(at.sidecar, definition, 'live');
    expect((await requirePlan(at.context, run.id)).summary).toMatchObject({ unsupported: 1, seats: { freed: 0 } });
    const [open, ...others] = await listAll(at.context);
    expect(others).toEqual([]);
    expect(open).toMatchObject({
      runId: run.id,
      username: victim,
      task: {
        change: { kind: 'remove-from-group', group: 'ldap-staff-emea' },
        directory: LDAP_DIRECTORY,
        reason: 'nested-grant',
      },
      closed: null,
    });
    expect(Date.parse(open?.dueAt ?? '') - Date.parse(open?.openedAt ?? '')).toBe(30 * 86_400_000);

    await runPolicy(at.sidecar, takeLicence, 'live');
    expect(await listAll(at.context)).toEqual([open]);
    await at.context.takeSnapshot();
    expect(await listAll(at.context)).toEqual([open]);

    atSource(at.lab, 'ldap-staff-emea', 'leave');
    await synchronise(at.lab);
    const snapshot = await at.context.takeSnapshot();
    expect((await listAll(at.context)).map((item) => item.closed)).toMatchObject([
      { snapshotId: snapshot.id, because: 'left-group' },
    ]);
    expect(writesAt(at.lab)).toEqual([]);
  });

  it('is closed within the hour where the feed of the directory names the user, and a policy waits for events', async () => {
    const clock = createMovableClock();
    const at = await start((lab) => ({ clock, ...crowdApplications(lab, [LDAP_DIRECTORY]) }));
    const { store, scheduler, takeSnapshot } = at.context;
    await runPolicy(at.sidecar, takeLicence, 'live');
    await takeSnapshot();
    const on = { event: 'login', everyMinutes: 60 } as const;
    const definition = { ...buildPolicy({ criteria: { username: ['nobody'] }, actions: ['disable'] }), on };
    await store.policies.save({ definition, origin: { kind: 'api', by: 'test' }, at: clock.now() });
    const look = async () => {
      clock.advanceMs(61 * 60_000);
      await scheduler.look();
      await scheduler.settled();
      return (await listAll(at.context)).map((item) => item.closed?.because ?? 'open');
    };
    const before = await store.snapshots.newest();
    expect(await look()).toEqual(['open']);
    expect((await store.snapshots.newest())?.id).toBe(before?.id);
    atSource(at.lab, 'ldap-staff-emea', 'leave');
    await synchronise(at.lab);
    expect(await look()).toEqual(['left-group']);
  });

  it('is closed when the user is gone, and handed over anew where it comes back', async () => {
    const at = await start();
    await runPolicy(at.sidecar, takeLicence, 'live');
    atSource(at.lab, 'ldap-staff-emea', 'leave');
    await synchronise(at.lab);
    await at.context.takeSnapshot();
    atSource(at.lab, 'ldap-staff-emea', 'join');
    await synchronise(at.lab);
    await at.context.takeSnapshot();
    await runPolicy(at.sidecar, takeLicence, 'live');
    expect((await listAll(at.context)).map((item) => item.closed?.because ?? 'open')).toEqual(['left-group', 'open']);
    await ask(at.lab, '/source', { directory: LDAP_DIRECTORY, username: victim, change: 'remove' });
    await synchronise(at.lab);
    await at.context.takeSnapshot();
    expect((await listAll(at.context)).map((item) => item.closed?.because)).toEqual(['left-group', 'user-is-gone']);
  });

  it('is not closed by a copy of our Confluence', async () => {
    const at = await start();
    await runPolicy(at.sidecar, takeLicence, 'live');
    atSource(at.lab, 'ldap-staff-emea', 'leave');
    await synchronise(at.lab);
    at.lab.site.address.publicUrl = 'https://copy.example.com/confluence';
    await at.context.takeSnapshot();
    expect((await listAll(at.context)).map((item) => item.closed)).toEqual([null]);
  });

  it('is an account that would take over, until that one is disabled where it is kept', async () => {
    const at = await start();
    const names = [victim, 'shadow.readonly'];
    const run = await runPolicy(
      at.sidecar,
      buildPolicy({ criteria: { username: names }, actions: ['disable'] }),
      'live',
    );
    expect((await requirePlan(at.context, run.id)).summary).toMatchObject({ unsupported: 2, planned: 0 });
    const told = ({ username, task, closed }: HandOver) => [
      username,
      task.change.kind,
      task.directory,
      task.reason,
      closed?.because ?? 'open',
    ];
    expect((await listAll(at.context)).map(told).sort()).toEqual([
      [victim, 'disable', LDAP_DIRECTORY, 'directory-read-only', 'open'],
      ['shadow.readonly', 'disable', LDAP_DIRECTORY, 'another-account-takes-over', 'open'],
    ]);
    for (const username of names) {
      await ask(at.lab, '/source', { directory: LDAP_DIRECTORY, username, change: 'disable' });
    }
    await synchronise(at.lab);
    await at.context.takeSnapshot();
    expect((await listAll(at.context)).map((item) => item.closed?.because)).toEqual(['disabled', 'disabled']);
  });

  it('is a licence group of a read-only directory, and its seat is not counted as free', async () => {
    const at = await start();
    atSource(at.lab, 'ldap-staff-emea', 'leave');
    atSource(at.lab, 'confluence-users', 'join');
    await synchronise(at.lab);
    const run = await runPolicy(at.sidecar, takeLicence, 'live');
    expect((await findEntry(at.context, run.id, victim))?.steps).toMatchObject([
      {
        change: { kind: 'remove-from-group', group: 'confluence-users' },
        disposition: { kind: 'unsupported', reason: 'directory-read-only' },
      },
    ]);
    expect((await requirePlan(at.context, run.id)).summary.seats).toMatchObject({ freed: 0 });
    expect((await listAll(at.context)).map((item) => [item.task.reason, item.task.directory])).toEqual([
      ['directory-read-only', LDAP_DIRECTORY],
    ]);
    expect(writesAt(at.lab)).toEqual([]);
  });
});
