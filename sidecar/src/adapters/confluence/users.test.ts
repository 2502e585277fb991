// A user as Confluence writes them: the status words, and when there is no such user.
import { describe, expect, it } from 'vitest';
import type { UserKey } from '../../domain/user.ts';
import { createFakeClient, type FakeAnswer, restError } from '../scripted-host.ts';
import { readUserByKey } from './read.ts';
import { statusOf } from './users.ts';

describe('the status of a user', () => {
  it.each([
    [{ status: 'current' }, 'active'],
    [{ type: 'known', status: 'deactivated' }, 'disabled'],
    [{ status: 'Active' }, 'unknown'],
    [{ status: 'unlicensed' }, 'unknown'],
    [{ status: true }, 'unknown'],
    [{ status: null }, 'unknown'],
    [{}, 'unknown'],
    [{ type: 'unknown', status: 'current' }, 'unknown'],
  ] as const)('of %j is %s', (user, status) => {
    expect(statusOf(user)).toBe(status);
  });
});

describe('reading one user', () => {
  const read = (answer: FakeAnswer) =>
    readUserByKey(
      createFakeClient(() => answer),
      'k' as UserKey,
    );
  const ann = { type: 'known', username: 'ann', userKey: 'k', status: 'current' };

  it('gives the user, named by the username where there is no display name', async () => {
    expect(await read({ json: { ...ann, _links: {} } })).toEqual({
      userKey: 'k',
      username: 'ann',
      displayName: 'ann',
      status: 'active',
    });
  });

  it('gives null for a key nobody has, and for somebody who is in no directory any more', async () => {
    expect(await read(restError(404))).toBeNull();
    expect(await read({ json: { ...ann, type: 'unknown' } })).toBeNull();
  });

  it('never takes a missing resource, a page or another shape for a missing user', async () => {
    await expect(read({ status: 404, text: '<html>' })).rejects.toMatchObject({ code: 'host_capability_absent' });
    await expect(read({ text: '<html>' })).rejects.toMatchObject({ code: 'host_not_json' });
    await expect(read({ json: { type: 'known', username: 'ann' } })).rejects.toMatchObject({
      code: 'host_unexpected_shape',
    });
  });
});
