// Policies as text over real HTTP: written out, read as drafts without being saved, taken in all together or not at all.
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PolicyDefinition, PolicyId } from '../../sidecar/src/domain/policy.ts';
import { type ApiHarness, api, signIn, startApi } from './api-harness.ts';

let harness: ApiHarness;
let ask: (method: string, path: string, body?: object) => Promise<{ status: number; type: string; text: string }>;

beforeAll(async () => {
  harness = await startApi();
  await harness.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = harness.app.server.address() as AddressInfo;
  const headers = await signIn(harness.send);
  ask = async (method, path, body) => {
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`http://127.0.0.1:${port}${api}${path}`, {
      method,
      headers: { ...headers, 'content-type': 'application/json' },
      ...json,
    });
    return { status: answer.status, type: answer.headers.get('content-type') ?? '', text: await answer.text() };
  };
  const { snapshots } = harness.store;
  const id = await snapshots.begin({ hostId: 'host-1', startedAt: harness.now() });
  const groups = ['keepers', 'wiki-admins', 'wiki-users'].map((name) => {
    return { name, knowledge: 'complete', directMembers: 0, childGroups: [] } as const;
  });
  await snapshots.addGroups(id, groups);
  await snapshots.finish(id, { finishedAt: harness.now(), sources: [] });
});
afterAll(() => harness.close());

const idle = `# Whoever has left without saying so.
policy: idle
name: Idle users
schedule:
  cron: 30 2 * * SUN
  zone: Europe/Berlin
criteria:
  all:
    - inactiveDays: 90
    - not: { inGroup: keepers }
stages:
  - { name: warned, afterDays: 0, warn: { ask: the wiki team } }
  - { name: without a seat, afterDays: 14, actions: [takeLicence] }
  - { name: disabled, afterDays: 30, actions: [disable] }
`;
const gone = `policy: gone
name: Gone users
criteria: { disabledDays: 365 }
actions: [{ removeFromGroups: [wiki-users] }]
`;

const list = async () => JSON.parse((await ask('GET', '/policies')).text).items;
const readDraft = async (body: object) => JSON.parse((await ask('POST', '/policy-drafts', body)).text);

describe('a draft', () => {
  it('is read from text and told back as an object and as text that says the same, and nothing is saved', async () => {
    const first = await readDraft({ text: idle });
    expect(first).toMatchObject({
      faults: [],
      warnings: [],
      definition: { policy: 'idle', limits: { maxPercent: 5 } },
    });
    const second = await readDraft({ definition: first.definition });
    expect(second).toEqual(first);
    expect(await readDraft({ text: first.text })).toEqual(first);
    expect(await list()).toEqual([]);
  });

  it('shows its next five runs, with what the change of clocks does to them', async () => {
    const { nextRuns } = await readDraft({ text: idle });
    expect(nextRuns).toHaveLength(5);
    expect(nextRuns[3]).toMatchObject({
      localTime: '2026-03-29T02:30',
      zone: 'Europe/Berlin',
      notes: [{ kind: 'clock-goes-forward' }, { kind: 'skipped-local-time' }],
    });
    expect((await readDraft({ text: gone })).nextRuns).toEqual([]);
  });

  it('with faults names each with its line and column in a text, and with its place in an object', async () => {
    const text = idle.replace('inactiveDays: 90', 'inactivDays: 90').replace('afterDays: 14', 'afterDays: 0');
    expect(await readDraft({ text })).toMatchObject({
      definition: null,
      text: null,
      faults: [
        { path: 'criteria.all[0].inactivDays', line: 9, column: 7, message: expect.stringContaining('inactiveDays') },
        { path: 'stages[1].afterDays', line: 13 },
      ],
    });
    const [fault] = (await readDraft({ definition: { policy: 'idle', name: 'Idle' } })).faults;
    expect(fault).toEqual({ path: 'criteria', message: 'is missing' });
  });

  it('that names a group that does not exist is readable all the same, and says so', async () => {
    const text = idle.replace('keepers', 'keeper');
    expect(await readDraft({ text })).toMatchObject({
      definition: { policy: 'idle' },
      faults: [{ line: 10, message: expect.stringContaining('"keepers"') }],
    });
  });

  it('comes in one form, not in both and not in none', async () => {
    for (const body of [{}, { text: idle, definition: {} }]) {
      expect((await ask('POST', '/policy-drafts', body)).status).toBe(400);
    }
  });
});

