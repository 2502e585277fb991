// Policies from a folder: the sound ones are taken, the faulty ones named with place and remedy, the vanished ones retired.
import { cp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PolicyId } from '../../sidecar/src/domain/policy.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { afterPlanning, outcomesOf } from '../support/runs.ts';
import { requireRun, type Sidecar, startSidecar } from '../support/sidecar.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

const samples = fileURLToPath(new URL('../lab/policies/', import.meta.url));

let folder: TemporaryFolder;
let lab: Lab;
let sidecar: Sidecar;
beforeEach(async () => {
  folder = await makeTemporaryFolder();
  lab = await startLab({ users: 80 });
  sidecar = await startSidecar({ lab, policiesDir: folder.path });
});
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
  await folder?.remove();
});

const write = (name: string, text: string) => writeFile(path.join(folder.path, name), text);

/** A sound policy; lines can be replaced to make it another one, or a bad one. */
function policyText(id: string, replaced: Readonly<Record<string, string>> = {}): string {
  const lines = [
    `policy: ${id}`,
    `name: Policy ${id}`,
    'schedule:',
    '  cron: 0 2 * * *',
    '  zone: Europe/Berlin',
    '  missed: skip',
    'criteria:',
    '  all:',
    '    - inactiveDays: 90',
    '    - inGroup: contractors',
    'actions:',
    '  - removeFromGroups: [contractors]',
    'limits: { maxPercent: 100 }',
  ];
  return `${lines.map((line) => replaced[line.trim()] ?? line).join('\n')}\n`;
}

/** Fault lines without the folder in front. */
async function apply(): Promise<{ applied: readonly string[]; faults: string[] }> {
  const { applied, faults } = await sidecar.context.applyPolicies();
  return { applied, faults: faults.map((fault) => fault.replace(`${folder.path}/`, '')) };
}

