// Which answers prove administration, which deny it, and how read-only mode is told.
import { describe, expect, it } from 'vitest';
import { createFakeClient, type FakeAnswer, missingResource, restError } from '../scripted-host.ts';
import { isInReadOnlyMode, readOwnAccount } from './account.ts';

const known: FakeAnswer = { json: { type: 'known', username: 'svc', userKey: 'k1', displayName: 'S' } };

function hostWith(answers: Readonly<Record<string, FakeAnswer>>) {
  const memberships = (names: string[]): FakeAnswer => ({ json: { results: names.map((name) => ({ name })) } });
  const all: Record<string, FakeAnswer> = {
    '/rest/api/user/current': known,
    '/rest/api/user/memberof': memberships(['confluence-users']),
    ...answers,
  };
  return { memberships, http: createFakeClient(({ path }) => all[path] ?? missingResource) };
}

const proofs = ['/rest/api/permissions', '/rest/api/audit', '/rest/license/1.0/license/userCount'] as const;

describe('whom the credentials belong to', () => {
  it.each(proofs)('is an administrator when %s answers', async (path) => {
    const { http } = hostWith({ [path]: { json: [] } });
    expect(await readOwnAccount(http)).toEqual({ userKey: 'k1', username: 'svc' });
  });

  it.each(proofs)('is none when %s is refused', async (path) => {
    for (const status of [401, 403, 404]) {
      const { http } = hostWith({ [path]: restError(status) });
      await expect(readOwnAccount(http)).rejects.toMatchObject({ code: 'host_not_administrator' });
    }
  });

  it('is one by the built-in group where no read tells, and none without it', async () => {
    const { memberships, http } = hostWith({});
    await expect(readOwnAccount(http)).rejects.toMatchObject({ code: 'host_not_administrator' });
    const member = hostWith({ '/rest/api/user/memberof': memberships(['Confluence-Administrators']) });
    expect(await readOwnAccount(member.http)).toMatchObject({ username: 'svc' });
  });

  it('is nobody when Confluence takes us for the anonymous visitor', async () => {
    const { http } = hostWith({ '/rest/api/user/current': { json: { type: 'anonymous', displayName: 'Anonymous' } } });
    await expect(readOwnAccount(http)).rejects.toMatchObject({ code: 'host_unauthorised' });
  });

  it('stays open when a proof fails for another reason', async () => {
    const { http } = hostWith({ '/rest/api/permissions': { status: 500 } });
    await expect(readOwnAccount(http)).rejects.toMatchObject({ code: 'host_error' });
  });
});

describe('read-only mode', () => {
  it.each([
    ['"READ_ONLY"', true],
    ['READ_ONLY', true],
    ['READ_WRITE', false],
  ])('%s: %s', async (text, answer) => {
    expect(await isInReadOnlyMode(createFakeClient(() => ({ text })))).toBe(answer);
  });

  it('is off where there are no access modes, and unknown behind a page', async () => {
    expect(await isInReadOnlyMode(createFakeClient(() => missingResource))).toBe(false);
    const page = createFakeClient(() => ({ text: '<html>log in</html>' }));
    await expect(isInReadOnlyMode(page)).rejects.toMatchObject({ code: 'host_not_json' });
  });
});
