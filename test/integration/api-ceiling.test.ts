// The ceiling over real HTTP: nobody has done for them here what they could not do in Confluence themselves.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../scripts/demo/api.ts';
import type { EntryPageDocument } from '../../sidecar/src/contract/plans.ts';
import type { RunDetailDocument } from '../../sidecar/src/contract/runs.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import type { LabOptions } from '../lab/options.ts';
import { setGrants } from '../lab/world/changes.ts';
import { findUser } from '../lab/world/views.ts';
import { type Answer, type CallAs, signInAs } from '../support/call-as.ts';
import { createAt, createGroupAt, joinAt } from '../support/lab-changes.ts';
import { readState } from '../support/lab-state.ts';
import { endProcesses, type Process, startSidecarProcess } from '../support/process.ts';
import { writesAt } from '../support/runs.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

const group = 'um-people';
/** Members of one group that may do everything in this product; what they may do in Confluence differs. */
const people = ['admin', 'admin.idle', 'admin.site', 'admin.grant', 'admin.nested', 'helper'];

interface Stage {
  readonly lab: Lab;
  readonly as: (username: string) => Promise<CallAs>;
  /** Waits for the end of a run. */
  readonly settle: (answer: Answer) => Promise<number>;
  readonly close: () => Promise<void>;
}

async function open(options: LabOptions = {}, more: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const started: Process[] = [];
  const lab = await startLab({ users: 90, checkAnswers: false, ...options });
  const folder = await makeTemporaryFolder();
  createGroupAt(lab, group);
  createAt(lab, 'helper');
  for (const username of people) joinAt(lab, username, group);
  const environment = { UM_ADMIN_GROUPS: group, ...more };
  const sidecar = await startSidecarProcess(
    { lab, databaseFile: `${folder.path}/store.db`, more: environment },
    started,
  );
  const as = async (username: string) => signInAs({ lab, apiUrl: sidecar.apiUrl, username });
  const admin = await as('admin');
  await admin('POST', '/snapshots', {});
  return {
    lab,
    as,
    settle: async ({ body }) => {
      const { id } = body as { id: number };
      return waitFor(`the end of run ${id}`, async () => {
        const { body: detail } = await admin('GET', `/runs/${id}`);
        return (detail as RunDetailDocument).run.state === 'finished' ? id : null;
      });
    },
    close: async () => {
      await endProcesses(started);
      await lab.close();
      await folder.remove();
    },
  };
}

const targets = ['show.markup', 'show.rtl', 'show.long'];
const policyOf = (policy: string, actions: readonly unknown[], more: object = {}) => ({
  policy,
  name: policy,
  criteria: { users: targets },
  actions,
  limits: { maxUsers: 50, maxPercent: 100, snapshotMaxAgeHours: 24 },
  report: { to: [] },
  ...more,
});

const refusal = (needed: string, held: string) => ({
  status: 403,
  code: 'host_rights_too_low',
  details: [
    { path: 'needed', message: needed },
    { path: 'held', message: held },
  ],
});

