// The last contribution of a user, asked of Confluence's search: only what is provably theirs counts.
import { describe, expect, it } from 'vitest';
import type { UserKey, Username } from '../../domain/user.ts';
import { createFakeClient, missingResource } from '../scripted-host.ts';
import { openContributions } from './contribution.ts';

const mara = { userKey: 'key-mara' as UserKey, username: 'mara' as Username };
const by = (userKey: string, when: string) => ({ by: { userKey }, when });
const page = (history: object) => ({ id: '1', type: 'page', history });

async function ask(results: object[], user = mara) {
  const client = createFakeClient(() => ({ json: { results } }));
  return { at: await openContributions(client.send).lastOf(user), sent: client.sent };
}

describe('the last contribution', () => {
  it('is the latest that the user created or changed, whoever else changed more', async () => {
    const { at, sent } = await ask([
      page({ lastUpdated: by('key-li', '2026-03-01T00:00:00.000Z'), createdBy: { userKey: 'key-li' } }),
      page({ createdBy: { userKey: 'key-mara' }, createdDate: '2026-01-05T10:00:00.000+01:00' }),
      page({ lastUpdated: by('key-mara', '2025-12-01T00:00:00.000Z') }),
    ]);
    expect(at).toBe('2026-01-05T09:00:00.000Z');
    expect(sent[0]?.query).toMatchObject({ cql: 'contributor = "mara" order by lastmodified desc' });
  });

  it('goes by the user key where it is told, else by the name', async () => {
    const old = page({ lastUpdated: { by: { username: 'MARA' }, when: '2026-01-01T00:00:00Z' } });
    expect((await ask([old])).at).toBe('2026-01-01T00:00:00.000Z');
    const namesake = page({
      lastUpdated: { by: { username: 'mara', userKey: 'other' }, when: '2026-01-01T00:00:00Z' },
    });
    expect((await ask([namesake])).at).toBeNull();
  });

  it('cannot be led elsewhere by a name', async () => {
    const { sent } = await ask([], { ...mara, username: 'a" or type = "page\\' as Username });
    expect(sent[0]?.query?.cql).toBe('contributor = "a\\" or type = \\"page\\\\" order by lastmodified desc');
  });

  it.each([
    ['is refused', { status: 401 }, 'host_unauthorised'],
    ['wants a person', { status: 403, headers: { 'x-seraph-loginreason': 'AUTHENTICATION_DENIED' } }, 'host_captcha'],
  ])('is not taken for nothing where our own sign-in %s', async (_, answer, code) => {
    const client = createFakeClient(() => answer);
    await expect(openContributions(client.send).lastOf(mara)).rejects.toMatchObject({ code });
  });

  it('is nothing where the search fails, and is not asked again where it is missing', async () => {
    const failing = createFakeClient(() => ({ status: 500 }));
    expect(await openContributions(failing.send).lastOf(mara)).toBeNull();
    const missing = createFakeClient(() => missingResource);
    const contributions = openContributions(missing.send);
    expect([await contributions.lastOf(mara), await contributions.lastOf(mara)]).toEqual([null, null]);
    expect(missing.sent).toHaveLength(1);
  });
});
