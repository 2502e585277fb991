// Groups and memberships through Crowd: types, nesting, both sides, several directories with and without aggregation.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askControl, askCrowd, type CrowdQuestion } from '../ask.ts';
import { type Lab, startLab } from '../lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ users: 150, directories: 'three' });
});
afterAll(() => lab.close());

const ask = (path: string, question: CrowdQuestion = {}) => askCrowd(lab, path, question);
const post = (path: string, body: unknown, application = 'user-management') =>
  ask(path, { method: 'POST', body, application });
const outcome = async (asked: ReturnType<typeof ask>) => {
  const reply = await asked;
  return [reply.status, (reply.json as { reason?: string } | undefined)?.reason];
};
const namesOf = async (path: string, question: CrowdQuestion = {}) => {
  const { json } = await ask(path, question);
  const { users, groups } = json as { users?: { name: string }[]; groups?: { name: string }[] };
  return (users ?? groups ?? []).map((one) => one.name);
};

describe('groups', () => {
  test('need their type, are made once, updated with a body and deleted', async () => {
    const group = { name: 'made/by crowd', description: 'first', type: 'GROUP', active: true };
    expect(await outcome(post('group', { ...group, type: undefined }))).toEqual([400, 'INVALID_GROUP']);
    expect((await post('group', group)).status).toBe(201);
    expect(await outcome(post('group', group))).toEqual([400, 'INVALID_GROUP']);
    const path = 'group?groupname=made%2Fby%20crowd';
    const put = await ask(path, { method: 'PUT', body: { ...group, description: 'second' } });
    expect([put.status, put.json]).toMatchObject([200, { description: 'second', type: 'GROUP' }]);
    expect((await ask(path, { accept: 'application/xml' })).text).toContain(
      '<group expand="attributes" name="made/by crowd">',
    );
    expect((await ask(path, { method: 'DELETE' })).status).toBe(204);
    expect(await outcome(ask(path))).toEqual([404, 'GROUP_NOT_FOUND']);
  });

  test('are listed with their members as these are called, dollar signs and all', async () => {
    await post('user', { name: "a$'b$&c", active: true, password: { value: 'x' } });
    await post('group/user/direct?groupname=empty-group', { name: "a$'b$&c" });
    const { text } = await ask('group/membership', { accept: 'application/xml' });
    expect(text).toContain(
      `<membership group="empty-group"><users><user name="a$'b$&amp;c"/></users><groups/></membership>`,
    );
    await ask('group/user/direct?groupname=empty-group&username=a$%27b$%26c', { method: 'DELETE' });
  });

  test('lie in each other, never in themselves', async () => {
    expect(await namesOf('group/child-group/direct?groupname=keep')).toEqual([
      'keep-board',
      'keep/legal',
      'service-accounts',
    ]);
    expect(await namesOf('group/child-group/nested?groupname=keep')).toContain('keep-board-deputies');
    expect(await namesOf('group/parent-group/nested?groupname=keep-board-deputies')).toEqual(['keep', 'keep-board']);
    const cycle = post('group/child-group/direct?groupname=keep-board-deputies', { name: 'keep' });
    expect(await outcome(cycle)).toEqual([400, 'INVALID_MEMBERSHIP']);
    const path = 'group/child-group/direct?groupname=keep';
    expect(await outcome(post(path, { name: 'no such' }))).toEqual([400, 'GROUP_NOT_FOUND']);
    expect((await post(path, { name: 'empty-group' })).status).toBe(201);
    expect(await outcome(post(path, { name: 'empty-group' }))).toEqual([409, 'MEMBERSHIP_ALREADY_EXISTS']);
    expect((await ask(`${path}&child-groupname=empty-group`, { method: 'DELETE' })).status).toBe(204);
    const gone = ask(`${path}&child-groupname=empty-group`, { method: 'DELETE' });
    expect(await outcome(gone)).toEqual([404, 'MEMBERSHIP_NOT_FOUND']);
  });
});

