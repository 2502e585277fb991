// The store's contract on erasing one person: nothing here names them afterwards, and everything that was sealed still holds.
import { expect, it } from 'vitest';
import { checkLinks } from '../../../sidecar/src/audit/check-links.ts';
import { noDigest } from '../../../sidecar/src/audit/entry.ts';
import { provisionalKeyOf } from '../../../sidecar/src/domain/newcomer.ts';
import type { UserKey, Username } from '../../../sidecar/src/domain/user.ts';
import type { KnownPerson } from '../../../sidecar/src/store/erasure.ts';
import type { Store } from '../../../sidecar/src/store/store.ts';
import { searchTables } from '../../support/raw-database.ts';
import {
  addFinishedSnapshot,
  at,
  type Given,
  later,
  makeEntry,
  makeUser,
  noon,
  planned,
  planRun,
  savePolicy,
} from './given.ts';

const mara = { userKey: 'key-mara' as UserKey, username: 'mara' as Username, displayName: 'mara of the house' };

export function describeErasure(given: () => Given): void {
  it('leaves no name, address, salt or before-image of the person in any table, and all of everybody else', async () => {
    const { store, address } = given();
    await fill(store);
    expect(await searchTables(address, /mara/i)).not.toEqual([]);
    const person = await findOne(store, 'MARA');
    expect(person).toMatchObject({
      userKey: 'key-mara',
      names: ['mara'],
      addresses: ['mara@example.com'],
      neededBy: [],
    });
    const erased = await store.erasure.erase({ person, by: 'ada', at: later(60), keptDays: 90 });
    expect(Object.keys(erased.rows)).toEqual(
      expect.arrayContaining([
        'run_people',
        'snapshot_users',
        'stage_standings',
        'mails',
        'sessions',
        'audit_people',
        'audit_step_people',
        'actors',
      ]),
    );
    const left = await searchTables(address, /mara/i);
    // The key alone: without it the person would look new to policies that wait for new users.
    expect([...new Set(left.map(({ text }) => text))]).toEqual(['key-mara']);
    expect([...new Set(left.map(({ table }) => table))].sort()).toEqual(['snapshot_users', 'user_observations']);
    expect(await searchTables(address, /bob/)).not.toEqual([]);
  });

  it('knows somebody whom this product created also by the plan that created them', async () => {
    const { store, address } = given();
    await addFinishedSnapshot(store, [makeUser('nina', { status: 'disabled' })]);
    const newcomer = { ...makeEntry('nina', planned), userKey: provisionalKeyOf('Nina') };
    const { runId, entries } = await planRun(store, 'new', [newcomer]);
    await store.runs.noteCreated({ personId: at(entries, 0).personId, userKey: 'key-nina' as UserKey });
    expect((await store.erasure.find('nina'))?.neededBy).toEqual([runId]);
    await store.runs.advance({ runId, from: 'executing', to: 'reporting', at: later(4), ending: 'completed' });
    await store.runs.finish({ runId, at: later(5), report: {}, mails: [] });
    const person = await findOne(store, 'nina');
    await store.erasure.erase({ person, by: 'ada', at: later(60), keptDays: 90 });
    const left = await searchTables(address, /nina/i);
    expect([...new Set(left.map(({ text }) => text))]).toEqual(['key-nina']);
  });

  it('leaves the audit trail sound, with a line that says who asked for it and not whom it was about', async () => {
    const { store } = given();
    await fill(store);
    const person = await findOne(store, 'mara');
    const { personHash } = await store.erasure.erase({ person, by: 'ada', at: later(60), keptDays: 90 });
    const links = await store.audit.chain({ after: 0, limit: 1_000 });
    const head = await store.audit.readHead();
    expect(checkLinks({ n: 0, digest: noDigest }, links)).toEqual({
      sound: { n: head.number, digest: head.digest },
      fault: null,
    });
    const [last, ...before] = await store.audit.list({ limit: 100, before: null });
    expect(last).toMatchObject({ actor: 'ada', event: 'person.erased', details: { person: personHash } });
    expect(before.filter(({ event }) => event === 'policy.saved')).toMatchObject([{ actor: null, about: null }]);
    expect(before.filter(({ event }) => event === 'policy.retired')).toMatchObject([{ actor: 'bob', about: null }]);
    const ofSteps = before.filter(({ event }) => event === 'step.outcome');
    expect(ofSteps.map(({ about }) => about)).toEqual(['bob', null]);
  });

  it('keeps plans as they were sealed, steps and journal included, and lets nobody approve one with a gap', async () => {
    const { store } = given();
    const { runId } = await fill(store);
    const sealed = await store.runs.sealed({ runId, after: 0, limit: 10 });
    const journal = await store.journal.rows({ runId, after: 0, limit: 10 });
    const person = await findOne(store, 'key-mara');
    await store.erasure.erase({ person, by: 'ada', at: later(60), keptDays: 90 });
    const after = await store.runs.sealed({ runId, after: 0, limit: 10 });
    expect(after.map(({ hash, steps }) => [hash, steps])).toEqual(sealed.map(({ hash, steps }) => [hash, steps]));
    expect(after.map((entry) => entry.person === null)).toEqual([true, false]);
    expect(await store.journal.rows({ runId, after: 0, limit: 10 })).toEqual(journal);
    expect(await store.retention.erasureOf(runId)).toEqual({ at: later(60), keptDays: 90 });
  });

  it('leaves alone whoever has a name or an address that was said of the person', async () => {
    const { store } = given();
    const called = { status: 'disabled', displayName: 'bob', email: 'svc@corp.example.com' } as const;
    await addFinishedSnapshot(store, [
      makeUser('mara', called),
      makeUser('bob'),
      makeUser('svc', { username: 'svc@corp.example.com' as Username }),
    ]);
    for (const [name, userKey] of [
      ['bob', 'key-bob'],
      ['svc@corp.example.com', 'key-svc'],
    ] as const) {
      const exemption = { subject: 'user', name, userKey: userKey as UserKey, reason: 'backups' } as const;
      await store.exemptions.add({ ...exemption, owner: name, addedAt: noon, addedBy: 'ada', endsAt: later(90_000) });
    }
    const rows = ['bob', 'svc@corp.example.com'];
    await store.userLists.save({
      name: 'list',
      rows: rows.map((name, line) => ({ line, name, userKey: null })),
      at: noon,
    });
    const seen = new Map(rows.map((name) => [name, noon]));
    await store.evidence.save('access-log', { state: null, rows: seen, savedAt: noon });
    const person = await findOne(store, 'mara');
    expect(person.shared).toEqual(['bob', 'svc@corp.example.com']);
    await store.erasure.erase({ person, by: 'ada', at: later(60), keptDays: 90 });
    const holding = await store.exemptions.active(later(61));
    expect(holding.map(({ name, owner }) => [name, owner])).toEqual(rows.map((name) => [name, name]));
    expect((await store.evidence.load('access-log')).rows).toEqual(seen);
    expect((await store.userLists.get('list'))?.openNames).toEqual(new Set(rows));
  });

  it('leaves alone whoever got the name when it was free again, and asks for the key where only a name is said', async () => {
    const { store, address } = given();
    const name = { username: 'jsmith' as Username, email: 'jsmith@example.com' };
    await addFinishedSnapshot(store, [makeUser('old', { ...name, status: 'disabled', displayName: 'Jo the First' })]);
    await addFinishedSnapshot(store, [makeUser('new', { ...name, displayName: 'Jo the Second' })], later(1));
    for (const key of ['key-old', 'key-new']) {
      const about = { username: name.username, userKey: key as UserKey };
      const exemption = {
        subject: 'user',
        name: 'jsmith',
        userKey: about.userKey,
        reason: `for ${key}, as jsmith asked`,
      } as const;
      await store.exemptions.add({ ...exemption, owner: 'ada', addedAt: noon, addedBy: 'ada', endsAt: later(90_000) });
      await store.userLists.save({ name: key, rows: [{ line: 1, name: 'jsmith', userKey: about.userKey }], at: noon });
      await store.audit.append({ at: noon, actor: 'ada', event: 'helpdesk.looked', details: {}, about });
    }
    await store.audit.append({ at: noon, actor: 'jsmith', event: 'policy.saved', details: {} });
    await store.settings.set('emergencyStop', { by: 'jsmith', at: noon }, { by: 'jsmith', at: noon });
    await store.evidence.save('access-log', { state: null, rows: new Map([['jsmith', noon]]), savedAt: noon });
    await expect(store.erasure.find('JSmith')).rejects.toMatchObject({ userKeys: ['key-new', 'key-old'] });
    const person = await findOne(store, 'key-old');
    expect(person).toMatchObject({ names: ['jsmith'], shared: ['jsmith', 'jsmith@example.com'] });
    await store.erasure.erase({ person, by: 'ada', at: later(60), keptDays: 90 });
    expect((await store.exemptions.active(later(61))).map(({ reason }) => reason)).toEqual([
      'for key-new, as jsmith asked',
    ]);
    expect((await store.userLists.get('key-old'))?.userKeys).toEqual(new Set());
    expect((await store.userLists.get('key-new'))?.userKeys).toEqual(new Set(['key-new']));
    expect((await store.evidence.load('access-log')).rows).toEqual(new Map([['jsmith', noon]]));
    expect((await store.settings.all()).emergencyStop).toMatchObject({ by: 'jsmith' });
    const trail = await store.audit.list({ limit: 100, before: null });
    expect(trail.filter(({ actor }) => actor === 'jsmith')).toHaveLength(2);
    expect(trail.filter(({ event }) => event === 'helpdesk.looked').map(({ about }) => about)).toEqual([
      'jsmith',
      null,
    ]);
    expect(await searchTables(address, /Jo the First/)).toEqual([]);
    expect(await findOne(store, 'jsmith')).toMatchObject({ userKey: 'key-new', shared: [] });
  });

  it('takes whole names and addresses of theirs out of reasons that others wrote, says so there, and tells which', async () => {
    const { store, address } = given();
    const { runId } = await fill(store);
    const reason = 'Ask Mara (MARA@example.com) first; marathon.';
    await store.runs.decide({ runId, by: 'bob', at: later(6), reason, next: null });
    const exemption = { subject: 'group', name: 'staff', userKey: null, reason: 'as mara of the house said' } as const;
    const person = await findOne(store, 'mara');
    const { id } = await store.exemptions.add({
      ...exemption,
      owner: 'bob',
      addedAt: noon,
      addedBy: 'bob',
      endsAt: later(90_000),
    });
    const { rows, personHash, reasons } = await store.erasure.erase({ person, by: 'ada', at: later(60), keptDays: 90 });
    const pseudonym = `erased-${personHash.slice(0, 12)}`;
    expect((await store.runs.decision(runId))?.reason).toBe(`Ask ${pseudonym} (${pseudonym}) first; marathon.`);
    expect((await store.exemptions.active(later(61))).map((one) => one.reason)).toEqual([`as ${pseudonym} said`]);
    expect(rows).toMatchObject({ run_decisions: 1, exemptions: 2 });
    expect(reasons).toEqual({ runs: [runId], exemptions: [id] });
    const left = (await searchTables(address, /\bmara\b/i)).map(({ table }) => table);
    expect(left.filter((table) => table === 'exemptions' || table === 'run_decisions')).toEqual([]);
  });

  it('ends an exemption of the person with a line of its own in the trail', async () => {
    const { store } = given();
    await fill(store);
    const [exemption] = await store.exemptions.active(later(60));
    await store.erasure.erase({ person: await findOne(store, 'mara'), by: 'ada', at: later(60), keptDays: 90 });
    expect(await store.exemptions.active(later(60))).toEqual([]);
    const [, ended] = await store.audit.list({ limit: 2, before: null });
    expect(ended).toMatchObject({ actor: 'ada', event: 'exemption.ended', details: { exemption: exemption?.id } });
  });

  it('finds by name somebody of whom the trail alone tells still, and erases them from it', async () => {
    const { store, address } = given();
    await store.audit.append({ at: noon, actor: 'ada', event: 'helpdesk.looked', details: {}, about: mara });
    const person = await findOne(store, 'Mara');
    expect(person).toMatchObject({ userKey: 'key-mara', names: ['mara'] });
    await store.erasure.erase({ person, by: 'ada', at: later(60), keptDays: 90 });
    expect(await searchTables(address, /mara/i)).toEqual([]);
  });

  it('knows nobody whom nothing tells of, and tells which runs still need a person', async () => {
    const { store } = given();
    expect(await store.erasure.find('nobody')).toBeNull();
    const { runId } = await planRun(store, 'open', [makeEntry('mara', planned)]);
    expect(await store.erasure.find('mara')).toMatchObject({ neededBy: [runId] });
  });
}

