// Who grants a seat by the global permissions, and which answers tell nothing.
import { describe, expect, it } from 'vitest';
import { readLicenceCounts } from '../confluence/licence-counts.ts';
import { createFakeClient, type FakeAnswer, missingResource, restError } from '../scripted-host.ts';
import { openPermissionLicence } from './permissions.ts';

const read = (answer: FakeAnswer) => openPermissionLicence(createFakeClient(() => answer)).read();
const grant = (right: string, displayName: string, type?: string) => {
  const [targetType, operationKey] = right.split('/');
  return {
    operation: { targetType, operationKey },
    subject: type === undefined ? { displayName } : { displayName, type },
  };
};

describe('the global permissions', () => {
  it('name groups and, by display name, people who may use the application, and nobody who takes no seat', async () => {
    const json = [
      grant('application/use', 'confluence-users', 'group'),
      grant('application/use', 'Ada Lovelace', 'known'),
      grant('application/use', 'anonymous', 'anonymous'),
      grant('application/use', 'unlicensed', 'unlicensed'),
      grant('application/administer', 'site-administrators', 'group'),
      grant('space/create', 'creators', 'group'),
    ];
    expect(await read({ json })).toEqual({
      groups: [{ name: 'confluence-users', below: null }],
      users: [],
      displayNames: ['Ada Lovelace'],
    });
  });

  it('tell nothing where Confluence has no such resource', async () => {
    expect(await read(missingResource)).toBeNull();
  });

  it('are not guessed at: a subject of no kind, or a refusal, is a failure', async () => {
    const untyped = { json: [grant('application/use', 'confluence-users')] };
    await expect(read(untyped)).rejects.toMatchObject({ code: 'host_unexpected_shape' });
    await expect(read(restError(403))).rejects.toMatchObject({ code: 'host_not_administrator' });
  });
});

describe("the host's own count", () => {
  const count = (answers: Readonly<Record<string, FakeAnswer>>) =>
    readLicenceCounts(createFakeClient(({ path }) => answers[path.split('/').at(-1) ?? ''] ?? missingResource));

  it.each<[string, unknown, unknown, unknown]>([
    ['bare numbers', 12, 100, 88],
    ['an object with a count', { count: 12 }, { count: 100 }, { count: 88 }],
    ['an object of its own name', { userCount: 12 }, { maxUsers: 100 }, { remainingSeats: 88 }],
  ])('is taken from %s', async (_what, userCount, maxUsers, remainingSeats) => {
    const answers = {
      userCount: { json: userCount },
      maxUsers: { json: maxUsers },
      remainingSeats: { json: remainingSeats },
    };
    expect(await count(answers)).toEqual({ used: 12, most: 100, remaining: 88 });
  });

  it('is not told by another shape, a refusal or an absent resource', async () => {
    const answers = { userCount: { json: { users: 3 } }, maxUsers: restError(403) };
    expect(await count(answers)).toEqual({ used: null, most: null, remaining: null });
  });

  it('has no limit to show where the licence has none', async () => {
    const answers = { userCount: { json: 12 }, maxUsers: { json: -1 }, remainingSeats: { json: -13 } };
    expect(await count(answers)).toEqual({ used: 12, most: null, remaining: null });
  });
});
