// Users through Crowd: whole entities, attributes, passwords and mails, permissions, and what Confluence sees of it when.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askConfluence, askControl, askCrowd, type CrowdQuestion } from '../ask.ts';
import { type Lab, startLab } from '../lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ users: 150, directories: 'three' });
});
afterAll(() => lab.close());

const CROWD = 'user-management-crowd';
const ask = (path: string, question: CrowdQuestion = {}) => askCrowd(lab, path, question);
const reasonOf = async (path: string, question: CrowdQuestion) => {
  const reply = await ask(path, question);
  return [reply.status, (reply.json as { reason?: string } | undefined)?.reason];
};

function person(name: string, more: object = {}) {
  return {
    name,
    'first-name': 'Nora',
    'last-name': 'Neu',
    'display-name': 'Nora Neu',
    email: 'nora@example.com',
    active: true,
    password: { value: 'pw' },
    ...more,
  };
}

test('a user shows which directory answered, names, dates, and attributes on request', async () => {
  const { status, json } = await ask('user?username=CROWD.ONLY.IDLE&expand=attributes', { application: CROWD });
  expect(status).toBe(200);
  expect(json).toMatchObject({
    expand: 'attributes',
    name: 'crowd.only.idle',
    active: true,
    key: expect.stringMatching(/^131074:[\w-]+$/),
    'directory-id': 131_074,
    'directory-name': 'Company Crowd',
    'created-date': expect.any(Number),
    password: { link: { rel: 'edit' } },
    attributes: { attributes: expect.arrayContaining([expect.objectContaining({ name: 'lastAuthenticated' })]) },
  });
  const plain = await ask('user?username=crowd.only.idle', { application: CROWD });
  expect(plain.json).toMatchObject({ attributes: { attributes: [] } });
  const { key } = json as { key: string };
  expect((await ask(`user?key=${key}`, { application: CROWD })).json).toMatchObject({ name: 'crowd.only.idle' });
  expect((await ask(`user?key=${key}`)).status).toBe(404);
});

describe('creating', () => {
  test('answers 201 with place and user; the internal directory shows it to Confluence at once', async () => {
    const made = await ask('user', { method: 'POST', body: person('nora.neu') });
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toMatch(/user\?username=nora\.neu$/);
    expect(made.json).toMatchObject({ name: 'nora.neu', key: expect.stringMatching(/^32769:/) });
    const seen = await askConfluence(lab, '/rest/api/user?username=nora.neu&expand=status');
    expect(seen.json).toMatchObject({ displayName: 'Nora Neu', status: 'current' });
    expect((await ask('authentication?username=nora.neu', { method: 'POST', body: { value: 'pw' } })).status).toBe(200);
  });

  test('speaks XML too', async () => {
    const body =
      '<?xml version="1.0"?><user name="x.ml"><first-name>X &amp; Y</first-name><last-name>Ml</last-name>' +
      '<email>x@example.com</email><active>true</active><password><value>pw</value></password></user>';
    const made = await ask('user', { method: 'POST', body, accept: 'application/xml' });
    expect([made.status, made.text]).toEqual([201, expect.stringContaining('<first-name>X &amp; Y</first-name>')]);
  });

  test.each([
    ['a name that exists', person('admin'), 'INVALID_USER'],
    ['a name with a blank at the end', person('late '), 'INVALID_USER'],
    ['no name', person(''), 'INVALID_USER'],
    ['a name in the wrong case', { ...person('x'), name: undefined, Name: 'wrong' }, 'INVALID_USER'],
    ['no password', person('no.password', { password: undefined }), 'INVALID_CREDENTIAL'],
    ['the id of another directory', person('astray', { 'directory-id': 131_074 }), 'INVALID_USER'],
    ['half a character in the name', person('s\ud800x'), 'INVALID_USER'],
    [
      'half a character in XML',
      '<user name="s&#xD800;x"><password><value>pw</value></password></user>',
      'INVALID_USER',
    ],
  ])('refuses %s', async (_what, body, reason) => {
    expect(await reasonOf('user', { method: 'POST', body })).toEqual([400, reason]);
  });

  test('with half a character in a name stores nothing, so that every list can still be told', async () => {
    const attributes = { attributes: [{ name: 'a\ud800', values: ['b'] }] };
    const group = { name: 'g\udc00', type: 'GROUP' };
    const argument = [400, 'ILLEGAL_ARGUMENT'];
    expect(await reasonOf('user', { method: 'POST', body: person('\udc00') })).toEqual([400, 'INVALID_USER']);
    const rename = { method: 'POST', body: { 'new-name': 'r\ud800' } };
    expect(await reasonOf('user/rename?username=keep.slash', rename)).toEqual([400, 'INVALID_USER']);
    const store = { method: 'POST', body: attributes };
    expect(await reasonOf('user/attribute?username=keep.slash', store)).toEqual(argument);
    expect(await reasonOf('group', { method: 'POST', body: group })).toEqual([400, 'INVALID_GROUP']);
    expect(await reasonOf('group/attribute?groupname=keep', store)).toEqual(argument);
    for (const type of ['user', 'group']) {
      for (const accept of ['application/json', 'application/xml']) {
        const listing = `search?entity-type=${type}&expand=${type},attributes`;
        expect((await ask(listing, { accept })).status).toBe(200);
      }
    }
  });

  test('is refused with a name any mapped directory has, and goes to the first that permits it', async () => {
    const body = person('ldap.only.idle');
    expect(await reasonOf('user', { method: 'POST', body, application: 'confluence' })).toEqual([400, 'INVALID_USER']);
    const made = await ask('user', { method: 'POST', body: person('first.one'), application: 'confluence' });
    expect(made.json).toMatchObject({ 'directory-id': 32_769 });
  });
});

