// The licence from end to end: who grants a seat, how many are taken, and what plans really free, against the lab's count.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LicenceDocument } from '../../sidecar/src/contract/licence.ts';
import type { Action } from '../../sidecar/src/domain/action.ts';
import { viewLicence } from '../../sidecar/src/http/views/licence.ts';
import { viewUserDetail } from '../../sidecar/src/http/views/users.ts';
import { lookAtLicence } from '../../sidecar/src/services/licence.ts';
import { getUser } from '../../sidecar/src/services/users.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import type { LabOptions } from '../lab/options.ts';
import { setGrants } from '../lab/world/changes.ts';
import { findUser, isLicensed } from '../lab/world/views.ts';
import { startDatabases, type TestDatabases } from '../support/databases.ts';
import { createLabDatabase } from '../support/lab-database.ts';
import { readState } from '../support/lab-state.ts';
import { requirePlan, requireReport } from '../support/runs.ts';
import { buildPolicy, runPolicy, type Sidecar, type SidecarOptions, startSidecar } from '../support/sidecar.ts';

let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
  [sidecar, lab] = [null, null];
});

async function start(options: LabOptions = {}, more: Partial<SidecarOptions> = {}) {
  lab = await startLab({ users: 150, ...options });
  sidecar = await startSidecar({ lab, ...more });
  return { lab, sidecar, context: sidecar.context };
}

async function look({ context }: Pick<Sidecar, 'context'>): Promise<LicenceDocument> {
  await context.takeSnapshot();
  return viewLicence(await lookAtLicence(context));
}

async function seatOf(at: { lab: Lab; context: Sidecar['context'] }, username: string) {
  const userKey = (await readState(at.lab)).get(username)?.userKey ?? '';
  return viewUserDetail(await getUser(at.context, userKey), 'UTC').seat;
}

const byGroup = ({ groups }: LicenceDocument) => Object.fromEntries(groups.map((group) => [group.name, group]));
const countLicensed = ({ world }: Lab) => [...world.users.values()].filter((user) => isLicensed(world, user)).length;

describe('seats of the licence', () => {
  it('are counted as Confluence counts them where its permissions tell, nested groups and own grants included', async () => {
    const at = await start();
    const licence = await look(at);
    const ours = countLicensed(at.lab);
    expect(licence.seats).toEqual({
      ours,
      unknown: 0,
      host: ours,
      difference: 0,
      explained: null,
      most: at.lab.world.licenceSeats,
      remaining: at.lab.world.licenceSeats - ours,
    });
    expect(licence).toMatchObject({ toldBy: 'permissions', asked: [{ witness: 'permissions', failure: null }] });
    expect(byGroup(licence)).toMatchObject({
      'confluence-users': { complete: true, inside: [] },
      'all-staff': { complete: true, inside: ['subsidiary-staff'] },
    });
    expect(await seatOf(at, 'nested.licence.idle')).toEqual({
      seat: 'yes',
      grants: [{ group: 'all-staff', direct: false, through: ['subsidiary-staff'] }],
      ownGrant: 'no',
    });
    const two = ['all-staff', 'confluence-users'].map((group) => ({ group, direct: true, through: [] }));
    for (const name of ['two.licences.idle', 'two.licences.kept']) {
      const seat = await seatOf(at, name);
      expect([name, seat?.seat, seat?.grants.map((grant) => grant.group).sort()]).toEqual([
        name,
        'yes',
        two.map((grant) => grant.group),
      ]);
    }
    expect(await seatOf(at, 'disabled.idle')).toMatchObject({ seat: 'no' });
    expect(await seatOf(at, 'unknown.unlicensed')).toEqual({ seat: 'no', grants: [], ownGrant: 'no' });
  });

  it('are taken by a grant of their own, and open for everybody who shares the display name that was told', async () => {
    const at = await start();
    const { world } = at.lab;
    const user = findUser(world, 'unknown.unlicensed');
    setGrants(world, `user:${user?.userKey}`, ['application/use']);
    const alone = await look(at);
    expect(alone.own).toEqual({ holders: 1, uncertain: 0, seats: 1, only: 1 });
    expect(alone.seats.difference).toBe(0);
    expect(await seatOf(at, 'unknown.unlicensed')).toEqual({ seat: 'yes', grants: [], ownGrant: 'yes' });
  });

  it('are not known for who is in no assumed group where nobody tells which groups grant, and that is said', async () => {
    const at = await start({ confluence: '9.2' });
    const licence = await look(at);
    expect(licence).toMatchObject({
      toldBy: 'assumed',
      asked: [{ witness: 'permissions', failure: { code: 'host_capability_absent' } }],
      groups: [{ name: 'confluence-users', complete: false }],
    });
    const { ours, unknown, host, difference, explained } = licence.seats;
    expect(host).toBe(countLicensed(at.lab));
    expect(ours).toBeLessThan(host ?? 0);
    expect({ difference, explained }).toEqual({ difference: (host ?? 0) - ours, explained: true });
    expect(unknown).toBeGreaterThan(0);
    expect(await seatOf(at, 'nested.licence.idle')).toMatchObject({ seat: 'unknown', grants: [] });
  });

  it('go by the declared groups where the host does not tell, and the difference to its count is shown', async () => {
    const at = await start({ confluence: '9.2' }, { licenceGroups: ['confluence-users', 'all-staff'] });
    await at.context.store.settings.set('nestedGroups', 'declared-none', { by: 'test', at: at.context.clock.now() });
    const licence = await look(at);
    expect(licence.toldBy).toBe('declared');
    // Whom a nested group licenses is not seen: nothing reads nesting here, and it was declared away.
    const hidden = countLicensed(at.lab) - licence.seats.ours;
    expect(hidden).toBeGreaterThan(0);
    expect(licence.seats).toMatchObject({ unknown: 0, difference: hidden, explained: false });
  });

  it('are still read where the permissions cannot be, and the failure is told', async () => {
    const at = await start({ checkAnswers: false });
    at.lab.wire.faults.add({ kind: 'html', match: { path: '**/rest/api/permissions' } });
    const licence = await look(at);
    expect(licence).toMatchObject({
      toldBy: 'assumed',
      asked: [{ witness: 'permissions', failure: { code: 'host_not_json' } }],
    });
    at.lab.wire.faults.add({ kind: 'status', status: 403, match: { path: '**/rest/license/**' } });
    expect((await look(at)).seats).toMatchObject({ host: null, difference: null, most: null, remaining: null });
  });
});

