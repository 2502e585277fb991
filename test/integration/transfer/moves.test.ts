// Moves and copies between directories: nobody loses an account, a group or a key, and what cannot be made is said beforehand.
import { describe, expect, it } from 'vitest';
import { askConfluence } from '../../lab/ask.ts';
import { effectiveAccount, findUser } from '../../lab/world/views.ts';
import { undoAt } from '../../support/accounts-stage.ts';
import { readEntries } from '../../support/agreement.ts';
import { accountAt, groupsAt } from '../../support/directories.ts';
import { findEntry, requireReport, writesAt } from '../../support/runs.ts';
import { buildPolicy, runPolicy } from '../../support/sidecar.ts';
import { move, setTransferStage } from './stage.ts';

const stage = setTransferStage();

/** Pages that the user made, as Confluence finds them by the name. */
async function readPagesOf(username: string): Promise<readonly string[]> {
  const query = encodeURIComponent(`creator = "${username}"`);
  const { json } = await askConfluence(stage.lab(), `/rest/api/content/search?cql=${query}&limit=50`);
  return (json as { results: { id: string }[] }).results.map(({ id }) => id);
}

describe('a move between two directories', () => {
  it('keeps user key, names, groups and attributes, and leaves nothing behind', async () => {
    const username = stage.takePerson();
    const before = stage.stateOf(username);
    const old = accountAt(stage.lab(), stage.names().internal, username);
    const attributes = { costCentre: ['4711', '4712'] };
    for (const [name, values] of Object.entries(attributes)) old?.attributes.set(name, values);
    const sidecar = await stage.open();
    const { context } = sidecar;
    const run = await runPolicy(sidecar, move(username, stage.names().internal, stage.names().crowd), 'live');
    expect(run).toMatchObject({ ending: 'completed', failure: null });
    expect(stage.whereIs(username, before)).toBe('target');
    const moved = accountAt(stage.lab(), stage.names().crowd, username);
    expect(moved).toMatchObject({ displayName: old?.displayName, email: old?.email });
    expect(moved?.attributes.get('costCentre')).toEqual(attributes.costCentre);
    const entry = await findEntry(context, run.id, username);
    expect(entry?.before.accountImages?.map(({ directory }) => directory)).toEqual([stage.names().internal]);
    expect(entry?.steps.at(-1)).toMatchObject({ change: { kind: 'withdraw-account' }, outcome: { kind: 'already' } });
    expect(entry?.notes).toEqual(['source-wins-until-removed', 'password-does-not-travel']);
    const { outcomes } = await requireReport(context, run.id);
    // Nobody tells whether Confluence has read the directories since, so that is said.
    expect(outcomes.users).toEqual({ 'pending-synchronisation': 1 });
  });

  it('leaves the user their content, and asks nothing of Confluence to change, least of all its own delete', async () => {
    const username = stage.takePerson();
    await fetch(`${stage.lab().controlUrl}/content`, { method: 'POST', body: JSON.stringify({ username }) });
    const pages = await readPagesOf(username);
    expect(pages.length).toBeGreaterThan(0);
    const sidecar = await stage.open();
    await runPolicy(sidecar, move(username, stage.names().internal, stage.names().crowd), 'live');
    expect(accountAt(stage.lab(), stage.names().internal, username)).toBeUndefined();
    expect(await readPagesOf(username)).toEqual(pages);
    const sent = writesAt(stage.lab());
    expect(sent.length).toBeGreaterThan(3);
    expect(sent.filter((request) => !request.includes(' /crowd/'))).toEqual([]);
  });

  it('sends no write at all in test mode, and says of every step that it would be done', async () => {
    const username = stage.takePerson();
    const before = stage.stateOf(username);
    const sidecar = await stage.open();
    const { context } = sidecar;
    const run = await runPolicy(sidecar, move(username, stage.names().internal, stage.names().crowd), 'test');
    expect(run.ending).toBe('completed');
    expect(
      stage
        .lab()
        .wire.log.list()
        .filter(({ method }) => method !== 'GET'),
    ).toEqual([]);
    expect(stage.whereIs(username, before)).toBe('source');
    const entry = await findEntry(context, run.id, username);
    const outcomes = entry?.steps.slice(0, -1).map(({ outcome }) => outcome?.kind);
    expect(outcomes?.length).toBeGreaterThan(3);
    expect(new Set(outcomes)).toEqual(new Set(['rehearsed']));
  });

  it('does not take a user for somebody else of the same name in the target', async () => {
    const sidecar = await stage.open();
    const { context } = sidecar;
    const run = await runPolicy(sidecar, move('t.winter', stage.names().internal, stage.names().crowd), 'live');
    const entry = await findEntry(context, run.id, 't.winter');
    expect(entry?.steps.map(({ outcome }) => outcome)).toEqual([{ kind: 'unsupported', reason: 'name-taken' }]);
    expect(stage.writes()).toEqual([]);
  });

  it.each([
    ['out of a read-only directory', 'ldap.only.idle', 'ldap', 'crowd', 'source-read-only'],
    ['into a read-only directory', 'crowd.only.idle', 'crowd', 'ldap', 'target-read-only'],
    ['of somebody the source does not know', 'ldap.only.idle', 'crowd', 'internal', 'account-not-in-source'],
  ] as const)('%s cannot be made, and the plan says why', async (_title, username, from, to, reason) => {
    const sidecar = await stage.open();
    const { context } = sidecar;
    const run = await runPolicy(sidecar, move(username, stage.names()[from], stage.names()[to]), 'live');
    const entry = await findEntry(context, run.id, username);
    expect(entry?.steps.map(({ outcome }) => outcome)).toEqual([{ kind: 'unsupported', reason }]);
    expect(stage.writes()).toEqual([]);
  });

  it('of many asks a directory that does not answer for a few of them alone, and says so of everybody', async () => {
    const people = Array.from({ length: 16 }, stage.takePerson);
    const sidecar = await stage.open();
    const match = { method: 'GET', path: '/crowd/rest/usermanagement/*/user' };
    stage.lab().wire.faults.add({ match, kind: 'reset' });
    const { internal, crowd } = stage.names();
    const { actions } = move('', internal, crowd);
    const run = await runPolicy(sidecar, buildPolicy({ criteria: { username: people }, actions }), 'test');
    expect(run.ending).toBe('completed');
    const entries = await readEntries(sidecar.context.store, run.id);
    expect(entries.flatMap(({ steps }) => steps.map(({ outcome }) => outcome))).toEqual(
      people.map(() => ({ kind: 'unsupported', reason: 'directory-unreadable' })),
    );
    const asked = stage
      .lab()
      .wire.log.list()
      .filter(({ service, path }) => service === 'crowd' && path.endsWith('/user'));
    const names = new Set(asked.map(({ query }) => new URLSearchParams(query).get('username')));
    // As many as are asked about at once.
    expect(names.size).toBe(4);
  });

  it('leaves users alone whose groups the target lacks, unless it may make them', async () => {
    const username = stage.takePerson();
    const before = stage.stateOf(username);
    const account = accountAt(stage.lab(), stage.names().internal, username);
    const [group] = account?.groups ?? [];
    if (group === undefined || accountAt(stage.lab(), stage.names().crowd, username) !== undefined)
      throw new Error('no fit person');
    for (const { mappings } of stage.lab().crowd.applications.values()) {
      for (const { directory } of mappings)
        if (directory.name === stage.names().crowd) directory.groups.delete(group.lowerName);
    }
    const sidecar = await stage.open();
    const { context } = sidecar;
    const policy = move(username, stage.names().internal, stage.names().crowd, { missingGroups: 'refuse' });
    const run = await runPolicy(sidecar, policy, 'live');
    const entry = await findEntry(context, run.id, username);
    expect(entry?.steps.map(({ outcome }) => outcome)).toEqual([
      { kind: 'unsupported', reason: 'groups-missing-in-target' },
    ]);
    expect(stage.whereIs(username, before)).toBe('source');
  });

  it('takes the new account away again when a step fails halfway, and the user stays fully in the source', async () => {
    const username = stage.takePerson();
    const before = stage.stateOf(username);
    stage.refuseGroups();
    const sidecar = await stage.open();
    const { context } = sidecar;
    const run = await runPolicy(sidecar, move(username, stage.names().internal, stage.names().crowd), 'live');
    expect(stage.whereIs(username, before)).toBe('source');
    const entry = await findEntry(context, run.id, username);
    const outcomeOf = (kind: string) => entry?.steps.find((step) => step.change.kind === kind)?.outcome;
    expect(outcomeOf('add-account-to-group')).toEqual({ kind: 'failed', code: 'crowd_permission_denied' });
    expect(outcomeOf('delete-account')).toEqual({ kind: 'skipped', reason: 'earlier-step-failed' });
    expect(outcomeOf('withdraw-account')).toEqual({ kind: 'applied' });
    expect((await requireReport(context, run.id)).outcomes.users).toEqual({ failed: 1 });
  });

  it('does not remove the old account when somebody was put into another group meanwhile', async () => {
    const username = stage.takePerson();
    const sidecar = await stage.open();
    const { context } = sidecar;
    const join = context.store.journal.attempting;
    let joined = false;
    Object.assign(context.store.journal, {
      attempting: async (step: Parameters<typeof join>[0]) => {
        const account = accountAt(stage.lab(), stage.names().internal, username);
        const late = [...(account?.directory.groups.values() ?? [])].find((group) => group.name === 'empty-group');
        if (!joined && account !== undefined && late !== undefined) {
          joined = true;
          account.groups.add(late);
          late.accounts.add(account);
        }
        return join(step);
      },
    });
    const run = await runPolicy(sidecar, move(username, stage.names().internal, stage.names().crowd), 'live');
    const entry = await findEntry(context, run.id, username);
    const outcomeOf = (kind: string) => entry?.steps.find((step) => step.change.kind === kind)?.outcome;
    expect(outcomeOf('delete-account')).toEqual({ kind: 'refused', guard: 'copy-incomplete' });
    expect(outcomeOf('withdraw-account')).toEqual({ kind: 'applied' });
    expect(groupsAt(stage.lab(), stage.names().internal, username)).toContain('empty-group');
    expect(accountAt(stage.lab(), stage.names().crowd, username)).toBeUndefined();
  });

  it('mails a link to choose a password when asked to, after the move', async () => {
    const username = stage.takePerson();
    const before = stage.stateOf(username);
    const sidecar = await stage.open();
    const policy = move(username, stage.names().internal, stage.names().crowd, { mailPasswordReset: true });
    const run = await runPolicy(sidecar, policy, 'live');
    expect(run.ending).toBe('completed');
    expect(stage.whereIs(username, before)).toBe('target');
    expect(stage.writes().slice(-2)).toEqual(['DELETE /user', 'POST /user/mail/password']);
  });
});

