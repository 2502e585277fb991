// Plans and runs for users with several accounts: what cannot come about is said before, and what had no effect after.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PolicyDefinition } from '../../sidecar/src/domain/policy.ts';
import { renderReport } from '../../sidecar/src/mail/render.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { readEntries } from '../support/agreement.ts';
import { startDatabases, type TestDatabases } from '../support/databases.ts';
import { createLabDatabase } from '../support/lab-database.ts';
import { readState } from '../support/lab-state.ts';
import { findEntry, outcomesOf, requirePlan, requireReport, writesAt } from '../support/runs.ts';
import { buildPolicy, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
});

function policyFor(names: readonly string[], parts: Partial<PolicyDefinition> = {}): PolicyDefinition {
  return buildPolicy({ criteria: { username: names }, actions: ['disable'], ...parts });
}

describe('where the database tells the accounts', () => {
  let databases: TestDatabases;
  beforeAll(async () => {
    databases = await startDatabases('postgres');
  });
  afterAll(() => databases.stop());

  async function start() {
    const { ownerUrl, readerUrl } = await createLabDatabase(databases);
    lab = await startLab({ users: 200, directories: 'three', databaseUrl: ownerUrl });
    sidecar = await startSidecar({ lab, confluenceDatabaseUrl: readerUrl });
    return { lab, sidecar, context: sidecar.context };
  }

  it('plans a user of a read-only directory as unsupported, and offers the licence group where that can be taken away', async () => {
    const { sidecar: beside, context, lab: at } = await start();
    const run = await runPolicy(beside, policyFor(['ldap.only.idle', 'shadow.readonly', 'crowd.only.idle']), 'live');
    const said = async (username: string) => {
      const entry = await findEntry(context, run.id, username);
      return [entry?.steps.map((step) => step.disposition), entry?.notes];
    };
    expect(await said('ldap.only.idle')).toEqual([[{ kind: 'unsupported', reason: 'directory-read-only' }], []]);
    expect(await said('shadow.readonly')).toEqual([
      [{ kind: 'unsupported', reason: 'another-account-takes-over' }],
      ['licence-group-removable'],
    ]);
    expect(await said('crowd.only.idle')).toEqual([[{ kind: 'planned' }], []]);
    expect(writesAt(at).every((one) => one.includes('crowd.only.idle'))).toBe(true);
    const state = await readState(at);
    expect(state.get('ldap.only.idle')?.status).toBe('current');
    expect(state.get('crowd.only.idle')?.status).toBe('deactivated');
  });

  it('plans no membership of a user who is in a read-only directory alone', async () => {
    const { sidecar: beside, context } = await start();
    const actions = [{ removeFromGroups: ['confluence-users'] }] as const;
    const run = await runPolicy(beside, policyFor(['ldap.only.idle', 'shadow.both'], { actions }), 'test');
    const kinds = async (username: string) =>
      (await findEntry(context, run.id, username))?.steps.map((step) => step.disposition.kind);
    expect(await kinds('ldap.only.idle')).toEqual(['unsupported']);
    expect(await kinds('shadow.both')).toEqual(['planned']);
  });

  it('keeps every account of a user in the plan', async () => {
    const { sidecar: beside, context } = await start();
    const run = await runPolicy(beside, policyFor(['shadow.second']), 'test');
    const entry = await findEntry(context, run.id, 'shadow.second');
    expect(entry?.before.accounts?.accounts.map((one) => [one.directory, one.status, one.effective])).toEqual([
      ['Confluence Internal Directory', 'disabled', false],
      ['Company Crowd', 'active', true],
    ]);
  });
});

describe('where nothing tells the accounts', () => {
  it('says of everybody that the directory is not told, in plan and mail', async () => {
    lab = await startLab({ users: 200, directories: 'three' });
    sidecar = await startSidecar({ lab });
    const run = await runPolicy(sidecar, policyFor(['crowd.only.idle', "d'angelo"]), 'test');
    expect((await requirePlan(sidecar.context, run.id)).summary.notes).toEqual({ 'directory-not-told': 2 });
    const { text } = await mailOf(sidecar, run.id);
    expect(text).toContain('For 2 users no source tells which directory they are in');
  });

  it('reports disabling that left the user active as without effect, in journal, counts and mail', async () => {
    lab = await startLab({ users: 200, directories: 'three' });
    sidecar = await startSidecar({ lab });
    const { context } = sidecar;
    const run = await runPolicy(sidecar, policyFor(['shadow.both']), 'live');
    expect(await outcomesOf(context, run.id, 'shadow.both')).toEqual([{ kind: 'applied-without-effect' }]);
    const { outcomes } = await requireReport(context, run.id);
    expect(outcomes.users).toEqual({ 'applied-without-effect': 1 });
    expect(outcomes.verified).toEqual({ contradicted: 1 });
    const entry = await findEntry(context, run.id, 'shadow.both');
    const rows = await context.store.journal.rows({ runId: run.id, after: 0, limit: 100 });
    const own = rows.filter((row) => row.stepId === entry?.steps[0]?.id);
    expect(own.map((row) => [row.kind, row.content])).toEqual([
      ['attempting', null],
      ['outcome', { kind: 'applied' }],
      ['settled', { kind: 'applied-without-effect' }],
      ['verified', 'contradicted'],
    ]);
    const { subject, text } = await mailOf(sidecar, run.id);
    expect(subject).toContain('trouble with 1');
    expect(text).toContain('the user is still active, most likely by an account in another directory');
  });
});

async function mailOf({ context }: Sidecar, runId: number) {
  const entries = await readEntries(context.store, runId);
  async function* all() {
    yield* entries;
  }
  return renderReport(
    await requireReport(context, runId),
    { entries: all(), unknown: [] },
    { publicUrl: null, timeZone: 'UTC' },
  );
}
