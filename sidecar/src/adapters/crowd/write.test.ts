// Writing to a directory: what is sent for each change, what counts as done already, and how an open end is settled.
import { describe, expect, it } from 'vitest';
import type { Username } from '../../domain/user.ts';

import { type CrowdScript, crowdError, onePage, scriptCrowd, wireUser } from './scripted-crowd.ts';

const ann = { username: 'ann' as Username, key: null };
const password = 'correct horse battery staple';
const done = { kind: 'done' };
const noContent = { status: 204 };
const nobody = crowdError(404, 'USER_NOT_FOUND');
const refused = (code: string, status: number | null = null) => ({ kind: 'refused', code, status });

describe('an update', () => {
  it('writes the whole account back, one field different, without what has its own resource', async () => {
    const user = wireUser('Ann', { 'directory-id': 1, 'new-field': { deep: [1] }, email: '' });
    const { writes, sent } = scriptCrowd({ 'GET /user': { json: user }, 'PUT /user': noContent });
    expect(await writes.updateAccount(ann, { active: false })).toEqual(done);
    expect(sent.at(-1)).toMatchObject({ method: 'PUT', query: { username: 'Ann' } });
    expect(sent.at(-1)?.body).toEqual({
      name: 'Ann',
      'first-name': 'Ann',
      'last-name': 'Other',
      'display-name': 'Ann Other',
      email: '',
      key: '1:Ann',
      active: false,
      'directory-id': 1,
      'new-field': { deep: [1] },
    });
  });

  it('sends nothing when the account is so already', async () => {
    const { writes, written } = scriptCrowd({ 'GET /user': { json: wireUser('ann') } });
    expect(await writes.updateAccount(ann, { active: true, email: 'ANN@example.com' })).toEqual(done);
    expect(written()).toEqual([]);
  });

  it.each([{ active: undefined }, { active: 'true' }, { active: null }])(
    'refuses an account told with %j',
    async (odd) => {
      const { writes, written } = scriptCrowd({ 'GET /user': { json: wireUser('ann', odd) } });
      expect(await writes.updateAccount(ann, { displayName: 'Ann' })).toEqual(refused('crowd_unexpected_shape'));
      expect(written()).toEqual([]);
    },
  );

  it('that disables ends the sessions, and is done even if these go on', async () => {
    const script = { 'GET /user': { json: wireUser('ann') }, 'PUT /user': noContent };
    const ended = scriptCrowd({ ...script, 'DELETE /session': noContent });
    expect(await ended.writes.apply(ann, { kind: 'disable' })).toEqual(done);
    expect(ended.written()).toEqual(['PUT /user', 'DELETE /session']);
    expect(await scriptCrowd(script).writes.apply(ann, { kind: 'disable' })).toEqual(done);
    const denied = scriptCrowd({ ...script, 'PUT /user': crowdError(403, 'APPLICATION_PERMISSION_DENIED') });
    expect(await denied.writes.apply(ann, { kind: 'disable' })).toEqual(refused('crowd_permission_denied', 403));
    expect(denied.written()).toEqual(['PUT /user']);
  });
});

describe('a membership', () => {
  const script = { 'GET /user': { json: wireUser('ann') }, 'GET /group': { json: { name: 'Staff/EMEA' } } };

  it('is added by the name the directory has, and there already is done', async () => {
    const added = scriptCrowd({ ...script, 'POST /user/group/direct': { status: 201 } });
    expect(await added.writes.addToGroup(ann, 'staff/emea')).toEqual(done);
    expect(added.sent.at(-1)).toMatchObject({ query: { username: 'ann' }, body: { name: 'Staff/EMEA' } });
    const there = scriptCrowd({ ...script, 'POST /user/group/direct': crowdError(409, 'MEMBERSHIP_ALREADY_EXISTS') });
    expect(await there.writes.addToGroup(ann, 'staff/emea')).toEqual(done);
  });

  it('in a group that does not exist is refused before Crowd could make the group', async () => {
    const { writes, written } = scriptCrowd({ ...script, 'GET /group': crowdError(404, 'GROUP_NOT_FOUND') });
    expect(await writes.addToGroup(ann, 'staff')).toEqual(refused('crowd_group_not_found'));
    expect(await writes.removeFromGroup(ann, 'staff')).toEqual(done);
    expect(written()).toEqual([]);
  });

  it('is taken away, and not there is done', async () => {
    for (const answer of [noContent, crowdError(404, 'MEMBERSHIP_NOT_FOUND')]) {
      const { writes, sent } = scriptCrowd({ ...script, 'DELETE /user/group/direct': answer });
      expect(await writes.removeFromGroup(ann, 'staff/emea')).toEqual(done);
      expect(sent.at(-1)).toMatchObject({ query: { username: 'ann', groupname: 'Staff/EMEA' } });
    }
  });

  it('that stayed open is settled by asking for this one membership', async () => {
    const failed = { status: 502 };
    const settle = (question: CrowdScript[string]) => {
      const { writes } = scriptCrowd({
        ...script,
        'POST /user/group/direct': failed,
        'GET /user/group/direct': question,
      });
      return writes.addToGroup(ann, 'staff/emea');
    };
    expect(await settle({ json: { name: 'Staff/EMEA' } })).toEqual(done);
    expect(await settle({ json: { groups: [{ name: 'Staff/EMEA' }] } })).toEqual(done);
    const open = { kind: 'unclear', code: 'crowd_error' };
    expect(await settle(crowdError(404, 'MEMBERSHIP_NOT_FOUND'))).toEqual(open);
    expect(await settle({ json: { groups: [] } })).toEqual(open);
    expect(await settle({ status: 500 })).toEqual(open);
  });
});