describe('a copy into another directory', () => {
  const copy = (username: string[]) => {
    const [from, to] = [stage.names().internal, stage.names().crowd];
    const order = { from, to, missingGroups: 'create', mailPasswordReset: false } as const;
    return buildPolicy({ criteria: { username }, actions: [{ copyToDirectory: order }] });
  };

  it('leaves the source as it is', async () => {
    const username = stage.takePerson();
    const before = stage.stateOf(username);
    const sidecar = await stage.open();
    const run = await runPolicy(sidecar, copy([username]), 'live');
    expect(run.ending).toBe('completed');
    expect(groupsAt(stage.lab(), stage.names().internal, username)).toEqual(before.groups);
    expect(groupsAt(stage.lab(), stage.names().crowd, username)).toEqual(before.groups);
  });

  it('is taken back for the others where the directory fails for one of them, who is left for another undo', async () => {
    const usernames = [stage.takePerson(), stage.takePerson(), stage.takePerson()];
    // A plan goes by user keys.
    const keyOf = (username: string) => stage.stateOf(username).userKey;
    const [first = ''] = usernames.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
    const sidecar = await stage.open();
    const run = await runPolicy(sidecar, copy(usernames), 'live');
    const copied = () => usernames.filter((one) => accountAt(stage.lab(), stage.names().crowd, one) !== undefined);
    expect(copied()).toEqual(usernames);
    const match = { method: 'GET', path: '/crowd/rest/usermanagement/*/user' };
    stage.lab().wire.faults.add({ match, kind: 'status', count: 1 });
    const { steps } = await undoAt(sidecar, run.id, first);
    expect(steps).toEqual([['delete-account', { kind: 'unsupported', reason: 'directory-unreadable' }]]);
    expect(copied()).toEqual([first]);
    await undoAt(sidecar, run.id, first);
    expect(copied()).toEqual([]);
  });
});

it('the account that speaks for a moved user is that of the target', async () => {
  const username = stage.takePerson();
  const sidecar = await stage.open();
  await runPolicy(sidecar, move(username, stage.names().internal, stage.names().crowd), 'live');
  const user = findUser(stage.lab().world, username);
  expect(user === undefined ? null : effectiveAccount(user).directory.name).toBe(stage.names().crowd);
});
