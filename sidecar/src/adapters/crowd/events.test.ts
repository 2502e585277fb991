// The feed of events: what is taken from it, and when everything must be read again.
import { describe, expect, it } from 'vitest';
import type { FakeAnswer } from '../scripted-host.ts';
import { crowdError, scriptCrowd } from './scripted-crowd.ts';

const xml = (text: string): FakeAnswer => ({ text, headers: { 'content-type': 'application/xml' } });
const feed = (token: string, events = '', available = true) =>
  xml(`<events newEventToken="${token}" incrementalSynchronisationAvailable="${available}">${events}</events>`);

const ask = (token: string | null, answers: Readonly<Record<string, FakeAnswer>>) => {
  const { reads, sent } = scriptCrowd(answers);
  return reads.changesSince(token).then((changes) => ({ changes, sent }));
};

describe('the feed of events', () => {
  it('tells accounts and groups that are no longer as they were', async () => {
    const events = `
      <userEvent><operation>CREATED</operation><user name="ann &amp; bob"><active>true</active></user></userEvent>
      <groupEvent><operation>DELETED</operation><group name="staff"/></groupEvent>
      <userMembershipEvent><operation>UPDATED</operation><childUser name="cem"/>
        <parentGroups><group name="staff"/></parentGroups></userMembershipEvent>
      <groupMembershipEvent><childGroups><group name="x"/></childGroups><group name="team"/></groupMembershipEvent>`;
    const { changes, sent } = await ask('t1', { 'GET /event/{token}': feed('t2', events) });
    expect(changes).toEqual({
      kind: 'changes',
      token: 't2',
      changes: [
        { subject: 'account', name: 'ann & bob', part: 'itself', operation: 'CREATED' },
        { subject: 'group', name: 'staff', part: 'itself', operation: 'DELETED' },
        { subject: 'account', name: 'cem', part: 'memberships', operation: 'UPDATED' },
        { subject: 'group', name: 'x', part: 'memberships', operation: null },
        { subject: 'group', name: 'team', part: 'memberships', operation: null },
      ],
    });
    expect(sent[0]).toMatchObject({ parts: { token: 't1' }, authorisation: { accept: 'application/xml' } });
  });

  it('starts with a full reading and the token from before it', async () => {
    const { changes } = await ask(null, { 'GET /event': feed('t1') });
    expect(changes).toEqual({ kind: 'full-read-needed', token: 't1', reason: 'no-token' });
  });

  it.each<[string, FakeAnswer, string]>([
    ['410', { ...crowdError(410, 'EVENT_TOKEN_EXPIRED') }, 'expired'],
    ['410 in XML', { status: 410, ...xml('<error><reason>EVENT_TOKEN_EXPIRED</reason></error>') }, 'expired'],
    ['the reason alone', crowdError(400, 'INCREMENTAL_SYNC_NOT_AVAILABLE'), 'expired'],
    ['an event of a new kind', feed('t3', '<applicationEvent/>'), 'not-understood'],
    ['an event about nobody', feed('t3', '<userEvent><operation>CREATED</operation></userEvent>'), 'not-understood'],
    ['a feed without a token', xml('<events incrementalSynchronisationAvailable="true"/>'), 'not-available'],
  ])('asks for a full reading after %s', async (_what, answer, reason) => {
    const { changes } = await ask('t1', { 'GET /event/{token}': answer, 'GET /event': feed('t2') });
    expect(changes).toEqual({ kind: 'full-read-needed', token: 't2', reason });
  });

  it('has no token to give where there is no feed, or it is switched off', async () => {
    const none = { kind: 'full-read-needed', token: null, reason: 'not-available' };
    expect((await ask('t1', {})).changes).toEqual(none);
    expect((await ask(null, { 'GET /event': feed('t1', '', false) })).changes).toEqual(none);
  });

  it('never takes half an answer for all of it', async () => {
    const half = xml('<events newEventToken="t2" incrementalSynchronisationAvailable="true"><userEvent>');
    await expect(ask('t1', { 'GET /event/{token}': half })).rejects.toMatchObject({ code: 'crowd_not_data' });
    await expect(ask('t1', { 'GET /event/{token}': xml('<users/>') })).rejects.toMatchObject({
      code: 'crowd_unexpected_shape',
    });
    await expect(ask('t1', { 'GET /event/{token}': { status: 401 } })).rejects.toMatchObject({
      code: 'crowd_unauthorised',
    });
  });
});
