// Erasing one person over the API and the command line's road: refused while it would come back or be missed, else told what went.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Username } from '../../sidecar/src/domain/user.ts';
import type { ReadUser } from '../../sidecar/src/store/snapshots.ts';
import { makeUser } from '../contracts/store/given.ts';
import { type ApiHarness, startApi } from './api-harness.ts';

let harness: ApiHarness;
beforeAll(async () => {
  harness = await startApi();
});
afterAll(() => harness.close());

async function read(users: readonly ReadUser[]): Promise<void> {
  const { snapshots } = harness.store;
  const id = await snapshots.begin({ hostId: 'host-1', startedAt: harness.now() });
  await snapshots.addUsers(id, users, harness.now());
  await snapshots.finish(id, { finishedAt: harness.now(), sources: [] });
}

async function erase(user: string) {
  const response = await harness.call('POST', '/erasures', { user });
  return { status: response.statusCode, body: response.json() };
}

it('is refused for nobody, for oneself, and for whom Confluence still shows as active', async () => {
  await read([makeUser('mara'), makeUser('bob')]);
  expect(await erase('nobody')).toMatchObject({ status: 404, body: { error: { code: 'person_not_known' } } });
  expect(await erase('ada')).toMatchObject({ status: 409, body: { error: { code: 'person_is_yourself' } } });
  expect(await erase('mara')).toMatchObject({ status: 409, body: { error: { code: 'person_still_active' } } });
});

it('is refused by a name that several accounts have had, with their keys, and done by one of these', async () => {
  const name = { username: 'jsmith' as Username, status: 'disabled' } as const;
  await read([makeUser('old-smith', name)]);
  await read([makeUser('new-smith', name)]);
  const { status, body } = await erase('jsmith');
  expect([status, body.error.code]).toEqual([409, 'person_ambiguous']);
  expect(body.error.details.map(({ path }: { path: string }) => path)).toEqual([
    'users/key-new-smith',
    'users/key-old-smith',
  ]);
  const erased = await erase('key-old-smith');
  expect(erased.status).toBe(201);
  expect(erased.body.remains.map(({ code }: { code: string }) => code)).toContain('name-of-another');
});

it('tells by table what went, and what remains and why, and leaves a line of who asked', async () => {
  harness.advance(1_000);
  await read([makeUser('mara', { status: 'disabled' }), makeUser('bob')]);
  const exemption = { subject: 'group', name: 'staff', userKey: null, owner: 'bob', reason: 'Mara asked.' } as const;
  const times = { addedAt: harness.now(), addedBy: 'bob', endsAt: '2099-01-01T00:00:00.000Z' };
  const { id } = await harness.store.exemptions.add({ ...exemption, ...times });
  const { status, body } = await erase('Mara');
  expect(status).toBe(201);
  expect(body.rows).toEqual({ snapshot_users: 2, exemptions: 1 });
  expect(body.reasons).toEqual({ runs: [], exemptions: [id] });
  const pseudonym = `erased-${body.personHash.slice(0, 12)}`;
  expect((await harness.store.exemptions.get(id))?.reason).toBe(`${pseudonym} asked.`);
  const codes = body.remains.map(({ code }: { code: string }) => code);
  expect(codes).toEqual(['salted-hashes', 'person-hash', 'user-key', 'still-listed', 'free-text', 'elsewhere']);
  const [last] = await harness.store.audit.list({ limit: 1, before: null });
  expect(last).toMatchObject({ actor: 'ada', event: 'person.erased', details: { person: body.personHash } });
  const { items } = (await harness.call('GET', '/users?limit=10')).json();
  expect(JSON.stringify(items)).not.toContain('mara@');
  expect(JSON.stringify(items)).toContain('bob@example.com');
});

it('takes nobody for oneself who had one’s name before, and leaves what stands under that name alone', async () => {
  const before = { username: 'ada' as Username, status: 'disabled', displayName: 'The First Ada' } as const;
  await read([makeUser('former', before), makeUser('bob')]);
  await harness.store.audit.append({ at: harness.now(), actor: 'ada', event: 'policy.saved', details: {} });
  const { status, body } = await erase('key-former');
  expect([status, body.error]).toEqual([201, undefined]);
  expect(body.remains.map(({ code }: { code: string }) => code)).toContain('name-of-another');
  const [erased, saved] = await harness.store.audit.list({ limit: 2, before: null });
  expect([erased, saved]).toMatchObject([
    { event: 'person.erased', actor: 'ada' },
    { event: 'policy.saved', actor: 'ada' },
  ]);
  expect(await erase('key-ada')).toMatchObject({ body: { error: { code: 'person_is_yourself' } } });
});

it('asks for credentials given just now', async () => {
  harness.advance(11 * 60_000);
  expect(await erase('bob')).toMatchObject({ status: 403, body: { error: { code: 'proof_needed' } } });
});
