// Why this user, and why not: asked over the API for anybody of the newest snapshot, in the words of mails and tables.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listUnknown } from '../../sidecar/src/domain/plan/unknown-users.ts';
import type { UserKey, Username } from '../../sidecar/src/domain/user.ts';
import { writeCsv } from '../../sidecar/src/mail/csv.ts';
import type { ReadUser } from '../../sidecar/src/store/snapshots.ts';
import { makePlanInput } from '../contracts/store/given.ts';
import { type ApiHarness, startApi } from './api-harness.ts';

const readAt = '2026-03-02T08:00:00.000Z';

function makeUser(name: string, parts: Partial<ReadUser> = {}): ReadUser {
  const seen = { state: 'seen', kind: 'login', source: 'users.activity', readAt } as const;
  return {
    userKey: `key-${name}` as UserKey,
    username: name as Username,
    displayName: name,
    email: `${name}@example.com`,
    status: 'active',
    activity: { ...seen, at: '2025-10-31T23:30:00.000Z' },
    createdAt: null,
    ...parts,
  };
}

const users = [
  makeUser('mara'),
  makeUser('kept'),
  makeUser('away', { activity: { state: 'unknown', reason: 'not-covered' } }),
  makeUser('off', { status: 'disabled' }),
  makeUser('admin'),
];

let harness: ApiHarness;
beforeAll(async () => {
  harness = await startApi({ env: { UM_TIME_ZONE: 'Europe/Berlin' } });
  const { snapshots } = harness.store;
  const id = await snapshots.begin({ hostId: 'host-1', startedAt: readAt });
  await snapshots.addUsers(id, users, readAt);
  const groups = ['staff', 'keep', 'confluence-administrators'];
  await snapshots.addGroups(
    id,
    groups.map((name) => ({ name, knowledge: 'complete' as const, directMembers: 1, childGroups: [] })),
  );
  await snapshots.addMemberships(id, [
    ...users.map(({ userKey }) => ({ group: 'staff', userKey, direct: true })),
    { group: 'keep', userKey: 'key-kept' as UserKey, direct: true },
    { group: 'confluence-administrators', userKey: 'key-admin' as UserKey, direct: true },
  ]);
  await snapshots.finish(id, { finishedAt: readAt, sources: [] });
  await harness.call('PUT', '/policies/idle', {
    policy: 'idle',
    name: 'Idle',
    criteria: { all: [{ inactiveDays: 90 }, { inGroup: 'staff' }, { status: 'active' }] },
    actions: ['disable'],
    protect: { groups: ['keep'] },
  });
});
afterAll(() => harness.close());

const ask = async (name: string) => (await harness.call('GET', `/policies/idle/why/key-${name}`)).json();
const idle = 'last active 121 days ago (login on 1 Nov 2025), in group staff, active';

describe('why a policy means somebody', () => {
  it('is told with codes and words, and what would be done', async () => {
    expect(await ask('mara')).toMatchObject({
      policyId: 'idle',
      policyVersion: 1,
      user: { userKey: 'key-mara', username: 'mara' },
      verdict: 'yes',
      why: idle,
      answer: `Meant: ${idle}. Would be changed.`,
      trace: { combine: 'all', verdict: 'yes' },
      unknown: [],
      fate: 'planned',
      steps: [{ change: { kind: 'disable' }, disposition: { kind: 'planned' }, words: 'disabled: would be done' }],
    });
  });

  it.each([
    ['kept', 'protected-group', 'protected by a group'],
    ['admin', 'administrator', 'an administrator'],
  ])('names the guard that protects: %s', async (name, guard, words) => {
    expect(await ask(name)).toMatchObject({
      verdict: 'yes',
      answer: `Meant: ${idle}. Left alone: ${words}.`,
      fate: 'refused',
      steps: [{ disposition: { kind: 'refused', guard } }],
    });
  });

  it('says what is not known of somebody who was skipped', async () => {
    const words = 'no source lists their last login (in Confluence: disabled, or without a licence)';
    expect(await ask('away')).toMatchObject({
      verdict: 'unknown',
      answer: `Left alone, because whether the user is meant is not certain: not known: ${words}.`,
      unknown: [{ reason: 'activity-not-covered', words }],
      steps: [{ disposition: { kind: 'refused', guard: 'unknown-activity' } }],
    });
  });

  it('says what keeps somebody from being meant', async () => {
    expect(await ask('off')).toMatchObject({ verdict: 'no', answer: 'Not meant: disabled.', unknown: [] });
  });

  it('stands in the same words with the plan of a run, for each user whom it left out as unknown', async () => {
    const run = (await harness.call('POST', '/policies/idle/runs')).json();
    const unknown = listUnknown();
    for (const name of ['away']) {
      const { user, trace } = await ask(name);
      unknown.add({ ...makeUser(name), ...user, firstSeenAt: readAt, firstSeenDisabledAt: null }, trace);
    }
    const { runs } = harness.store;
    await runs.advance({ runId: run.id, from: 'requested', to: 'reading', at: readAt });
    await runs.advance({ runId: run.id, from: 'reading', to: 'planning', at: readAt, snapshotId: 1 });
    const page = `/runs/${run.id}/unknown`;
    expect((await harness.call('GET', page)).json()).toEqual({ items: [], nextAfter: null });
    await runs.savePlan({ ...makePlanInput(run.id, []), unknown: unknown.all() });
    const answer = (await harness.call('GET', page)).json();
    const { why, unknown: reasons } = await ask('away');
    expect(answer.items).toMatchObject([
      { position: 1, userKey: 'key-away', username: 'away', displayName: 'away', why, unknown: reasons },
    ]);
    expect((await harness.call('GET', `${page}?limit=1`)).json().nextAfter).toBe(1);
    expect((await harness.call('GET', `${page}?after=1`)).json()).toEqual({ items: [], nextAfter: null });
    expect((await harness.call('GET', '/runs/999/unknown')).json().error.code).toBe('run_not_found');
  });

  it('has no answer for a user or a policy that is not there', async () => {
    expect((await ask('nobody')).error.code).toBe('user_not_found');
    const unknown = await harness.call('GET', '/policies/nothing/why/key-mara');
    expect(unknown.json().error.code).toBe('policy_not_found');
  });

  it('is the same in a plan, for the selected and the protected alike, and in the table that mails carry', async () => {
    const { id } = (await harness.call('POST', '/simulations', { policy: 'idle' })).json();
    const { items } = (await harness.call('GET', `/simulations/${id}/entries`)).json();
    expect(items.map(({ username }: { username: string }) => username).sort()).toEqual(['admin', 'kept', 'mara']);
    for (const entry of items) {
      expect(entry.why).toBe((await ask(entry.username)).why);
      const steps = [{ change: { kind: 'disable' }, outcome: null, verification: null }] as const;
      const table = writeCsv({ users: [{ ...entry, steps }] }, harness.config.timeZone);
      expect(table).toContain(`"${entry.why}"`);
    }
  });
});