describe('the rest of an account', () => {
  const user = (attributes: unknown[] = []) => ({ json: wireUser('ann', { attributes: { attributes } }) });

  it('is deleted, and gone is done', async () => {
    const present = scriptCrowd({ 'GET /user': user(), 'DELETE /user': noContent });
    expect(await present.writes.deleteAccount(ann)).toEqual(done);
    const raced = scriptCrowd({ 'GET /user': user(), 'DELETE /user': nobody });
    expect(await raced.writes.deleteAccount(ann)).toEqual(done);
    const gone = scriptCrowd({ 'GET /user': nobody });
    expect(await gone.writes.deleteAccount(ann)).toEqual(done);
    expect(await gone.writes.updateAccount(ann, { active: false })).toEqual(refused('crowd_user_not_found'));
  });

  it('has attributes set and removed', async () => {
    const { writes, sent } = scriptCrowd({ 'GET /user': user(), 'POST /user/attribute': noContent });
    expect(await writes.setAttributes(ann, new Map([['a', ['1', '2']]]))).toEqual(done);
    expect(sent.at(-1)?.body).toEqual({ attributes: [{ name: 'a', values: ['1', '2'] }] });
    expect(await writes.setAttributes(ann, new Map([['a', ['x'.repeat(256)]]]))).toEqual(
      refused('crowd_value_too_long'),
    );
    expect(await writes.removeAttribute(ann, 'a')).toEqual(done);
    const present = scriptCrowd({
      'GET /user': user([{ name: 'a', values: ['2', '1'] }]),
      'DELETE /user/attribute': noContent,
      'POST /user/attribute': { status: 502 },
    });
    expect(await present.writes.removeAttribute(ann, 'a')).toEqual(done);
    expect(present.sent.at(-1)).toMatchObject({ query: { username: 'ann', attributename: 'a' } });
    expect(await present.writes.setAttributes(ann, new Map([['a', ['1', '2']]]))).toEqual(done);
    expect(await present.writes.setAttributes(ann, new Map([['a', ['3']]]))).toMatchObject({ kind: 'unclear' });
  });

  it('has a password set and a mail sent, and what stays open there stays unclear', async () => {
    const good = scriptCrowd({
      'GET /user': user(),
      'PUT /user/password': noContent,
      'POST /user/mail/password': noContent,
    });
    expect(await good.writes.setPassword(ann, password)).toEqual(done);
    expect(good.sent.at(-1)?.body).toEqual({ value: password });
    expect(await good.writes.mailPasswordReset(ann)).toEqual(done);
    expect(good.sent.at(-1)?.body).toBeUndefined();
    const bad = scriptCrowd({
      'GET /user': user(),
      'PUT /user/password': crowdError(400, 'INVALID_CREDENTIAL'),
      'POST /user/mail/password': crowdError(400, 'INVALID_EMAIL'),
      'DELETE /session': { status: 500 },
    });
    expect(await bad.writes.setPassword(ann, 'x')).toEqual(refused('crowd_password_refused', 400));
    expect(await bad.writes.mailPasswordReset(ann)).toEqual(refused('crowd_no_email', 400));
    expect(await bad.writes.endSessions(ann)).toEqual({ kind: 'unclear', code: 'crowd_error' });
  });

  it('tells by the first write of a kind whether the application may make it', async () => {
    const { reads, writes } = scriptCrowd({
      'GET /user': user(),
      'GET /search': onePage('users', []),
      'PUT /user/password': noContent,
      'DELETE /user': crowdError(403, 'APPLICATION_PERMISSION_DENIED'),
    });
    await writes.setPassword(ann, password);
    await writes.deleteAccount(ann);
    const states = new Map((await reads.abilities()).map((state) => [state.ability, state]));
    expect(states.get('passwords.set')).toMatchObject({ may: 'yes' });
    expect(states.get('accounts.delete')).toMatchObject({ may: 'no', evidence: 'refused with 403' });
    expect(states.get('accounts.create')).toMatchObject({ may: 'untold' });
  });
});
