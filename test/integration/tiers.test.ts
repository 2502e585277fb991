// What differs between the tiers: names that no path can carry, activity, how much of everybody is read, and switches that move.
import { afterEach, describe, expect, it } from 'vitest';
import { sentenceOf } from '../../sidecar/src/errors.ts';
import type { LabOptions } from '../lab/options.ts';
import { findDisagreements } from '../support/agreement.ts';
import { readState } from '../support/lab-state.ts';
import { requirePlan } from '../support/runs.ts';
import { buildPolicy, runPolicy } from '../support/sidecar.ts';
import { contractorsOut, type OpenTier, openTier, type SignIn } from '../support/tier.ts';

const namedOut = buildPolicy({
  criteria: { username: ['plus+idle', "d'angelo", 'emea/idle', 'jörg.*'] },
  actions: ['disable'],
});

const partnersOut = buildPolicy({
  criteria: { username: ['slash.group.idle', 'no.email'] },
  actions: [{ removeFromGroups: ['partners/emea'] }],
});

/** REST has names in its paths; the Remote API takes any, where it is open to us. */
function carriesAnyName(confluence: string, signIn: SignIn, { remoteApi, secureAdmin }: LabOptions): boolean {
  if (confluence.startsWith('7.')) return true;
  return signIn === 'by password' && remoteApi === true && secureAdmin !== true;
}

const idleOut = buildPolicy({ criteria: { inactiveDays: 180 }, actions: ['disable'] });

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function open(confluence: string, signIn: SignIn, lab: LabOptions = {}): Promise<OpenTier> {
  const tier = await openTier({ confluence, signIn, lab });
  closers.push(tier.close);
  return tier;
}

const working: readonly [string, SignIn, LabOptions][] = [
  ['7.4', 'by password', { remoteApi: true }],
  ['7.4', 'by password', { remoteApi: true, secureAdmin: true }],
  ['7.19', 'by password', { remoteApi: true }],
  ['8.3', 'by token', {}],
  ['8.3', 'by password', { remoteApi: true, secureAdmin: true }],
  ['8.3', 'by password', { remoteApi: true }],
  ['8.5', 'by token', { secureAdmin: true }],
  ['8.5', 'by password', { remoteApi: true }],
  ['9.2', 'by token', {}],
  ['9.4', 'by token', {}],
  ['10.2', 'by token', { secureAdmin: true }],
  ['10.2', 'by password', { remoteApi: true }],
];

describe.each(working)('on %s, signed in %s, %o', (confluence, signIn, more) => {
  it('a policy on usernames works live wherever the way can carry the name', async () => {
    const { lab, sidecar } = await open(confluence, signIn, more);
    const run = await runPolicy(sidecar, namedOut, 'live');
    expect(run).toMatchObject({ ending: 'completed', failure: null });
    const state = await readState(lab);
    const statusOf = (username: string) => state.get(username)?.status;
    for (const username of ['plus+idle', "d'angelo", 'jörg.groß']) expect(statusOf(username)).toBe('deactivated');
    const anyName = carriesAnyName(confluence, signIn, more);
    expect(statusOf('emea/idle')).toBe(anyName ? 'deactivated' : 'current');
    expect((await requirePlan(sidecar.context, run.id)).summary.unsupported).toBe(anyName ? 0 : 1);
  });

  it('a group with a slash in the name is left wherever the way can carry it, also unread', async () => {
    const { lab, sidecar } = await open(confluence, signIn, more);
    const before = await readState(lab);
    expect(before.get('slash.group.idle')?.groups).toContain('partners/emea');
    const run = await runPolicy(sidecar, partnersOut, 'live');
    expect(run).toMatchObject({ ending: 'completed', failure: null });
    const { users } = await sidecar.context.store.runs.counts(run.id);
    const anyName = carriesAnyName(confluence, signIn, more);
    expect(users).toEqual(
      anyName ? { applied: 1, already: 1 } : expect.objectContaining({ unsupported: expect.any(Number) }),
    );
    const groups = (await readState(lab)).get('slash.group.idle')?.groups;
    expect(groups?.includes('partners/emea')).toBe(!anyName);
    // Whoever is not known to be a member may be none: such a step is called unsupported and its wish holds all the same.
    if (anyName) expect(await findDisagreements(lab, sidecar.context.store, run.id, before)).toEqual([]);
  });

  it('a policy on activity selects only where a source tells it', async () => {
    const { sidecar } = await open(confluence, signIn, more);
    const run = await runPolicy(sidecar, idleOut, 'test');
    const { summary, unknownByReason } = await requirePlan(sidecar.context, run.id);
    expect(run.ending).toBe('completed');
    if (confluence === '10.2') {
      expect(summary.planned).toBeGreaterThan(5);
      return;
    }
    expect(summary).toMatchObject({ matched: 0, unknown: summary.usersRead });
    expect(unknownByReason).toEqual({ 'activity-no-source': summary.usersRead });
  });
});

