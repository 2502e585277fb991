// The helpdesk over real HTTP: it finds one user, gives back what this product took from them, and sees nothing else.
import { afterEach, describe, expect, it } from 'vitest';
import { waitFor } from '../../scripts/demo/api.ts';
import type { GiveBackStateDocument, HelpdeskFindingDocument } from '../../sidecar/src/contract/helpdesk.ts';
import type { RunDetailDocument } from '../../sidecar/src/contract/runs.ts';
import { startLab } from '../lab/lab.ts';
import { type CallAs, signInAs } from '../support/call-as.ts';
import { createAt, createGroupAt, joinAt } from '../support/lab-changes.ts';
import { readState } from '../support/lab-state.ts';
import { endProcesses, type Process, startSidecarProcess } from '../support/process.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

const targets = ['two.licences.idle', 'show.rtl'];

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Two users were disabled by a live run; the helper is in the helpdesk's group and no administrator of Confluence. */
async function open({ seats }: { readonly seats?: number } = {}) {
  const lab = await startLab({ users: 90, checkAnswers: false });
  closers.push(lab.close);
  const folder = await makeTemporaryFolder();
  closers.push(folder.remove);
  createGroupAt(lab, 'um-helpdesk');
  createAt(lab, 'helper');
  joinAt(lab, 'helper', 'um-helpdesk');
  if (seats !== undefined) lab.world.licenceSeats = seats;
  const processes: Process[] = [];
  closers.push(() => endProcesses(processes));
  const more = { UM_ADMIN_GROUPS: 'confluence-administrators', UM_HELPDESK_GROUPS: 'um-helpdesk' };
  const { apiUrl } = await startSidecarProcess({ lab, databaseFile: `${folder.path}/store.db`, more }, processes);
  const admin = await signInAs({ lab, apiUrl, username: 'admin' });
  const helper = await signInAs({ lab, apiUrl, username: 'helper' });
  await admin('POST', '/snapshots', {});
  const policy = {
    policy: 'leavers',
    name: 'Leavers',
    criteria: { username: targets },
    actions: ['disable'],
    limits: { maxUsers: 50 },
  };
  await admin('PUT', '/policies/leavers', policy);
  await admin('PUT', '/policies/leavers/mode', { mode: 'live' });
  await admin('PUT', '/process/mode', { mode: 'live' });
  const { body } = await admin('POST', '/policies/leavers/runs', {});
  const runId = (body as { id: number }).id;
  await waitFor(`the end of run ${runId}`, async () => {
    const detail = (await admin('GET', `/runs/${runId}`)).body as RunDetailDocument;
    return detail.run.state === 'finished' || null;
  });
  const statuses = async () => {
    const people = await readState(lab);
    return targets.map((name) => people.get(name)?.status);
  };
  return { lab, admin, helper, runId, statuses };
}

async function find(helper: CallAs, name: string): Promise<HelpdeskFindingDocument> {
  const { status, body } = await helper('GET', `/helpdesk/user?name=${encodeURIComponent(name)}`);
  expect(status).toBe(200);
  return body as HelpdeskFindingDocument;
}

async function follow(helper: CallAs, id: number): Promise<GiveBackStateDocument['state']> {
  return waitFor(`the end of run ${id}`, async () => {
    const { state } = (await helper('GET', `/helpdesk/give-backs/${id}`)).body as GiveBackStateDocument;
    return state === 'under-way' ? null : state;
  });
}

