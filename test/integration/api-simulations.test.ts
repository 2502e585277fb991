// Simulations over the API: made against the newest snapshot, kept, compared with plans, policies and lists of others.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UserKey, Username, UserStatus } from '../../sidecar/src/domain/user.ts';
import { sentenceOf } from '../../sidecar/src/errors.ts';
import { type ApiHarness, startApi } from './api-harness.ts';

let harness: ApiHarness;

beforeAll(async () => {
  harness = await startApi();
});
afterAll(() => harness.close());

const names = ['amy', 'bob', 'eve', 'joe', 'zoe'];

async function takeSnapshot(disabled: readonly string[] = []): Promise<number> {
  const { snapshots } = harness.store;
  const readAt = harness.now();
  const id = await snapshots.begin({ hostId: 'host-1', startedAt: readAt });
  const users = [...names, 'um-service'].map((name) => ({
    userKey: (name === 'um-service' ? 'key-service' : `key-${name}`) as UserKey,
    username: name as Username,
    displayName: name.toUpperCase(),
    email: `${name}@example.com`,
    status: (disabled.includes(name) ? 'disabled' : 'active') as UserStatus,
    activity: { state: 'unknown' as const, reason: 'no-source' as const },
    createdAt: null,
  }));
  await snapshots.addUsers(id, users, readAt);
  const groups = ['parked', 'staff', 'confluence-administrators'].map((name) => ({
    name,
    knowledge: 'complete' as const,
    directMembers: 0,
    childGroups: [],
  }));
  await snapshots.addGroups(id, groups);
  const sources = [{ source: 'groups.list', state: 'complete' as const, reason: null, count: 2, readAt }];
  await snapshots.finish(id, { finishedAt: readAt, sources });
  return id;
}

function policyOf(id: string, usernames: readonly string[], parts: object = {}): object {
  return { policy: id, name: id, criteria: { username: usernames }, actions: ['disable'], ...parts };
}

async function save(id: string, usernames: readonly string[], parts: object = {}): Promise<void> {
  expect((await harness.call('PUT', `/policies/${id}`, policyOf(id, usernames, parts))).statusCode).toBe(200);
}

async function simulate(payload: object) {
  const response = await harness.call('POST', '/simulations', payload);
  expect([response.statusCode, response.body]).toEqual([201, expect.any(String)]);
  return response.json();
}

async function read(path: string) {
  return (await harness.call('GET', path)).json();
}

describe('a simulation', () => {
  it('needs a snapshot, and either a policy in use or an edited one', async () => {
    await save('idle', ['amy', 'bob', 'um-service']);
    const before = await harness.call('POST', '/simulations', { policy: 'idle' });
    expect([before.statusCode, before.json().error.code]).toEqual([409, 'no_snapshot']);
    await takeSnapshot(['bob']);
    for (const payload of [{}, { policy: 'idle', definition: policyOf('idle', ['amy']) }]) {
      const response = await harness.call('POST', '/simulations', payload);
      expect([response.statusCode, response.json().error.code]).toEqual([400, 'bad_request']);
    }
    const unknown = await harness.call('POST', '/simulations', { policy: 'unheard-of' });
    expect([unknown.statusCode, unknown.json().error.code]).toEqual([404, 'policy_not_found']);
    const faulty = await harness.call('POST', '/simulations', { definition: policyOf('idle', [], { actions: [] }) });
    expect([faulty.statusCode, faulty.json().error.code]).toEqual([422, 'policy_invalid']);
  });

  it('is a plan with digest, figures, and each user before and after with the reasons, and asks for no run', async () => {
    const simulation = await simulate({ policy: 'idle' });
    expect(simulation).toMatchObject({
      policyId: 'idle',
      policyVersion: 1,
      madeBy: 'ada',
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      summary: { usersRead: 6, matched: 3, planned: 1, already: 1, refused: 1 },
      refusals: [],
    });
    const { items } = await read(`/simulations/${simulation.id}/entries`);
    expect(items).toMatchObject([
      {
        username: 'amy',
        fate: 'planned',
        before: { status: 'active' },
        after: { status: 'disabled' },
        trace: { leaf: 'username', verdict: 'yes' },
        steps: [{ change: { kind: 'disable' }, disposition: { kind: 'planned' } }],
      },
      { username: 'bob', fate: 'already', before: { status: 'disabled' }, after: { status: 'disabled' } },
      { username: 'um-service', fate: 'refused', after: { status: 'active' } },
    ]);
    expect((await read(`/simulations/${simulation.id}/entries?fate=refused`)).items).toHaveLength(1);
    expect(await read(`/simulations/${simulation.id}`)).toEqual(simulation);
    expect((await read('/simulations?policy=idle')).items).toMatchObject([{ id: simulation.id }]);
    expect((await read('/runs')).items).toEqual([]);
    expect(harness.woken.includes('runner')).toBe(false);
  });

  it('of an edited policy is not saved as a version, and says what limits would hold a live run', async () => {
    const edited = policyOf('idle', ['*'], { limits: { maxUsers: 2 } });
    const simulation = await simulate({ definition: edited });
    expect(simulation).toMatchObject({ policyVersion: null, refusals: [{ guard: 'user-count' }] });
    expect(await read('/policies/idle')).toMatchObject({
      version: 1,
      definition: { criteria: { username: ['amy', 'bob', 'um-service'] } },
    });
  });

  it('says which abilities the policy must do without at this Confluence, and what would help', async () => {
    const definition = policyOf('idle', ['amy'], { actions: ['delete'] });
    const simulation = await simulate({ definition });
    expect(simulation.missing).toEqual([{ code: 'host_changes_absent', message: sentenceOf('host_changes_absent') }]);
    expect((await read(`/simulations/${simulation.id}`)).missing).toEqual(simulation.missing);
    expect((await simulate({ policy: 'idle' })).missing).toEqual([]);
  });

  it('is not found once it is forgotten', async () => {
    const response = await harness.call('GET', '/simulations/999');
    expect([response.statusCode, response.json().error.code]).toEqual([404, 'simulation_not_found']);
  });
});

