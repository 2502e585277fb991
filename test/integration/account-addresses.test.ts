// E-mail addresses where Confluence tells none: those of the accounts that speak, by Crowd applications or its database.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { User } from '../../sidecar/src/domain/user.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { crowdApplications } from '../support/crowd-applications.ts';
import { startDatabases, type TestDatabases } from '../support/databases.ts';
import { accountAt, namesOfDirectories } from '../support/directories.ts';
import { dropFile } from '../support/evidence.ts';
import { createLabDatabase } from '../support/lab-database.ts';
import { readState } from '../support/lab-state.ts';
import { requirePlan } from '../support/runs.ts';
import { buildPolicy, runPolicy, type Sidecar, type SidecarOptions, startSidecar } from '../support/sidecar.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

const contractors = '@contractors.example.net';
const byDomain = buildPolicy({
  criteria: { all: [{ emailDomain: ['contractors.example.net'] }, { status: 'active' }] },
  actions: ['disable'],
});

let databases: TestDatabases;
let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
beforeAll(async () => {
  databases = await startDatabases('postgres');
});
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
});
afterAll(async () => databases?.stop());

async function open(confluence: string, options: (lab: Lab) => Partial<SidecarOptions>, databaseUrl?: string) {
  const tables = databaseUrl === undefined ? {} : { databaseUrl };
  lab = await startLab({ confluence, users: 200, directories: 'three', ...tables });
  sidecar = await startSidecar({ lab, ...options(lab) });
  return { lab, sidecar };
}

/** Everybody of the newest snapshot by name. */
async function readUsers({ context }: Sidecar): Promise<Map<string, User>> {
  const { id: snapshotId } = await context.takeSnapshot();
  const query = { snapshotId, search: '', sort: 'username', descending: false, limit: 500, cursor: null } as const;
  const { users } = await context.store.snapshots.searchUsers(query);
  return new Map(users.map((user) => [user.username, user]));
}

it.each(['Crowd applications', 'its database'])(
  'are told on 8.5 by %s: a policy on domains finds its people',
  async (by) => {
    const tables = by === 'its database' ? await createLabDatabase(databases) : null;
    const given = tables === null ? crowdApplications : () => ({ confluenceDatabaseUrl: tables.readerUrl });
    const site = await open('8.5', given, tables?.ownerUrl);
    const state = await readState(site.lab);
    const users = await readUsers(site.sidecar);
    expect(users.size).toBeGreaterThan(190);
    for (const [username, { email }] of users)
      expect([username, email]).toEqual([username, state.get(username)?.email]);
    const run = await runPolicy(site.sidecar, byDomain, 'test');
    const { summary } = await requirePlan(site.sidecar.context, run.id);
    const meant = [...state.values()].filter(
      ({ email, status }) => status === 'current' && email?.endsWith(contractors),
    );
    expect(meant.length).toBeGreaterThan(5);
    expect(summary.matched).toBe(meant.length);
    expect(await site.sidecar.context.store.runs.missing(run.id)).toEqual([]);
  },
);

it('are told on 10.2 of those too whom the list of licensed users does not show', async () => {
  const site = await open('10.2', crowdApplications);
  const users = await readUsers(site.sidecar);
  expect(users.get('disabled.idle')).toMatchObject({ status: 'disabled', email: 'disabled.idle@example.com' });
  expect(users.get('no.email')?.email).toBeNull();
});

it('are left open where a directory that nobody reads may speak instead, and the policy selects nobody by them', async () => {
  const site = await open('8.5', (one) => crowdApplications(one, ['Company Crowd']));
  const users = await readUsers(site.sidecar);
  expect(users.get('crowd.only.idle')?.email).toBeNull();
  const run = await runPolicy(site.sidecar, byDomain, 'test');
  const { summary, unknownByReason } = await requirePlan(site.sidecar.context, run.id);
  expect(summary.matched).toBe(0);
  expect(unknownByReason['email-not-told']).toBeGreaterThan(100);
});

it('of a left-over account take no sign-in away from whom Confluence tells the same address of', async () => {
  const folder = await makeTemporaryFolder();
  const signedInAt = new Date(Date.now() - 3_600_000).toISOString();
  const table = `mail,last login\ntwo.licences.idle@example.com,${signedInAt}\n`;
  await dropFile(folder.path, 'idp.csv', table, new Date(Date.now() - 1_800_000).toISOString());
  const site = await open('10.2', (one) => ({ ...crowdApplications(one), evidenceDir: folder.path }));
  const leftOver = accountAt(site.lab, namesOfDirectories(site.lab).internal, 'disabled.idle');
  Object.assign(leftOver ?? {}, { email: 'two.licences.idle@example.com' });
  const users = await readUsers(site.sidecar);
  expect(users.get('disabled.idle')?.email).toBe('two.licences.idle@example.com');
  expect(users.get('two.licences.idle')?.activity).toMatchObject({ state: 'seen', at: signedInAt });
  await folder.remove();
});