describe('the helpdesk', () => {
  it('finds one user by a whole name, and is told status and what was taken, and nobody by a part of a name', async () => {
    const { lab, helper, runId } = await open();
    const email = (await readState(lab)).get('two.licences.idle')?.email ?? '';
    const found = await find(helper, 'Two.Licences.Idle');
    expect(Object.keys(found.user ?? {}).sort()).toEqual(['displayName', 'status', 'userKey', 'username']);
    expect(found.taken).toEqual([{ runId, at: expect.any(String), changes: [{ kind: 'disable' }], givenBack: false }]);
    expect((await find(helper, email)).user?.username).toBe('two.licences.idle');
    for (const part of ['two.licences', 'licences', '*']) {
      expect(await find(helper, part)).toMatchObject({ user: null, several: false, taken: [] });
    }
    for (const path of [
      '/users',
      '/runs',
      `/runs/${runId}/entries`,
      '/policies',
      '/process',
      '/audit',
      '/exports/users',
    ]) {
      expect([path, (await helper('GET', path)).code]).toEqual([path, expect.stringMatching(/role_too_low|not_found/)]);
    }
    expect((await helper('POST', `/runs/${runId}/undo`, {})).code).toBe('role_too_low');
  });

  it('is in the audit trail with each look: who looked, at whom, and nothing of what was typed', async () => {
    const { admin, helper } = await open();
    for (const name of ['SHOW.rtl', 'hunter2', 'licences']) await find(helper, name);
    const { body } = await admin('GET', '/audit?event=helpdesk');
    const { items } = body as { items: { event: string; actor: string; about: string | null; details: object }[] };
    expect(items.map(({ event, actor, about, details }) => [event, actor, about, details]).reverse()).toEqual([
      ['helpdesk.looked-up', 'helper', 'show.rtl', { found: 'one' }],
      ['helpdesk.looked-up', 'helper', null, { found: 'nobody' }],
      ['helpdesk.looked-up', 'helper', null, { found: 'nobody' }],
    ]);
    expect(JSON.stringify(body)).not.toMatch(/hunter2|licences|SHOW/);
    expect((await helper('GET', '/audit')).code).toBe('role_too_low');
  });

  it('gives one user their access back without being administrator of Confluence, by a run of its own, and nobody else', async () => {
    const { admin, helper, runId, statuses } = await open();
    const { user } = await find(helper, 'show.rtl');
    const order = { userKey: user?.userKey ?? '', runId };
    const { status, body } = await helper('POST', '/helpdesk/give-backs', order);
    expect(status).toBe(201);
    const { id } = body as GiveBackStateDocument;
    expect(await follow(helper, id)).toBe('done');
    expect(await statuses()).toEqual(['deactivated', 'current']);
    expect((await find(helper, 'show.rtl')).taken).toMatchObject([{ runId, givenBack: true }]);
    expect((await helper('POST', '/helpdesk/give-backs', order)).code).toBe('nothing_to_undo');
    const { run } = (await admin('GET', `/runs/${id}`)).body as RunDetailDocument;
    expect(run.trigger).toMatchObject({ kind: 'undo', by: 'helper', of: runId });
    expect((await admin('GET', `/runs/${id}/report`)).status).toBe(200);
    expect((await helper('GET', `/helpdesk/give-backs/${runId}`)).code).toBe('run_not_found');
  });

  it('gives nothing back that was not taken from this user, and nothing while everything is stopped', async () => {
    const { admin, helper, runId } = await open();
    const other = await find(helper, 'admin');
    const order = (userKey: string) => helper('POST', '/helpdesk/give-backs', { userKey, runId });
    expect((await order(other.user?.userKey ?? '')).code).toBe('nothing_to_undo');
    await admin('PUT', '/process/emergency-stop', { on: true });
    const { user } = await find(helper, 'show.rtl');
    expect((await order(user?.userKey ?? '')).code).toBe('emergency_stop');
  });

  it('gives nothing back while no seat of the licence is known to be free', async () => {
    const { helper, runId, statuses } = await open({ seats: 10 });
    const { user } = await find(helper, 'two.licences.idle');
    const answer = await helper('POST', '/helpdesk/give-backs', { userKey: user?.userKey ?? '', runId });
    expect(answer).toMatchObject({ status: 409, code: 'no_seat_free' });
    expect(await statuses()).toEqual(['deactivated', 'deactivated']);
  });
});