test('an XML body that is another entity makes none', async () => {
  const inner = '<active>true</active><password><value>x</value></password>';
  const refused = [400, 'ILLEGAL_ARGUMENT'];
  const post = (path: string, body: string) => reasonOf(path, { method: 'POST', body });
  expect(await post('user', `<group name="odd.one">${inner}</group>`)).toEqual(refused);
  expect(await post('group', '<user name="odd group"><type>GROUP</type></user>')).toEqual(refused);
  expect(await post('group/user/direct?groupname=keep', '<group name="admin"/>')).toEqual(refused);
  expect(await post('user/group/direct?username=keep.slash', '<user name="keep"/>')).toEqual(refused);
  expect(await post('group/child-group/direct?groupname=keep', '<user name="empty-group"/>')).toEqual(refused);
  expect((await ask('user?username=odd.one')).status).toBe(404);
});

test.each([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
])('an XML user with active %s is created so', async (written, active) => {
  const body = `<user name="is.${written}"><active>${written}</active><password><value>x</value></password></user>`;
  expect((await ask('user', { method: 'POST', body })).json).toMatchObject({ active });
});

describe('updating', () => {
  test('takes the whole user: what is left out is emptied, and an active left out is false', async () => {
    await ask('user', { method: 'POST', body: person('part.only') });
    const path = 'user?username=part.only';
    expect((await ask(path, { method: 'PUT', body: { name: 'Part.Only' } })).status).toBe(204);
    expect((await ask(path)).json).toMatchObject({ active: false, 'first-name': '', email: 'nora@example.com' });
    const disabled = await ask('authentication?username=part.only', { method: 'POST', body: { value: 'pw' } });
    expect([disabled.status, disabled.json]).toMatchObject([400, { reason: 'INACTIVE_ACCOUNT' }]);
  });

  test('refuses another name, another e-mail, and nobody', async () => {
    const path = 'user?username=keep.direct';
    expect(await reasonOf(path, { method: 'PUT', body: person('other') })).toEqual([400, 'ILLEGAL_ARGUMENT']);
    const moved = person('keep.direct', { email: 'elsewhere@example.com' });
    expect(await reasonOf(path, { method: 'PUT', body: moved })).toEqual([403, 'APPLICATION_PERMISSION_DENIED']);
    await askControl(lab, 'PUT', '/applications/user-management', { emailChanges: true });
    expect((await ask(path, { method: 'PUT', body: moved })).status).toBe(204);
    const nobody = { method: 'PUT', body: person('nobody') };
    expect(await reasonOf('user?username=nobody', nobody)).toEqual([404, 'USER_NOT_FOUND']);
  });

  test('of a synchronised directory reaches Confluence with the next synchronisation', async () => {
    const path = 'user?username=crowd.keep';
    const { json } = await ask(path, { application: CROWD });
    const body = { ...(json as object), active: false };
    expect((await ask(path, { method: 'PUT', body, application: CROWD })).status).toBe(204);
    const status = async () => (await askConfluence(lab, '/rest/api/user?username=crowd.keep&expand=status')).json;
    expect(await status()).toMatchObject({ status: 'current' });
    lab.clock.advanceDays(61 / 1440);
    expect(await status()).toMatchObject({ status: 'deactivated' });
  });
});

test('a move: made in the target, deleted in the source, the same key in Confluence all along', async () => {
  const keyOf = async () =>
    ((await askConfluence(lab, '/rest/api/user?username=show.long')).json as { userKey: string }).userKey;
  const before = await keyOf();
  const made = await ask('user', { method: 'POST', body: person('show.long'), application: CROWD });
  expect(made.status).toBe(201);
  await askControl(lab, 'POST', '/synchronise', { directory: 'Company Crowd', immediate: true });
  expect((await ask('user?username=show.long', { method: 'DELETE' })).status).toBe(204);
  expect(await reasonOf('user?username=show.long', { method: 'DELETE' })).toEqual([404, 'USER_NOT_FOUND']);
  expect(await keyOf()).toBe(before);
});

