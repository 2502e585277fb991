// What the store promises of tokens for the API: found by their hash while they hold, never by anything else.
import { expect, it } from 'vitest';
import { type Given, later, noon } from './given.ts';

const owner = { userKey: 'key-ada', username: 'ada', displayName: 'Ada' };
const wanted = { hash: 'a1', name: 'Export', role: 'auditor', owner, createdAt: noon, expiresAt: later(60) } as const;

export function describeApiTokens(given: () => Given): void {
  it('finds a token by its hash until it expires or is revoked', async () => {
    const { apiTokens } = given().store;
    const made = await apiTokens.add(wanted, 5);
    expect(made).toMatchObject({ name: 'Export', owner, lastUsedAt: null, revokedAt: null });
    expect(await apiTokens.find('a1', later(59))).toEqual(made);
    expect(await apiTokens.find('a2', noon)).toBeNull();
    expect(await apiTokens.find('a1', later(60))).toBeNull();
    expect(await apiTokens.revoke({ id: made?.id ?? 0, by: 'bob', at: later(1) })).toMatchObject({ revokedBy: 'bob' });
    expect(await apiTokens.revoke({ id: made?.id ?? 0, by: 'eve', at: later(2) })).toMatchObject({
      revokedAt: later(1),
      revokedBy: 'bob',
    });
    expect(await apiTokens.find('a1', later(3))).toBeNull();
    expect(await apiTokens.revoke({ id: 99, by: 'bob', at: noon })).toBeNull();
  });

  it('notes who took a token back, by which other token, and whose it was', async () => {
    const { apiTokens, audit } = given().store;
    const made = await apiTokens.add(wanted, 5);
    const id = made?.id ?? 0;
    await apiTokens.revoke({ id, by: 'bob', byToken: 7, at: later(1) });
    const noted = {
      event: 'token.revoked',
      actor: 'bob',
      byToken: 7,
      about: 'ada',
      details: { token: id, byToken: 7 },
    };
    expect(await audit.list({ limit: 1, before: null })).toMatchObject([noted]);
  });

  it('counts only those that hold towards the most there may be', async () => {
    const { apiTokens } = given().store;
    await apiTokens.add(wanted, 1);
    expect(await apiTokens.add({ ...wanted, hash: 'a2', createdAt: later(1) }, 1)).toBeNull();
    expect(
      await apiTokens.add({ ...wanted, hash: 'a2', createdAt: later(61), expiresAt: later(90) }, 1),
    ).not.toBeNull();
  });

  it('notes the last use to the minute', async () => {
    const { apiTokens } = given().store;
    const made = await apiTokens.add(wanted, 5);
    const lastUse = async () => (await apiTokens.list({ limit: 1, before: null }))[0]?.lastUsedAt;
    await apiTokens.noteUse(made?.id ?? 0, later(1));
    await apiTokens.noteUse(made?.id ?? 0, later(1.5));
    expect(await lastUse()).toBe(later(1));
    await apiTokens.noteUse(made?.id ?? 0, later(2));
    expect(await lastUse()).toBe(later(2));
  });

  it('forgets tokens that have been over for long, and keeps those that hold', async () => {
    const { store } = given();
    await store.apiTokens.add(wanted, 5);
    await store.apiTokens.add({ ...wanted, hash: 'a2', name: 'Young', expiresAt: later(900) }, 5);
    const before = later(100);
    await store.retention.erase({ imagesBefore: before, unknownBefore: before, keptDays: 90, at: later(200) });
    expect((await store.apiTokens.list({ limit: 5, before: null })).map(({ name }) => name)).toEqual(['Young']);
  });
}