describe('files of policies', () => {
  const files = [
    { name: 'team.yaml', text: `${idle}---\n${gone}` },
    { name: 'more.yaml', text: gone.replaceAll('gone', 'later').replace('365', '730') },
  ];
  const check = async (given: object) => JSON.parse((await ask('POST', '/policy-files/check', given)).text).items;

  it('are checked first: what is new, and every fault with its file, line and column', async () => {
    const broken = [...files, { name: 'bad.yaml', text: `${gone.replace('wiki-users', 'wiki-user')}---\nname: X\n` }];
    const items = await check({ files: broken });
    expect(items.map(({ file, id, becomes }: Record<string, string>) => [file, id, becomes])).toEqual([
      ['team.yaml', 'idle', 'new'],
      ['team.yaml', 'gone', 'new'],
      ['more.yaml', 'later', 'new'],
      ['bad.yaml', 'gone', 'refused'],
      ['bad.yaml', null, 'refused'],
    ]);
    expect(items[3].faults).toMatchObject([
      { path: 'policy', line: 1, message: 'stands in team.yaml already; every policy needs its own name' },
      { line: 4, message: expect.stringContaining('"wiki-users"') },
    ]);
    expect(items[4].faults[0]).toMatchObject({ path: 'policy', message: 'is missing' });
  });

  it('with a single fault are all left out, and each fault names its file', async () => {
    const broken = [...files, { name: 'bad.yaml', text: 'name: X\n' }];
    const answer = await ask('POST', '/policy-files', { files: broken });
    expect(answer.status).toBe(422);
    expect(JSON.parse(answer.text).error).toMatchObject({
      code: 'policy_invalid',
      details: expect.arrayContaining([{ path: 'bad.yaml policy', message: 'is missing', line: 1, column: 1 }]),
    });
    expect(await list()).toEqual([]);
  });

  it('are taken in together, in test mode, each noted with who did it', async () => {
    const answer = await ask('POST', '/policy-files', { files, over: { idle: null, gone: null, later: null } });
    expect([answer.status, JSON.parse(answer.text).items]).toEqual([
      200,
      ['gone', 'idle', 'later'].map((id) => ({ id, version: 1, changed: true, mode: 'test' })),
    ]);
    expect((await list()).map(({ id, origin }: Record<string, unknown>) => [id, origin])).toEqual(
      ['gone', 'idle', 'later'].map((id) => [id, { kind: 'api', by: 'ada' }]),
    );
    const noted = await harness.store.audit.list({ limit: 3, before: null });
    expect(noted.map(({ event, actor }) => [event, actor])).toEqual([1, 2, 3].map(() => ['policy.saved', 'ada']));
  });

  it('are written out again, one policy or all, and read back as the same', async () => {
    const one = await ask('GET', '/policies/idle/yaml');
    expect([one.status, one.type]).toEqual([200, 'application/yaml; charset=utf-8']);
    expect(one.text).toMatch(/^policy: idle\nname: Idle users\nschedule:\n {2}cron: 30 2 \* \* SUN\n/);
    const all = await ask('GET', '/policy-files');
    expect(all.text).toContain(one.text);
    const items = await check({ files: [{ name: 'policies.yaml', text: all.text }] });
    expect(items.map(({ id, becomes, version }: Record<string, unknown>) => [id, becomes, version])).toEqual(
      ['gone', 'idle', 'later'].map((id) => [id, 'same', 1]),
    );
    expect((await ask('GET', '/policies/unheard-of/yaml')).status).toBe(404);
  });

  it('are left out where somebody saved one of them after it was looked at', async () => {
    const changed = files.map(({ name, text }) => ({ name, text: text.replaceAll(' users', ' people') }));
    const items = await check({ files: changed });
    expect(items.map(({ becomes, mode }: Record<string, unknown>) => [becomes, mode])).toEqual([
      ['changed', 'test'],
      ['changed', 'test'],
      ['changed', 'test'],
    ]);
    const meanwhile = await readDraft({ text: gone.replace('Gone users', 'Gone for a year') });
    expect((await ask('PUT', '/policies/gone', meanwhile.definition)).status).toBe(200);
    const answer = await ask('POST', '/policy-files', { files: changed, over: { idle: 1, gone: 1, later: 1 } });
    expect([answer.status, JSON.parse(answer.text).error]).toMatchObject([
      409,
      { code: 'policy_overtaken', details: [{ path: 'gone', message: 'is at version 2 now' }] },
    ]);
    expect((await list()).map(({ version }: { version: number }) => version)).toEqual([2, 1, 1]);
  });

  it('say nothing of a policy that is managed by a file on the server', async () => {
    const definition: PolicyDefinition = {
      policy: 'kept' as PolicyId,
      name: 'Kept',
      criteria: { status: 'disabled' },
      actions: ['delete'],
      limits: { maxPercent: 5, snapshotMaxAgeHours: 24 },
      protect: { users: [], groups: [] },
      report: { to: [] },
    };
    const origin = { kind: 'file', file: '/etc/policies/kept.yaml' } as const;
    await harness.store.policies.save({ definition, origin, at: harness.now() });
    const [item] = await check({ files: [{ name: 'mine.yaml', text: gone.replaceAll('gone', 'kept') }] });
    expect(item).toMatchObject({
      becomes: 'refused',
      faults: [{ path: 'policy', line: 1, message: 'is managed by the file /etc/policies/kept.yaml; change it there' }],
    });
  });
});

describe('groups', () => {
  it('are found by the beginning of their names, with how many are in each', async () => {
    expect(JSON.parse((await ask('GET', '/groups?prefix=WIKI&limit=1')).text)).toEqual({
      items: [{ name: 'wiki-admins', members: 0, directMembers: 0, complete: true }],
      total: 2,
    });
    expect(JSON.parse((await ask('GET', '/groups')).text).total).toBe(3);
  });
});