describe('a folder of policies', () => {
  it('gives the sample policies, all sound', async () => {
    await cp(samples, folder.path, { recursive: true });
    expect(await apply()).toEqual({
      applied: ['inactive-90-days', 'idle-contractors', 'disabled-for-a-year'],
      faults: [],
    });
  });

  it.each([
    {
      what: 'an unknown key',
      text: policyText('bad', { 'limits: { maxPercent: 100 }': 'limit: { maxPercent: 100 }' }),
      fault:
        /^bad\.yaml:13:1 limit: unknown key, did you mean "limits"; allowed here: .*criteria, actions, stages, limits/,
    },
    {
      what: 'the 31st of February',
      text: policyText('bad', { 'cron: 0 2 * * *': '  cron: 0 2 31 2 *' }),
      fault: /^bad\.yaml:4:9 schedule\.cron: .*allowed: /,
    },
    {
      what: 'a group that does not exist',
      text: policyText('bad', { '- inGroup: contractors': '    - inGroup: contractor' }),
      fault:
        /^bad\.yaml:10:16 criteria\.all\[1\]\.inGroup: there is no group "contractor"; allowed are .*: "contractors"/,
    },
    {
      what: 'a zone that does not exist',
      text: policyText('bad', { 'zone: Europe/Berlin': '  zone: Europe/Berlim' }),
      fault: /^bad\.yaml:5:9 schedule\.zone: "Europe\/Berlim" is not a known time zone; allowed are .*Europe\/Berlin/,
    },
    {
      what: 'broken YAML',
      text: policyText('bad', { 'name: Policy bad': 'name: "Policy bad' }),
      fault: /^bad\.yaml:\d+:\d+ .*quotation mark before this is never closed/,
    },
    {
      what: 'an action that does not exist',
      text: policyText('bad', { '- removeFromGroups: [contractors]': '  - dissable' }),
      fault:
        /^bad\.yaml:12:5 actions\[0\]: "dissable" is not allowed here, did you mean "disable"; allowed: disable, enable/,
    },
  ])('refuses a file with $what by file, line, column and what is allowed, and takes the others', async (bad) => {
    await write('a.yaml', policyText('first'));
    await write('bad.yaml', bad.text);
    await write('z.yaml', policyText('last'));
    const { applied, faults } = await apply();
    expect(applied).toEqual(['first', 'last']);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(bad.fault);
    expect((await sidecar.context.store.policies.list()).map((policy) => policy.id)).toEqual(['first', 'last']);
  });

  it('keeps the version a policy had when its file becomes faulty', async () => {
    await write('a.yaml', policyText('first'));
    await apply();
    await write('a.yaml', policyText('first', { '- inactiveDays: 90': '    - inactiveDays: -90' }));
    const { faults } = await apply();
    expect(faults).toEqual([expect.stringMatching(/^a\.yaml:9:21 .*must be a whole number from/)]);
    expect(await sidecar.context.store.policies.get('first' as PolicyId)).toMatchObject({ version: 1 });
  });

  it('makes a new version of a changed file, none of an unchanged one, and leaves the mode as it was', async () => {
    const { policies } = sidecar.context.store;
    await write('a.yaml', policyText('first'));
    await apply();
    await policies.setMode('first' as PolicyId, 'live', sidecar.context.clock.now());
    await apply();
    expect(await policies.get('first' as PolicyId)).toMatchObject({ version: 1, mode: 'live' });
    await write('a.yaml', policyText('first', { '- inactiveDays: 90': '    - inactiveDays: 60' }));
    await apply();
    expect(await policies.get('first' as PolicyId)).toMatchObject({ version: 2, mode: 'live' });
    expect(await policies.definition('first' as PolicyId, 1)).toMatchObject({
      criteria: { all: [{ inactiveDays: 90 }, { inGroup: 'contractors' }] },
    });
  });

  it('retires the policy of a vanished file, and makes it rehearse again when the file comes back', async () => {
    const { policies } = sidecar.context.store;
    await write('a.yaml', policyText('first'));
    await write('b.yaml', policyText('second'));
    await apply();
    await policies.setMode('first' as PolicyId, 'live', sidecar.context.clock.now());
    await rm(path.join(folder.path, 'a.yaml'));
    await apply();
    expect((await policies.list()).map((policy) => policy.id)).toEqual(['second']);
    await write('a.yaml', policyText('first'));
    await apply();
    expect(await policies.get('first' as PolicyId)).toMatchObject({ mode: 'test' });
  });

  it('retires nobody when the whole folder cannot be read', async () => {
    await write('a.yaml', policyText('first'));
    await apply();
    await folder.remove();
    expect((await apply()).faults).toEqual([expect.stringMatching(/the folder of policies cannot be read/)]);
    expect((await sidecar.context.store.policies.list()).map((policy) => policy.id)).toEqual(['first']);
  });

  it('takes policies unchecked while Confluence cannot be asked for its groups', async () => {
    await write('a.yaml', policyText('first', { '- inGroup: contractors': '    - inGroup: who-knows' }));
    lab.wire.faults.add({ kind: 'status', status: 500, match: { path: '**/api/group' } });
    expect(await apply()).toEqual({ applied: ['first'], faults: [] });
  });
});

describe('a policy that changes while it runs', () => {
  it('does not change the run: it goes on with the version it was asked for', async () => {
    const { context } = sidecar;
    const { store, clock } = context;
    await write('a.yaml', policyText('first'));
    await apply();
    await store.settings.set('processMode', 'live', { by: 'test', at: clock.now() });
    const run = await store.runs.request({
      policyId: 'first' as PolicyId,
      policyVersion: 1,
      trigger: { kind: 'by-hand', by: 'test' },
      mode: 'live',
      rehearsalReason: null,
      requestedAt: clock.now(),
    });
    const other = { '- removeFromGroups: [contractors]': '  - delete', '- inactiveDays: 90': '    - inactiveDays: 1' };
    await write('a.yaml', policyText('first', other));
    await apply();
    afterPlanning(context, async () => {
      await write('a.yaml', policyText('first', { ...other, 'missed: skip': '  missed: run-once' }));
      await apply();
    });
    context.runner.wake();
    await context.runner.settled();
    expect(await store.policies.get('first' as PolicyId)).toMatchObject({ version: 3 });
    expect(await requireRun(context, run?.id ?? 0)).toMatchObject({ ending: 'completed', policyVersion: 1 });
    const [someone] = await store.runs.entries({ runId: run?.id ?? 0, fate: 'planned', after: 0, limit: 1 });
    expect(await outcomesOf(context, run?.id ?? 0, someone?.username ?? '')).toEqual([{ kind: 'applied' }]);
    expect(someone?.steps.map((step) => step.change.kind)).toEqual(['remove-from-group']);
  });
});