describe('who is no administrator of Confluence', () => {
  let stage: Stage;
  let admin: CallAs;
  let helper: CallAs;
  beforeAll(async () => {
    stage = await open();
    admin = await stage.as('admin');
    helper = await stage.as('helper');
  });
  afterAll(() => stage.close());

  it.each([
    ['disabling', ['disable']],
    ['adding to a group', [{ addToGroups: ['all-staff'] }]],
    ['taking out of a group', [{ removeFromGroups: ['all-staff'] }]],
    ['taking the licence', ['takeLicence']],
  ])('switches no policy live that is for %s', async (what, actions) => {
    const id = what.replaceAll(' ', '-');
    expect(await helper('PUT', `/policies/${id}`, policyOf(id, actions))).toMatchObject({ status: 200 });
    const live = { mode: 'live' };
    expect(await helper('PUT', `/policies/${id}/mode`, live)).toMatchObject(refusal('administrator', 'none'));
    expect(await admin('GET', `/policies/${id}`)).toMatchObject({ body: { mode: 'test' } });
  });

  it('rehearses, runs nothing live, approves and takes back nothing, and edits no policy that is live', async () => {
    const policy = policyOf('leavers', ['disable'], {
      limits: { maxUsers: 2, maxPercent: 100, snapshotMaxAgeHours: 24 },
    });
    await admin('PUT', '/policies/leavers', policy);
    await admin('PUT', '/policies/leavers/mode', { mode: 'live' });
    const refused = refusal('administrator', 'none');
    expect(await helper('PUT', '/process/mode', { mode: 'live' })).toMatchObject(refused);
    await admin('PUT', '/process/mode', { mode: 'live' });

    expect(await helper('PUT', '/policies/leavers', { ...policy, name: 'Other' })).toMatchObject(refused);
    const files = [{ name: 'leavers.yaml', text: JSON.stringify({ ...policy, name: 'Other' }) }];
    expect(await helper('POST', '/policy-files', { files })).toMatchObject(refused);
    await stage.settle(await helper('POST', '/policies/leavers/runs', { mode: 'test' }));
    expect(await helper('POST', '/policies/leavers/runs', {})).toMatchObject(refused);

    const held = await stage.settle(await admin('POST', '/policies/leavers/runs', {}));
    const { body } = await helper('GET', `/runs/${held}/plan`);
    const approval = { digest: (body as { digest: string }).digest };
    expect(await helper('POST', `/runs/${held}/approve`, approval)).toMatchObject(refused);
    expect(writesAt(stage.lab)).toEqual([]);

    const done = await stage.settle(await admin('POST', `/runs/${held}/approve`, approval));
    expect(await helper('POST', `/runs/${done}/undo`, {})).toMatchObject(refused);
    await stage.settle(await helper('POST', `/runs/${done}/undo`, { mode: 'test' }));
    await stage.settle(await admin('POST', `/runs/${done}/undo`, {}));
    expect((await readState(stage.lab)).get('show.rtl')?.status).toBe('current');
  });

  it('rehearses a bulk action and does not carry it out; an administrator does', async () => {
    const order = { criteria: { users: ['show.break'] }, actions: ['disable'] };
    const rehearsed = await stage.settle(await helper('POST', '/bulk-runs', order));
    const { body } = await helper('GET', `/runs/${rehearsed}/plan`);
    const sealed = { digest: (body as { digest: string }).digest };
    const refused = refusal('administrator', 'none');
    expect(await helper('POST', `/runs/${rehearsed}/carry-out`, sealed)).toMatchObject(refused);
    await stage.settle(await admin('POST', `/runs/${rehearsed}/carry-out`, sealed));
    expect((await readState(stage.lab)).get('show.break')?.status).toBe('deactivated');
  });

  it('creates nobody', async () => {
    const newcomers = [{ username: 'somebody.new', displayName: 'New', email: 'new@example.com' }];
    expect(await helper('POST', '/runs', { newcomers })).toMatchObject(refusal('administrator', 'none'));
    await stage.settle(await helper('POST', '/runs', { newcomers, mode: 'test' }));
    expect((await readState(stage.lab)).has('somebody.new')).toBe(false);
  });

  it('still stops everything', async () => {
    expect(await helper('PUT', '/process/emergency-stop', { on: true })).toMatchObject({ status: 200 });
    await admin('PUT', '/process/emergency-stop', { on: false });
  });
});