describe('memberships', () => {
  test('are made and ended from both sides; what the body names is 400, what the query names 404', async () => {
    const byUser = 'user/group/direct?username=show.rtl';
    const byGroup = 'group/user/direct?groupname=all-staff';
    const made = await post(byUser, { name: 'all-staff' });
    expect([made.status, made.text, made.headers.get('content-type')]).toEqual([201, '', 'application/json']);
    expect(await outcome(post(byGroup, { name: 'show.rtl' }))).toEqual([409, 'MEMBERSHIP_ALREADY_EXISTS']);
    expect(await outcome(post(byUser, { name: 'no such' }))).toEqual([400, 'GROUP_NOT_FOUND']);
    expect(await outcome(post(byGroup, { name: 'nobody' }))).toEqual([400, 'USER_NOT_FOUND']);
    expect(await outcome(post(byUser, { Name: 'keep' }))).toEqual([400, 'ILLEGAL_ARGUMENT']);
    const lost = post('group/user/direct?groupname=no', { name: 'show.rtl' });
    expect(await outcome(lost)).toEqual([404, 'GROUP_NOT_FOUND']);
    expect(await namesOf(byUser)).toEqual(['all-staff', 'confluence-users']);
    expect((await ask(`${byUser}&groupname=ALL-STAFF`)).json).toMatchObject({ name: 'all-staff' });
    expect((await ask(`${byGroup}&username=show.rtl`, { method: 'DELETE' })).status).toBe(204);
    const again = ask(`${byUser}&groupname=all-staff`, { method: 'DELETE' });
    expect(await outcome(again)).toEqual([404, 'MEMBERSHIP_NOT_FOUND']);
    expect(await outcome(ask(`${byUser}&groupname=all-staff`))).toEqual([404, 'MEMBERSHIP_NOT_FOUND']);
    expect(await outcome(ask('user/group/direct?username=nobody'))).toEqual([404, 'USER_NOT_FOUND']);
  });

  test('are told directly and nested, short or whole, in pages', async () => {
    expect(await namesOf('user/group/nested?username=keep.nested.twice')).toContain('keep');
    expect(await namesOf('group/user/nested?groupname=keep')).toContain('keep.nested.twice');
    const short = (await ask('group/user/direct?groupname=keep&max-results=1')).json;
    expect(short).toEqual({ expand: 'user', users: [{ name: expect.any(String), link: expect.any(Object) }] });
    const whole = await ask('group/user/direct?groupname=keep&expand=user&max-results=1&start-index=1');
    expect(whole.json).toMatchObject({ users: [{ active: true, key: expect.any(String) }] });
    expect(await namesOf('group/user/direct?groupname=keep&start-index=500')).toEqual([]);
    expect(await namesOf('group/user/direct?groupname=keep&max-results=-1')).toContain('keep.direct');
  });

  test('are all told at once, as XML', async () => {
    const { text } = await ask('group/membership', { accept: 'application/xml' });
    expect(text).toContain(
      '<membership group="keep/legal"><users><user name="keep.slash"/></users><groups/></membership>',
    );
    expect(text).toMatch(/<membership group="keep"><users>.*?<\/users><groups><group name="keep-board"\/>/);
  });
});

describe('several directories behind one application', () => {
  const application = 'confluence';

  test('show one user for a name, the first, and hide the others', async () => {
    const shown = await ask('user?username=shadow.both', { application });
    expect(shown.json).toMatchObject({ 'directory-id': 32_769 });
    const hidden = (await ask('user?username=shadow.both', { application: 'user-management-crowd' })).json;
    const { key } = hidden as { key: string };
    expect((await ask(`user?key=${key}`, { application })).status).toBe(404);
  });

  test('make a missing group in the directory of the user', async () => {
    const made = await post('user/group/direct?username=crowd.only.idle', { name: 'all-staff' }, application);
    expect(made.status).toBe(201);
    const alone = { application: 'user-management-crowd' };
    expect((await ask('group?groupname=all-staff', alone)).status).toBe(200);
    const refused = post('user/group/direct?username=ldap.only.idle', { name: 'all-staff' }, application);
    expect(await outcome(refused)).toEqual([403, 'APPLICATION_PERMISSION_DENIED']);
  });

  test('count the memberships of the first account alone, or of all where they are aggregated', async () => {
    const path = 'user/group/direct?username=t.winter';
    await post('user/group/direct?username=t.winter', { name: 'crowd-developers' }, 'user-management-crowd');
    expect(await namesOf(path, { application })).toEqual(['confluence-users']);
    await askControl(lab, 'PUT', '/applications/confluence', { aggregation: true });
    expect(await namesOf(path, { application })).toEqual(['confluence-users', 'crowd-developers']);
    expect(await namesOf('group/user/direct?groupname=crowd-developers', { application })).toContain('t.winter');
    const again = post(path, { name: 'crowd-developers' }, application);
    expect(await outcome(again)).toEqual([409, 'MEMBERSHIP_ALREADY_EXISTS']);
    const left = await ask(`${path}&groupname=crowd-developers`, { method: 'DELETE', application });
    expect(left.status).toBe(204);
    await askControl(lab, 'PUT', '/applications/confluence', { aggregation: false });
  });

  test('lose the first copy by a delete, and the next one appears', async () => {
    const path = 'user?username=shadow.second';
    expect((await ask(path, { method: 'DELETE', application })).status).toBe(204);
    expect((await ask(path, { application })).json).toMatchObject({ 'directory-name': 'Company Crowd' });
  });
});
