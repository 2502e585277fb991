// Tiers that tell no last login, with their database beside them on a real PostgreSQL: it selects, and what it says is acted upon.
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LabOptions } from '../lab/options.ts';
import { findDisagreements, readEntries } from '../support/agreement.ts';
import { startDatabases, type TestDatabases } from '../support/databases.ts';
import { signInAt } from '../support/lab-changes.ts';
import { readState, type StateUser } from '../support/lab-state.ts';
import { makeReaderLogin } from '../support/reader-login.ts';
import { afterPlanning, outcomesOf, requirePlan, writesAt } from '../support/runs.ts';
import { buildPolicy, runPolicy } from '../support/sidecar.ts';
import { type OpenTier, openTier, type SignIn } from '../support/tier.ts';

const idleDays = 180;
const idleOut = buildPolicy({
  criteria: { all: [{ inactiveDays: idleDays }, { inGroup: 'confluence-users' }, { status: 'active' }] },
  actions: [{ removeFromGroups: ['confluence-users'] }, 'disable'],
});

let databases: TestDatabases;
beforeAll(async () => {
  databases = await startDatabases('postgres');
});
let tier: OpenTier | null = null;
afterEach(async () => {
  await tier?.close();
  tier = null;
});
afterAll(async () => databases?.stop());

const tiers: readonly [string, SignIn, LabOptions][] = [
  ['7.4', 'by password', { remoteApi: true }],
  ['8.5', 'by token', {}],
];

async function open([confluence, signIn, lab]: (typeof tiers)[number], login: 'reader' | 'owner' = 'reader') {
  const address = await databases.create();
  if (address.kind !== 'postgres') throw new Error('not a PostgreSQL');
  const tables = address.url;
  tier = await openTier({
    confluence,
    signIn,
    lab: { ...lab, databaseUrl: tables },
    sidecar: async () => ({ confluenceDatabaseUrl: login === 'owner' ? tables : await makeReaderLogin(tables) }),
  });
  return { ...tier, context: tier.sidecar.context, tables };
}

/** Who is meant, by the lab's own word: whose last sign-in is known and old, and who used nothing since. */
async function listIdle({ lab }: OpenTier, used: ReadonlySet<string>): Promise<StateUser[]> {
  const before = new Date(lab.clock.nowMs() - idleDays * 86_400_000).toISOString();
  return [...(await readState(lab)).values()].filter(
    ({ status, groups, lastLoginAt, userKey }) =>
      status === 'current' &&
      groups.includes('confluence-users') &&
      lastLoginAt !== null &&
      lastLoginAt < before &&
      !used.has(userKey),
  );
}

/** User keys with a token or a page used since; read from the tables as their owner. */
async function listUsers(tables: string, at: OpenTier): Promise<Set<string>> {
  const client = new pg.Client({ connectionString: tables });
  await client.connect();
  const since = new Date(at.lab.clock.nowMs() - idleDays * 86_400_000).toISOString();
  const { rows } = await client.query<{ key: string }>(
    `select "USER_KEY" as key from "AO_81F455_PERSONAL_TOKEN" where "LAST_ACCESSED_AT" >= $1
     union select "USER_KEY" from "AO_92296B_AORECENTLY_VIEWED" where "LAST_VIEW_DATE" >= $1`,
    [since],
  );
  await client.end();
  return new Set(rows.map(({ key }) => key));
}

describe.each(tiers)('%s, signed in %s, with its database', (...which) => {
  it('selects by what the tables tell, acts, and the lab agrees with every outcome', async () => {
    const { lab, sidecar, context, tables, ...rest } = await open(which);
    const at = { lab, sidecar, ...rest };
    const before = await readState(lab);
    const meant = await listIdle(at, await listUsers(tables, at));
    const run = await runPolicy(sidecar, idleOut, 'live');
    expect(run).toMatchObject({ ending: 'completed', failure: null, mode: 'live' });
    const entries = await readEntries(context.store, run.id);
    expect(meant.length).toBeGreaterThan(10);
    expect(entries.map(({ username }) => username as string).sort()).toEqual(
      meant.map(({ username }) => username).sort(),
    );
    for (const { trace } of entries) expect(JSON.stringify(trace)).toMatch(/"database\.\w+"/);
    const { users, steps, verified } = await context.store.runs.counts(run.id);
    expect(users.applied).toBeGreaterThan(5);
    expect(users.failed ?? 0).toBe(0);
    expect(verified).toEqual({ confirmed: steps.applied });
    expect(await findDisagreements(lab, context.store, run.id, before)).toEqual([]);
  });

  it('knows who logged in only once, and waits until their accounts are known to be old enough', async () => {
    const { sidecar, context } = await open(which);
    const criteria = { all: [{ loggedInOnce: { accountOlderThanDays: 1 } }, { status: 'active' as const }] };
    const run = await runPolicy(sidecar, buildPolicy({ criteria, actions: ['disable'] }), 'test');
    const snapshot = await context.store.snapshots.newest();
    const only = await context.store.snapshots.onlyLogins(snapshot?.id ?? 0);
    expect(only?.size).toBeGreaterThan(3);
    for (const userKey of only?.keys() ?? []) expect(userKey).toMatch(/7$/);
    const reading = snapshot?.sources.find(({ source }) => source === 'database.logins');
    expect(reading?.evidence?.onlyLogins).toBe(only?.size);
    const { summary, unknownByReason } = await requirePlan(context, run.id);
    expect(summary.matched).toBe(0);
    expect(unknownByReason['account-age-not-told']).toBeGreaterThan(3);
    expect(unknownByReason['logins-not-counted']).toBeUndefined();
  });

  it('leaves alone whoever the tables show to have signed in after the plan', async () => {
    const { lab, sidecar, context } = await open(which);
    const late = "d'angelo";
    afterPlanning(context, () => signInAt(lab, late));
    const run = await runPolicy(sidecar, idleOut, 'live');
    expect(run).toMatchObject({ ending: 'completed', failure: null });
    const skipped = { kind: 'skipped', reason: 'criteria-no-longer-match' };
    expect(await outcomesOf(context, run.id, late)).toEqual([skipped, skipped]);
    expect((await readState(lab)).get(late)?.status).toBe('current');
    expect((await context.store.runs.counts(run.id)).users.applied).toBeGreaterThan(5);
  });

  it('touches nobody by a login that can write: that source fails, and what is unknown selects nobody', async () => {
    const { lab, sidecar, context } = await open(which, 'owner');
    const run = await runPolicy(sidecar, idleOut, 'live');
    const { summary, unknownByReason } = await requirePlan(context, run.id);
    expect(summary).toMatchObject({ matched: 0 });
    expect(Object.keys(unknownByReason)).toContain('activity-source-failed');
    const snapshot = await context.store.snapshots.newest();
    const logins = snapshot?.sources.find(({ source }) => source === 'database.logins');
    expect(logins).toMatchObject({ state: 'failed', reason: 'database_login_can_write' });
    expect(writesAt(lab).filter((request) => !/\/(?:is|get)[A-Z]\w+$/.test(request))).toEqual([]);
  });
});
