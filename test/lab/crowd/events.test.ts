// The feed of events and the sessions: what is told since a token, when a token is too old, and how sessions end.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askConfluence, askControl, askCrowd, type CrowdQuestion } from '../ask.ts';
import { type Lab, startLab } from '../lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ users: 120, directories: 'three' });
});
afterAll(() => lab.close());

const accept = 'application/xml';
const ask = (path: string, question: CrowdQuestion = {}) => askCrowd(lab, path, question);

async function readToken(application = 'user-management'): Promise<string> {
  const { text } = await ask('event', { accept, application });
  return encodeURIComponent(/newEventToken="([^"]+)"/.exec(text)?.[1] ?? '');
}

describe('events', () => {
  test('tell what happened since the token, here by Confluence, and nothing of other directories', async () => {
    const token = await readToken();
    const other = await readToken('user-management-connector');
    await askConfluence(lab, '/rest/api/admin/user/show.long/disable', { method: 'PUT' });
    await askConfluence(lab, '/rest/api/user/show.rtl/group/keep', { method: 'PUT' });
    await ask('group', { method: 'POST', body: { name: 'eventful', type: 'GROUP' } });
    const { text } = await ask(`event/${token}`, { accept });
    expect(text).toContain('incrementalSynchronisationAvailable="true"');
    expect(text).toMatch(/<userEvent><operation>UPDATED<\/operation><user expand="attributes" name="show.long">/);
    expect(text).toContain(
      '<userMembershipEvent><operation>CREATED</operation><childUser name="show.rtl"/><parentGroups><group name="keep"/>',
    );
    expect(text).toContain('<groupEvent><operation>CREATED</operation>');
    const elsewhere = await ask(`event/${other}`, { accept, application: 'user-management-connector' });
    expect(elsewhere.text).toMatch(/<events [^>]*><\/events>$/);
  });

  test('name the attributes that were stored and taken away, of users and groups', async () => {
    const token = await readToken();
    for (const path of ['user/attribute?username=keep.slash', 'group/attribute?groupname=keep']) {
      await ask(path, { method: 'POST', body: { attributes: [{ name: 'no<te', values: ['a', 'b&c'] }] } });
      await ask(`${path}&attributename=no%3Cte`, { method: 'DELETE' });
    }
    await ask('authentication?username=keep.slash', { method: 'POST', body: { value: 'keep.slash-secret' } });
    const { text } = await ask(`event/${token}`, { accept });
    const told = text.match(/<storedAttributes.*?(?=<\/(?:user|group)Event>)/g);
    const stored =
      '<storedAttributes><attribute name="no&lt;te"><values><value>a</value><value>b&amp;c</value></values></attribute></storedAttributes><deletedAttributes/>';
    const deleted = '<storedAttributes/><deletedAttributes><attribute>no&lt;te</attribute></deletedAttributes>';
    const seen = expect.stringContaining('<storedAttributes><attribute name="lastAuthenticated">');
    expect(told).toEqual([stored, deleted, stored, deleted, seen]);
  });

  test('tell of a group that was made once', async () => {
    const token = await readToken();
    await ask('group', {
      method: 'POST',
      body: { name: 'made once', type: 'GROUP', description: 'first', active: true },
    });
    const { text } = await ask(`event/${token}`, { accept });
    expect(text.match(/<operation>\w+/g)).toEqual(['<operation>CREATED']);
    expect(text).toContain('<description>first</description>');
  });

  test('what Confluence writes through to a synchronised directory shows there', async () => {
    const application = 'user-management-crowd';
    const token = await readToken(application);
    await askConfluence(lab, '/rest/api/admin/user/crowd.only.idle/disable', { method: 'PUT' });
    const { text } = await ask(`event/${token}`, { accept, application });
    expect(text).toMatch(/name="crowd.only.idle">.*<active>false<\/active>/);
  });

  test('of an old or unknown token are 410, and so is a feed that is not there', async () => {
    const token = await readToken();
    await askControl(lab, 'DELETE', '/events');
    for (const one of [token, 'unknown', '%zz']) {
      const reply = await ask(`event/${one}`, { accept });
      expect([reply.status, reply.text]).toEqual([410, expect.stringContaining('EVENT_TOKEN_EXPIRED')]);
    }
    await askControl(lab, 'PUT', '/applications/user-management', { incremental: false });
    expect((await ask('event', { accept })).text).toContain('incrementalSynchronisationAvailable="false"');
    const reply = await ask(`event/${await readToken()}`, { accept });
    expect([reply.status, reply.text]).toEqual([410, expect.stringContaining('INCREMENTAL_SYNC_NOT_AVAILABLE')]);
  });
});

describe('sessions', () => {
  const begin = (username: string, password = `${username}-secret`) =>
    ask('session', { method: 'POST', body: { username, password, 'validation-factors': { validationFactors: [] } } });

  test('begin with a password, are validated, and all of a user end at once', async () => {
    const made = await begin('keep.direct');
    expect(made.status).toBe(201);
    const { token, user } = made.json as { token: string; user: { name: string } };
    expect(user.name).toBe('keep.direct');
    expect((await ask(`session/${token}`, { method: 'POST', body: { validationFactors: [] } })).status).toBe(200);
    const { token: second } = (await begin('keep.direct')).json as { token: string };
    expect((await ask(`session?username=keep.direct&exclude=${second}`, { method: 'DELETE' })).status).toBe(204);
    const ended = await ask(`session/${token}`);
    expect([ended.status, ended.json]).toMatchObject([404, { reason: 'INVALID_SSO_TOKEN' }]);
    expect((await ask('session?username=Keep.Direct', { method: 'DELETE' })).status).toBe(204);
    expect((await askControl(lab, 'GET', '/sessions')).json).toEqual({ sessions: [] });
    expect((await begin('keep.direct', 'wrong')).json).toMatchObject({ reason: 'INVALID_USER_AUTHENTICATION' });
    expect((await begin('disabled.idle')).json).toMatchObject({ reason: 'INACTIVE_ACCOUNT' });
  });

  test('the cookie has a name', async () => {
    expect((await ask('config/cookie')).json).toMatchObject({ name: 'crowd.token_key', secure: false });
    expect((await ask('config/cookie', { accept })).text).toContain('<name>crowd.token_key</name>');
  });
});
