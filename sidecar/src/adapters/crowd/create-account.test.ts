// Creating accounts and groups: what is sent, who counts as the same person, and how an open end is settled.
import { describe, expect, it } from 'vitest';
import type { FakeAnswer } from '../scripted-host.ts';
import { type CrowdScript, crowdError, newAnn, onePage, scriptCrowd, wireUser } from './scripted-crowd.ts';

const done = { kind: 'done' };
const nobody = crowdError(404, 'USER_NOT_FOUND');
const refused = (code: string, status: number | null = null) => ({ kind: 'refused', code, status });

describe('a creation', () => {
  const empty = { 'GET /search': onePage('users', []) };
  /** Nobody is there until the account was posted. */
  const appearing = (created: Record<string, unknown>, answer: FakeAnswer = { status: 201 }): CrowdScript => {
    let posted = false;
    return {
      ...empty,
      'GET /user': () => (posted ? { json: created } : nobody),
      'POST /user': () => {
        posted = true;
        return answer;
      },
    };
  };

  it('sends every field with the password and reads back', async () => {
    const { writes, sent, written } = scriptCrowd(appearing(wireUser('ann')));
    expect(await writes.createAccount(newAnn)).toEqual(done);
    expect(written()).toEqual(['POST /user']);
    expect(sent.find(({ method }) => method === 'POST')?.body).toEqual({
      name: 'ann',
      'first-name': 'Ann',
      'last-name': 'Other',
      'display-name': 'Ann Other',
      email: 'ann@example.com',
      active: true,
      password: { value: newAnn.password },
    });
  });

  it('is not called done when the account came about in another directory', async () => {
    const { writes } = scriptCrowd(appearing(wireUser('ann', { key: '2:ann' })));
    expect(await writes.createAccount(newAnn)).toEqual({ kind: 'unclear', code: 'crowd_wrong_directory' });
  });

  it('is done when the same person is there, and refused for somebody else or another state', async () => {
    const there = (fields: Record<string, unknown>) =>
      scriptCrowd({ ...empty, 'GET /user': { json: wireUser('ann', fields) } }).writes.createAccount(newAnn);
    expect(await there({})).toEqual(done);
    for (const fields of [{ email: 'bob@example.com' }, { 'display-name': 'Bob' }, { active: false }]) {
      expect(await there(fields)).toEqual(refused('crowd_name_taken'));
    }
  });

  it('looks again when Crowd does not like the name', async () => {
    const invalid = crowdError(400, 'INVALID_USER');
    const late = scriptCrowd(appearing(wireUser('ann'), invalid));
    expect(await late.writes.createAccount(newAnn)).toEqual(done);
    const never = scriptCrowd({ ...empty, 'GET /user': nobody, 'POST /user': invalid });
    expect(await never.writes.createAccount(newAnn)).toEqual(refused('crowd_user_refused', 400));
    const space = scriptCrowd({});
    expect(await space.writes.createAccount({ ...newAnn, username: 'ann ' })).toEqual(refused('crowd_user_refused'));
    expect(space.sent).toEqual([]);
  });

  it('is settled by reading when Crowd fails: done if the account is there, refused if Crowd itself said so', async () => {
    const failed = crowdError(500, 'OPERATION_FAILED');
    const made = scriptCrowd(appearing(wireUser('ann'), failed));
    expect(await made.writes.createAccount(newAnn)).toEqual(done);
    const script = { ...empty, 'GET /user': nobody };
    const notMade = scriptCrowd({ ...script, 'POST /user': failed });
    expect(await notMade.writes.createAccount(newAnn)).toEqual(refused('crowd_error', 500));
    const proxy = scriptCrowd({ ...script, 'POST /user': { status: 502, text: '<html>' } });
    expect(await proxy.writes.createAccount(newAnn)).toEqual({ kind: 'unclear', code: 'crowd_error' });
    expect(proxy.written()).toEqual(['POST /user']);
  });

  it('of a group says its type, and is done when the group is there', async () => {
    const missing = { ...empty, 'GET /group': crowdError(404, 'GROUP_NOT_FOUND') };
    const fresh = scriptCrowd({ ...missing, 'POST /group': { status: 201 } });
    expect(await fresh.writes.ensureGroup({ name: 'staff', description: 'all' })).toEqual(done);
    expect(fresh.sent.at(-1)?.body).toEqual({ name: 'staff', type: 'GROUP', description: 'all', active: true });
    const there = scriptCrowd({ ...empty, 'GET /group': { json: { name: 'Staff' } } });
    expect(await there.writes.ensureGroup({ name: 'staff', description: '' })).toEqual(done);
    expect(there.written()).toEqual([]);
    const invalid = scriptCrowd({ ...missing, 'POST /group': crowdError(400, 'INVALID_GROUP') });
    expect(await invalid.writes.ensureGroup({ name: 'st', description: '' })).toEqual(
      refused('crowd_group_refused', 400),
    );
  });
});