describe("with Confluence's database", () => {
  let databases: TestDatabases;
  beforeAll(async () => {
    databases = await startDatabases('postgres');
  });
  afterAll(() => databases?.stop());

  async function startWithTables(options: LabOptions) {
    const { ownerUrl, readerUrl } = await createLabDatabase(databases);
    lab = await startLab({ users: 150, databaseUrl: ownerUrl, ...options });
    sidecar = await startSidecar({ lab, confluenceDatabaseUrl: readerUrl });
    return { lab, sidecar, context: sidecar.context };
  }

  it('seats are counted as Confluence counts them at every version, nested groups and own grants included', async () => {
    const at = await startWithTables({ confluence: '8.5' });
    const user = findUser(at.lab.world, 'unknown.unlicensed');
    setGrants(at.lab.world, `user:${user?.userKey}`, ['application/use']);
    const licence = await look(at);
    expect(licence).toMatchObject({ toldBy: 'database', asked: [{ witness: 'database', failure: null }] });
    expect(licence.seats).toMatchObject({ unknown: 0, ours: countLicensed(at.lab), difference: 0 });
    expect(byGroup(licence)['all-staff']).toMatchObject({ complete: true, inside: ['subsidiary-staff'] });
    expect(await seatOf(at, 'nested.licence.idle')).toMatchObject({
      seat: 'yes',
      grants: [{ group: 'all-staff', direct: false, through: ['subsidiary-staff'] }],
    });
    expect(await seatOf(at, 'unknown.unlicensed')).toMatchObject({ seat: 'yes', ownGrant: 'yes' });
  });

  it('seats of several directories come to the same count, read-only ones included', async () => {
    const at = await startWithTables({ directories: 'three' });
    const licence = await look(at);
    expect(licence.seats).toMatchObject({ unknown: 0, ours: countLicensed(at.lab), difference: 0 });
    expect(await seatOf(at, 'ldap.only.idle')).toMatchObject({ seat: 'yes' });
  });
});

describe('the seats of a plan', () => {
  const names = ['two.licences.idle', 'nested.licence.idle', "d'angelo", 'unknown.unlicensed'];
  const policyWith = (...actions: Action[]) => buildPolicy({ criteria: { username: names }, actions });

  async function seatsOf(at: { sidecar: Sidecar; context: Sidecar['context'] }, ...actions: Action[]) {
    const run = await runPolicy(at.sidecar, policyWith(...actions), 'test');
    const { summary } = await requirePlan(at.context, run.id);
    expect((await requireReport(at.context, run.id)).plan?.summary.seats).toEqual(summary.seats);
    return summary.seats;
  }

  it('are freed only where no second group, no nested group and no grant of their own keeps them', async () => {
    const at = await start();
    expect(await seatsOf(at, { removeFromGroups: ['confluence-users'] })).toEqual({
      toldBy: 'permissions',
      actedUpon: 2,
      freed: 1,
      kept: 1,
      keptThrough: [{ group: 'all-staff', users: 1 }],
      none: 0,
      taken: 0,
      unknown: 0,
    });
  });

  it('are freed by disabling, whatever grants them, and nobody without a seat frees one', async () => {
    const at = await start();
    expect(await seatsOf(at, 'disable')).toMatchObject({ actedUpon: 4, freed: 3, kept: 0, none: 1 });
  });

  it('are promised to nobody where nothing tells which groups grant', async () => {
    const at = await start({ confluence: '9.2' });
    expect(await seatsOf(at, { removeFromGroups: ['confluence-users'] })).toMatchObject({
      toldBy: 'assumed',
      freed: 0,
      unknown: 2,
    });
  });
});