describe('an administrator of Confluence', () => {
  let stage: Stage;
  let admin: CallAs;
  beforeAll(async () => {
    stage = await open();
    admin = await stage.as('admin');
    await waitFor('a snapshot', async () => ((await admin('GET', '/overview')).status === 200 ? true : null));
  });
  afterAll(() => stage.close());

  it.each([
    ['by a group with the permission', 'admin.site'],
    ['by a permission of their own', 'admin.grant'],
    ['by a group inside the group of administrators', 'admin.nested'],
  ])('%s switches a policy live', async (_, username) => {
    const id = username.replace('.', '-');
    await admin('PUT', `/policies/${id}`, policyOf(id, ['disable']));
    const caller = await stage.as(username);
    expect(await caller('PUT', `/policies/${id}/mode`, { mode: 'live' })).toMatchObject({ status: 200 });
    await admin('PUT', `/policies/${id}/mode`, { mode: 'test' });
  });

  it.each([
    ['setting passwords', ['resetPassword'], {}],
    ['deleting', ['delete'], {}],
    ['deleting where possible', ['deleteOrDisable'], {}],
    ['a group of system administrators', [{ removeFromGroups: ['confluence-administrators'] }], {}],
    ['a policy that means administrators', ['disable'], { includeAdministrators: ['admin.idle'] }],
  ])('must be one of the system for %s', async (what, actions, more) => {
    const id = what.replaceAll(' ', '-');
    await admin('PUT', `/policies/${id}`, policyOf(id, actions, more));
    const refused = refusal('system-administrator', 'administrator');
    const site = await stage.as('admin.site');
    expect(await site('PUT', `/policies/${id}/mode`, { mode: 'live' })).toMatchObject(refused);
    expect(await admin('PUT', `/policies/${id}/mode`, { mode: 'live' })).toMatchObject({ status: 200 });
    await admin('PUT', `/policies/${id}/mode`, { mode: 'test' });
  });

  it('who lost the permission at Confluence is refused from that moment on', async () => {
    await admin('PUT', '/policies/lost', policyOf('lost', ['disable']));
    const caller = await stage.as('admin.grant');
    setGrants(stage.lab.world, `user:${findUser(stage.lab.world, 'admin.grant')?.userKey}`, new Set());
    const live = { mode: 'live' };
    expect(await caller('PUT', '/policies/lost/mode', live)).toMatchObject(refusal('administrator', 'none'));
  });
});

describe('a Confluence that tells nobody’s permissions', () => {
  it('lets its built-in group of administrators act, and refuses everybody else as unknown', async () => {
    const stage = await open({ confluence: '8.5' });
    try {
      const admin = await stage.as('admin');
      const site = await stage.as('admin.site');
      await admin('PUT', '/policies/leavers', policyOf('leavers', ['disable']));
      const live = { mode: 'live' };
      expect(await site('PUT', '/policies/leavers/mode', live)).toMatchObject({
        status: 403,
        code: 'host_rights_unknown',
      });
      expect(await admin('PUT', '/policies/leavers/mode', live)).toMatchObject({ status: 200 });
    } finally {
      await stage.close();
    }
  });
});

describe('a ceiling that was declared to be the roles alone', () => {
  it('lets somebody act who is no administrator of Confluence, and the process says so', async () => {
    const stage = await open({}, { UM_RIGHTS_CEILING: 'roles' });
    try {
      const helper = await stage.as('helper');
      await helper('PUT', '/policies/leavers', policyOf('leavers', ['disable']));
      expect(await helper('PUT', '/policies/leavers/mode', { mode: 'live' })).toMatchObject({ status: 200 });
      expect(await helper('GET', '/process')).toMatchObject({ body: { rightsCeiling: 'roles' } });
    } finally {
      await stage.close();
    }
  });

  it('lets a helpdesk of operators give one user of a run their access back, and nobody else', async () => {
    const groups = { UM_ADMIN_GROUPS: 'confluence-administrators', UM_OPERATOR_GROUPS: group };
    const stage = await open({}, { UM_RIGHTS_CEILING: 'roles', ...groups });
    try {
      const admin = await stage.as('admin');
      const helper = await stage.as('helper');
      await admin('PUT', '/policies/leavers', policyOf('leavers', ['disable']));
      await admin('PUT', '/policies/leavers/mode', { mode: 'live' });
      await admin('PUT', '/process/mode', { mode: 'live' });
      const run = await stage.settle(await admin('POST', '/policies/leavers/runs', {}));
      const statuses = async () => {
        const people = await readState(stage.lab);
        return targets.map((name) => people.get(name)?.status);
      };
      expect(await statuses()).toEqual(['deactivated', 'deactivated', 'deactivated']);
      const { body } = await helper('GET', `/runs/${run}/entries`);
      const entry = (body as EntryPageDocument).items.find(({ username }) => username === 'show.rtl');
      await stage.settle(await helper('POST', `/runs/${run}/undo`, { people: [entry?.personId] }));
      expect(await statuses()).toEqual(['deactivated', 'current', 'deactivated']);
    } finally {
      await stage.close();
    }
  });
});