async function findOne(store: Store, nameOrKey: string): Promise<KnownPerson> {
  const person = await store.erasure.find(nameOrKey);
  if (person === null) throw new Error('Nobody was found.');
  return person;
}

/** One person in as many tables as they can be in. */
async function fill(store: Store): Promise<{ runId: number }> {
  await addFinishedSnapshot(store, [makeUser('mara', { status: 'disabled' }), makeUser('bob')]);
  const { runId, stepIds } = await planRun(store, 'idle', [makeEntry('mara', planned), makeEntry('bob', planned)], {
    trigger: { kind: 'by-hand', by: 'mara' },
  });
  await store.journal.attempting({ runId, stepId: at(stepIds, 0), at: later(2) });
  const outcome = { kind: 'applied' } as const;
  await store.journal.outcomes([0, 1].map((place) => ({ runId, stepId: at(stepIds, place), at: later(3), outcome })));
  await store.runs.advance({ runId, from: 'executing', to: 'reporting', at: later(4), ending: 'quarantined' });
  const move = {
    ...mara,
    standingId: null,
    reached: null,
    warnedTo: 'mara@example.com',
    watchedFrom: noon,
    email: 'mara@example.com',
    activity: { state: 'unknown', reason: 'no-source' },
    left: { statusBefore: null, groups: [] },
    closes: null,
    takesOver: [],
  } as const;
  const task = { change: { kind: 'disable' }, directory: 'LDAP', reason: 'directory-read-only' } as const;
  await store.runs.finish({
    runId,
    at: later(5),
    report: { trigger: { kind: 'by-hand', by: 'mara' } },
    mails: [{ kind: 'stage-warning', to: 'mara@example.com' }],
    standings: [move],
    handOvers: [{ ...mara, task, dueAt: later(60) }],
  });
  await store.sessions.open({
    id: 'session',
    ...mara,
    signedInWith: 'token',
    role: 'operator',
    openedAt: noon,
    endsAt: later(30),
    provenAt: noon,
  });
  await store.settings.set('emergencyStop', { by: 'mara', at: noon }, { by: 'mara', at: noon });
  const exemption = { subject: 'user', name: 'mara', userKey: mara.userKey, reason: 'mara is on leave' } as const;
  await store.exemptions.add({ ...exemption, owner: 'Mara', addedAt: noon, addedBy: 'mara', endsAt: later(90_000) });
  await store.userLists.save({ name: 'list', rows: [{ line: 1, name: 'mara', userKey: mara.userKey }], at: noon });
  await store.evidence.save('access-log', { state: null, rows: new Map([['mara', noon]]), savedAt: noon });
  await store.audit.append({ at: noon, actor: 'mara', event: 'policy.saved', details: {} });
  await store.audit.append({ at: noon, actor: 'bob', event: 'policy.retired', details: {}, about: mara });
  await savePolicy(store, 'other');
  return { runId };
}