describe('the difference of plans', () => {
  it('names newcomers, leavers and changed actions from a policy to its edited form', async () => {
    const left = await simulate({ definition: policyOf('edited', ['amy', 'eve', 'joe']) });
    const actions = [{ addToGroups: ['parked'] }];
    const right = await simulate({ definition: policyOf('edited', ['eve', 'joe', 'zoe'], { actions }) });
    const diff = await read(`/plans/diff?left=simulation:${left.id}&right=simulation:${right.id}`);
    expect(diff.counts).toEqual({ left: 3, right: 3, newcomers: 1, leavers: 1, changed: 2, same: 0 });
    expect(diff.items.map(({ kind, username }: { kind: string; username: string }) => [kind, username])).toEqual([
      ['leaver', 'amy'],
      ['changed', 'eve'],
      ['changed', 'joe'],
      ['newcomer', 'zoe'],
    ]);
    const [first] = (
      await read(`/plans/diff?left=simulation:${left.id}&right=simulation:${right.id}&kind=changed&limit=1`)
    ).items;
    expect(first).toMatchObject({
      username: 'eve',
      dropped: [{ change: { kind: 'disable' } }],
      added: [{ change: { kind: 'add-to-group' } }],
    });
    const itself = await read(`/plans/diff?left=simulation:${left.id}&right=simulation:${left.id}`);
    expect(itself).toMatchObject({ items: [], counts: { same: 3 } });
  });

  it('takes a run by its number, or the last run of a policy that made a plan', async () => {
    const simulation = await simulate({ policy: 'idle' });
    const run = (await harness.call('POST', '/policies/idle/runs')).json();
    await harness.store.runs.advance({ runId: run.id, from: 'requested', to: 'planning', at: harness.now() });
    const entries = await harness.store.simulations.entries({ simulationId: simulation.id, after: 0, limit: 10 });
    const plan = {
      snapshotId: 1,
      usersRead: 6,
      entries: entries.slice(1),
      unknownByReason: {},
      unknownUsers: 0,
      seats: null,
    };
    await harness.store.runs.savePlan({
      runId: run.id,
      plan,
      people: plan.entries.map(() => ({ salt: 's', hash: 'h', displayName: 'X' })),
      digest: 'digest',
      refusals: [],
      madeAt: harness.now(),
      to: 'executing',
    });
    for (const left of [`run:${run.id}`, 'last-run:idle']) {
      expect(await read(`/plans/diff?left=${left}&right=simulation:${simulation.id}`)).toMatchObject({
        left: `run:${run.id}`,
        counts: { newcomers: 1, leavers: 0, changed: 0, same: 2 },
      });
    }
    expect((await read(`/runs/${run.id}/entries`)).items[0]).toMatchObject({ after: { status: 'disabled' } });
  });

  it('is refused for plans that are not there, and for names nobody gives to plans', async () => {
    for (const [left, code] of [
      ['run:999', 'plan_not_found'],
      ['last-run:unheard-of', 'plan_not_found'],
      ['simulation:999', 'simulation_not_found'],
      ['plan:1', 'bad_request'],
    ]) {
      expect((await read(`/plans/diff?left=${left}&right=simulation:1`)).error.code).toBe(code);
    }
  });
});