describe('attributes', () => {
  test('are stored by name, the others kept, and removed one by one', async () => {
    const path = 'user/attribute?username=keep.nested';
    const store = (attributes: object[]) => ask(path, { method: 'POST', body: { attributes } });
    expect((await store([{ name: 'phone', values: ['1', '2'] }])).status).toBe(204);
    expect((await store([{ name: 'floor', values: ['3'] }])).status).toBe(204);
    const { attributes } = (await ask(path)).json as { attributes: { name: string; values: string[] }[] };
    expect(attributes.find(({ name }) => name === 'phone')?.values).toEqual(['1', '2']);
    expect((await ask(`${path}&attributename=phone`, { method: 'DELETE' })).status).toBe(204);
    expect((await ask(path)).text).not.toContain('phone');
    const xml = '<attributes><attribute name="room"><values><value>7</value></values></attribute></attributes>';
    expect((await ask(path, { method: 'POST', body: xml })).status).toBe(204);
    expect((await ask(path, { accept: 'application/xml' })).text).toContain('name="room"');
    expect((await store([{ name: 'long', values: ['x'.repeat(256)] }])).status).toBe(400);
  });
});

test('failed checks of a password are counted until one succeeds', async () => {
  const attempts = async () => {
    const { json } = await ask('user/attribute?username=keep.slash');
    const { attributes } = json as { attributes: { name: string; values: string[] }[] };
    return attributes.find(({ name }) => name === 'invalidPasswordAttempts')?.values;
  };
  const check = (value: string) => ask('authentication?username=keep.slash', { method: 'POST', body: { value } });
  expect(await attempts()).toEqual(['0']);
  await check('wrong');
  await ask('session', { method: 'POST', body: { username: 'keep.slash', password: 'wrong' } });
  expect(await attempts()).toEqual(['2']);
  expect((await check('keep.slash-secret')).status).toBe(200);
  expect(await attempts()).toEqual(['0']);
});

describe('passwords', () => {
  test('are set, refused when blank, reset by mail, and cleared', async () => {
    const own = 'username=keep.nested.twice';
    expect((await ask(`user/password?${own}`, { method: 'PUT', body: { value: 'new' } })).status).toBe(204);
    const blank = { method: 'PUT', body: { value: ' ' } };
    expect(await reasonOf(`user/password?${own}`, blank)).toEqual([400, 'INVALID_CREDENTIAL']);
    const enter = (value: string) => reasonOf(`authentication?${own}`, { method: 'POST', body: { value } });
    expect(await enter('wrong')).toEqual([400, 'INVALID_USER_AUTHENTICATION']);
    expect(await enter('new')).toEqual([200, undefined]);
    expect((await ask(`user/mail/password?${own}`, { method: 'POST' })).status).toBe(204);
    const nowhere = await reasonOf('user/mail/password?username=no.email', { method: 'POST' });
    expect(nowhere).toEqual([400, 'INVALID_EMAIL']);
    expect((await askControl(lab, 'GET', '/mails')).json).toMatchObject({
      mails: [{ kind: 'password-reset', username: 'keep.nested.twice', to: expect.stringContaining('@') }],
    });
    expect((await ask(`user/password?${own}`, { method: 'DELETE' })).status).toBe(204);
    expect((await enter('new'))[0]).toBe(400);
    expect(await reasonOf('authentication?username=nobody', { method: 'POST', body: {} })).toEqual([
      400,
      'USER_NOT_FOUND',
    ]);
  });
});

describe('permissions', () => {
  test('are missing in a read-only directory, and told apart by mapping', async () => {
    const ldap = 'user-management-connector';
    const denied = [403, 'APPLICATION_PERMISSION_DENIED'];
    const write = { method: 'POST', body: person('new.in.ldap'), application: ldap };
    expect(await reasonOf('user', write)).toEqual(denied);
    const own = 'user?username=ldap.only.idle';
    expect(await reasonOf(own, { method: 'PUT', body: person('ldap.only.idle'), application: ldap })).toEqual(denied);
    expect(await reasonOf(own, { method: 'DELETE', application: ldap })).toEqual(denied);
    await askControl(lab, 'PUT', '/applications/half', {
      directories: [{ name: 'Confluence Internal Directory', permissions: ['UPDATE_USER'] }],
    });
    const half = { application: 'half' };
    const body = { ...person('keep.slash'), email: 'keep.slash@example.com' };
    expect((await ask('user?username=keep.slash', { ...half, method: 'PUT', body })).status).toBe(204);
    expect(await reasonOf('user?username=keep.slash', { ...half, method: 'DELETE' })).toEqual(denied);
    const attributes = { attributes: [{ name: 'a', values: ['b'] }] };
    const storing = { ...half, method: 'POST', body: attributes };
    expect(await reasonOf('user/attribute?username=keep.slash', storing)).toEqual(denied);
  });
});
