// Taking the licence from end to end: what can go goes, what cannot is said, and only seats that are really free count.
import { afterEach, describe, expect, it } from 'vitest';
import { viewEntry } from '../../sidecar/src/http/views/runs.ts';
import { writeCsv } from '../../sidecar/src/mail/csv.ts';
import { listEntries } from '../../sidecar/src/services/runs.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import type { LabOptions } from '../lab/options.ts';
import { setGrants } from '../lab/world/changes.ts';
import { findUser, isLicensed } from '../lab/world/views.ts';
import { findEntry, requirePlan, writesAt } from '../support/runs.ts';
import { buildPolicy, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
  [sidecar, lab] = [null, null];
});

async function start(options: LabOptions = {}) {
  lab = await startLab({ users: 150, ...options });
  sidecar = await startSidecar({ lab });
  return { lab, sidecar, context: sidecar.context };
}

const names = ['two.licences.idle', 'two.licences.kept', 'nested.licence.idle', 'unknown.unlicensed', 'no.email'];
const policy = buildPolicy({
  criteria: { username: names },
  actions: ['takeLicence'],
  protect: { users: [], groups: ['keep'] },
});

const licensed = ({ world }: Lab, username: string) => {
  const user = findUser(world, username);
  return user !== undefined && isLicensed(world, user);
};

/** Every step of a user as group (or kind), disposition or its reason, outcome. */
async function stepsOf({ context }: Pick<Sidecar, 'context'>, runId: number, username: string) {
  const entry = await findEntry(context, runId, username);
  return entry?.steps.map(({ change, disposition, outcome }) => [
    'group' in change ? change.group : change.kind,
    'reason' in disposition ? disposition.reason : 'guard' in disposition ? disposition.guard : disposition.kind,
    outcome?.kind,
  ]);
}

describe('taking the licence', () => {
  it('takes every licence group, leaves alone who is exempt, and names what only somebody else can decide', async () => {
    const at = await start();
    const run = await runPolicy(at.sidecar, policy, 'live');
    expect(run.ending).toBe('completed');
    expect((await stepsOf(at, run.id, 'two.licences.idle'))?.sort()).toEqual([
      ['all-staff', 'planned', 'applied'],
      ['confluence-users', 'planned', 'applied'],
    ]);
    expect(await stepsOf(at, run.id, 'nested.licence.idle')).toEqual([
      ['subsidiary-staff', 'nested-grant', 'unsupported'],
    ]);
    expect(await stepsOf(at, run.id, 'unknown.unlicensed')).toEqual([['take-licence', 'already', 'already']]);
    for (const [, guard] of (await stepsOf(at, run.id, 'two.licences.kept')) ?? []) {
      expect(guard).toBe('protected-group');
    }
    expect(names.map((name) => [name, licensed(at.lab, name)])).toEqual([
      ['two.licences.idle', false],
      ['two.licences.kept', true],
      ['nested.licence.idle', true],
      ['unknown.unlicensed', false],
      ['no.email', false],
    ]);
    const { summary } = await requirePlan(at.context, run.id);
    expect(summary).toMatchObject({ planned: 2, unsupported: 1, refused: 1, already: 1 });
    expect(summary.seats).toMatchObject({ actedUpon: 2, freed: 2, kept: 0 });
  });

  it('tells of each user whether they take a seat before and after, in the API and in the table of the mail alike', async () => {
    const at = await start();
    const run = await runPolicy(at.sidecar, policy, 'test');
    const entries = await listEntries(at.context, { runId: run.id, after: 0, limit: 50 });
    const seats = entries
      .map((entry) => viewEntry(entry, 'UTC'))
      .map(({ username, before, after }) => [username, before.seat, after.seat]);
    expect(seats.sort()).toEqual([
      ['nested.licence.idle', 'yes', 'yes'],
      ['no.email', 'yes', 'no'],
      ['two.licences.idle', 'yes', 'no'],
      ['two.licences.kept', 'yes', 'yes'],
      ['unknown.unlicensed', 'no', 'no'],
    ]);
    const [, ...rows] = writeCsv({ users: entries }, 'UTC').trim().split('\r\n');
    for (const [name, before, after] of seats) {
      const own = rows.filter((row) => row.startsWith(`${name},`));
      expect(own.length).toBeGreaterThan(0);
      for (const row of own) expect(row).toContain(`,${before},${after},`);
    }
  });

  it('counts no seat as free that the user holds by a permission of their own', async () => {
    const at = await start();
    const user = findUser(at.lab.world, 'no.email');
    setGrants(at.lab.world, `user:${user?.userKey}`, ['application/use']);
    const run = await runPolicy(at.sidecar, { ...policy, criteria: { username: ['no.email'] } }, 'live');
    expect(await stepsOf(at, run.id, 'no.email')).toEqual([
      ['confluence-users', 'planned', 'applied'],
      ['take-licence', 'own-grant', 'unsupported'],
    ]);
    expect(licensed(at.lab, 'no.email')).toBe(true);
    const { summary } = await requirePlan(at.context, run.id);
    expect(summary.seats).toMatchObject({ freed: 0, kept: 1, keptThrough: [{ group: null, users: 1 }] });
  });

  it('goes by what the snapshot found where nobody tells which groups grant, and promises no seat', async () => {
    const at = await start({ confluence: '9.2' });
    const run = await runPolicy(at.sidecar, policy, 'test');
    expect(await stepsOf(at, run.id, 'two.licences.idle')).toEqual([['confluence-users', 'planned', 'rehearsed']]);
    expect(await stepsOf(at, run.id, 'nested.licence.idle')).toEqual([
      ['take-licence', 'grants-not-known', 'unsupported'],
    ]);
    expect((await requirePlan(at.context, run.id)).summary.seats).toMatchObject({ toldBy: 'assumed', freed: 0 });
    expect(writesAt(at.lab)).toEqual([]);
  });

  it('ends before it reads where nobody can be taken out of groups, and says what would help', async () => {
    const at = await start({ confluence: '7.19' });
    expect(await runPolicy(at.sidecar, policy, 'live')).toMatchObject({
      ending: 'failed',
      failure: expect.stringMatching(/^host_/),
    });
    expect(await at.context.store.snapshots.newest()).toBeNull();
  });
});