describe('all policies together', () => {
  it('are told on the first page as nothing before they were simulated together', async () => {
    expect(await read('/overview/all-policies')).toEqual({ made: null });
  });

  it('show who is claimed by which and why, in the order of precedence, and where they conflict', async () => {
    await save('parking', ['amy', 'eve'], { precedence: 10, actions: [{ addToGroups: ['parked'] }] });
    const response = await harness.call('POST', '/simulations/all');
    expect(response.statusCode).toBe(201);
    const set = response.json();
    expect(set.policies).toMatchObject([
      { precedence: 10, owned: 2, simulation: { policyId: 'parking' } },
      { precedence: 100, owned: 0, simulation: { policyId: 'idle' } },
    ]);
    expect(set.counts).toEqual({ users: 4, severallyClaimed: 1, conflicting: 1 });
    expect(await read(`/simulations/all/${set.id}`)).toEqual(set);
    const { items } = await read(`/simulations/all/${set.id}/users?only=conflicting`);
    expect(items).toMatchObject([
      {
        username: 'amy',
        owner: 'parking',
        claims: [
          { policyId: 'parking', fate: 'planned', trace: { leaf: 'username', verdict: 'yes' } },
          { policyId: 'idle', fate: 'planned' },
        ],
        conflicts: [{ kind: 'access-taken-and-given', policies: ['parking', 'idle'] }],
      },
    ]);
    const page = await read(`/simulations/all/${set.id}/users?limit=3`);
    expect([page.items.length, page.nextAfter]).toEqual([3, 3]);
    expect((await read(`/simulations/all/${set.id}/users?limit=3&after=3`)).nextAfter).toBeNull();
    const { made } = await read('/overview/all-policies');
    expect(made).toMatchObject({ setId: set.id, madeAt: set.madeAt, madeBy: 'ada', seats: null, policies: 2 });
    expect([made.users, made.freed + made.taken]).toEqual([made.unknown, 0]);
    expect((await read('/simulations/all/999')).error.code).toBe('simulation_not_found');
    expect((await read('/simulations/all/999/users')).error.code).toBe('simulation_not_found');
  });
});

describe("a comparison with another tool's list", () => {
  it('finds users by name, e-mail address or key, and says who stands in one list alone', async () => {
    const { id } = await simulate({ definition: policyOf('compared', ['amy', 'bob', 'eve', 'joe']) });
    const csv =
      '\ufeffFull name;E-mail;Username\r\nX;AMY@example.com;\r\nX;;Eve\r\nX;;key-zoe\r\nX;;"some; body"\r\nX;;amy\r\nX;;bob\r\n';
    const compared = (await harness.call('POST', `/simulations/${id}/compare`, { csv })).json();
    expect(compared).toMatchObject({
      counts: { rows: 6, onlyTheirs: 2, onlyOurs: 1, both: 2, unmatched: 1, repeated: 1 },
      columns: ['Username', 'E-mail'],
      onlyTheirs: [
        { username: 'zoe', ours: 'not-selected' },
        { username: 'bob', ours: 'already' },
      ],
      onlyOurs: [{ username: 'joe' }],
      unmatched: [{ line: 5, text: 'X, , some; body' }],
    });
    const plain = (await harness.call('POST', `/simulations/${id}/compare`, { csv: 'amy\nnobody\n' })).json();
    expect(plain.counts).toMatchObject({ rows: 2, both: 1, unmatched: 1 });
  });

  it('is refused where no column names users, and where quotes never end', async () => {
    const { id } = await simulate({ policy: 'idle' });
    for (const csv of ['colour,size\nred,1\n', 'username\n"amy\n']) {
      const response = await harness.call('POST', `/simulations/${id}/compare`, { csv });
      expect([response.statusCode, response.json().error.code]).toEqual([422, 'name_list_unreadable']);
    }
    const unclosed = await harness.call('POST', `/simulations/${id}/compare`, { csv: 'username\namy\n"bob\n' });
    expect(unclosed.json().error.details).toMatchObject([
      { line: 3, message: expect.stringContaining('never closed') },
    ]);
  });
});