describe('how much of everybody is read', () => {
  it.each([
    ['7.4', {}, 'partial', 'users_by_groups'],
    ['7.19', { remoteApi: true }, 'partial', 'users_by_groups_and_remote_api'],
    ['8.3', {}, 'partial', 'users_by_groups'],
    ['8.5', {}, 'complete', null],
    ['10.2', {}, 'complete', null],
  ] as const)('on %s, %o, is said: %s, %s', async (confluence, more, state, reason) => {
    const { lab, sidecar } = await open(confluence, 'by password', more);
    const { sources, userCount } = await sidecar.context.takeSnapshot();
    const users = sources.find((source) => source.source === 'users.list');
    expect(users).toMatchObject({ state, reason, count: userCount });
    expect(reason === null || sentenceOf(reason).length > 40).toBe(true);
    if (reason === 'users_by_groups') expect(userCount).toBeLessThan(lab.world.users.size);
    else expect(userCount).toBe(lab.world.users.size);
  });

  it('is partial on 9.2 when the list stutters, and members of groups complete what it left out', async () => {
    const { lab, sidecar } = await open('9.2', 'by token', { users: 700 });
    lab.wire.faults.add({ match: { path: '**/user/list*' }, kind: 'stutter-pages' });
    const { sources, userCount } = await sidecar.context.takeSnapshot();
    expect(sources.find((source) => source.source === 'users.list')).toMatchObject({ state: 'partial' });
    expect(userCount).toBeGreaterThan(690);
  });
});

describe('a Confluence that changes meanwhile', () => {
  it('is asked again: the Remote API is switched on, and the next run works', async () => {
    const { lab, sidecar } = await open('7.19', 'by password');
    expect(await runPolicy(sidecar, contractorsOut, 'live')).toMatchObject({ failure: 'host_remote_api_off' });
    Object.assign(lab.site, { remoteApi: true });
    await sidecar.context.host.capabilities({ again: true });
    expect(await runPolicy(sidecar, contractorsOut, 'live')).toMatchObject({ ending: 'completed', failure: null });
  });

  it('guards changes alone with secure sessions: the first refusal is enough to tell the next run', async () => {
    const { lab, sidecar } = await open('7.19', 'by password', { remoteApi: true });
    lab.wire.faults.add({
      match: { method: 'POST', path: '**/removeUserFromGroup' },
      kind: 'html',
      status: 500,
      body: 'com.atlassian.confluence.rpc.WebSudoRequiredException',
    });
    const first = await runPolicy(sidecar, contractorsOut, 'live');
    expect((await sidecar.context.store.runs.counts(first.id)).steps.applied).toBeUndefined();
    const sent = lab.wire.log.list().filter(({ path }) => path.endsWith('/removeUserFromGroup'));
    expect(sent.length).toBeLessThan(5);
    expect(await runPolicy(sidecar, contractorsOut, 'live')).toMatchObject({ failure: 'host_websudo' });
  });
});
