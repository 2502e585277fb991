// The store's contract on the audit trail: a chain that never forks, refuses to be changed, and keeps names beside it.
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { digestOf, hashPerson, noDigest } from '../../../sidecar/src/audit/entry.ts';
import { openJournalSeal } from '../../../sidecar/src/audit/journal.ts';
import { openDatabase } from '../../../sidecar/src/store/database.ts';
import { startThread } from '../../../sidecar/src/store/thread/start-thread.ts';
import type { Appending } from '../../support/append-audit.ts';
import { at, type Given, idOf, later, makeEntry, makeRequest, noon, planned, planRun, savePolicy } from './given.ts';

export function describeAudit(given: () => Given): void {
  it('lists who did what, the newest first, page by page', async () => {
    const { audit } = given().store;
    for (const [minute, actor] of ['ada', 'system', 'ada'].entries()) {
      await audit.append({ at: later(minute), actor, event: `event-${minute}`, details: { count: minute, ok: true } });
    }
    const page = await audit.list({ limit: 2, before: null });
    expect(page).toMatchObject([
      { at: later(2), actor: 'ada', event: 'event-2', details: { count: 2, ok: true } },
      { actor: 'system' },
    ]);
    expect(await audit.list({ limit: 2, before: at(page, 1).id })).toMatchObject([{ event: 'event-0' }]);
  });

  it('finds entries by their event, the part before its dot, the person and the time', async () => {
    const { audit } = given().store;
    const acts = [
      ['ada', 'run.approved'],
      ['bob', 'run.rejected'],
      ['ada', 'runner.odd'],
      ['ada', 'policy.saved'],
    ] as const;
    for (const [minute, [actor, event]] of acts.entries()) {
      await audit.append({ at: later(minute), actor, event, details: {} });
    }
    const find = async (query: object) =>
      (await audit.list({ limit: 10, before: null, ...query })).map(({ id }) => id).reverse();
    expect(await find({ event: 'run' })).toEqual([1, 2]);
    expect(await find({ event: 'run.rejected' })).toEqual([2]);
    expect(await find({ actor: 'ada' })).toEqual([1, 3, 4]);
    expect(await find({ from: later(1), to: later(3) })).toEqual([2, 3]);
    expect(await find({ actor: 'ada', event: 'run' })).toEqual([1]);
  });

  it('binds each entry to the one before by its digest, and tells the end of the chain', async () => {
    const { store, address } = given();
    expect(await store.audit.readHead()).toEqual({ number: 0, digest: noDigest });
    for (const minute of [0, 1, 2]) {
      await store.audit.append({ at: later(minute), actor: 'system', event: 'event', details: { minute } });
    }
    const database = openDatabase(address);
    try {
      const rows = await database.reads.selectFrom('audit_entries').selectAll().orderBy('number').execute();
      let previous = noDigest;
      for (const [index, row] of rows.entries()) {
        expect(row).toMatchObject({ number: index + 1, previous, digest: digestOf(row.body) });
        expect(JSON.parse(row.body)).toMatchObject({ v: 1, n: index + 1, previous, event: row.event, at: row.at });
        previous = row.digest;
      }
      expect(await store.audit.readHead()).toEqual({ number: 3, digest: previous });
    } finally {
      await database.close();
    }
  });

  it('keeps names beside the chain alone: an entry holds their salted hash', async () => {
    const { store, address } = given();
    const about = { username: 'bob', userKey: 'key-bob' };
    for (const minute of [0, 1]) {
      await store.audit.append({ at: later(minute), actor: 'lovelace', event: 'person.exempted', details: {}, about });
    }
    const [shown] = await store.audit.list({ limit: 1, before: null });
    expect(shown).toMatchObject({ actor: 'lovelace', about: 'bob' });
    const database = openDatabase(address);
    try {
      const [first, second] = await database.reads.selectFrom('audit_entries').select('body').execute();
      // Neither name can be spelt by the letters of a hash.
      expect(first?.body).not.toMatch(/lovelace|bob/);
      const people = await database.reads.selectFrom('audit_people').selectAll().where('number', '=', 1).execute();
      const hashes = people.map((person) => hashPerson({ ...person, userKey: person.user_key }));
      const { actor, about: aboutHash } = JSON.parse(first?.body ?? '');
      expect(hashes.sort()).toEqual([actor, aboutHash].sort());
      // The same person has another hash in every entry, or entries could be put together after an erasure.
      expect(JSON.parse(second?.body ?? '').actor).not.toBe(actor);
      await database.writes.deleteFrom('audit_people').execute();
    } finally {
      await database.close();
    }
    expect((await store.audit.list({ limit: 1, before: null }))[0]).toMatchObject({ actor: null, about: null });
  });

  it('never forks, when two processes append at the same time', async () => {
    const { store, address } = given();
    const appending: Appending = { address, count: 20, at: noon };
    const other = once(startThread(new URL('../../support/append-audit.ts', import.meta.url), appending), 'exit');
    for (let number = 0; number < 20; number += 1) {
      await store.audit.append({ at: noon, actor: 'ada', event: 'event', details: { number } });
    }
    expect(await other).toEqual([0]);
    const database = openDatabase(address);
    try {
      const rows = await database.reads.selectFrom('audit_entries').selectAll().orderBy('number').execute();
      expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_one, index) => index + 1));
      expect(rows.slice(1).map(({ previous }) => previous)).toEqual(rows.slice(0, -1).map(({ digest }) => digest));
      expect(await store.audit.readHead()).toEqual({ number: 40, digest: rows.at(-1)?.digest });
    } finally {
      await database.close();
    }
  });

  it('refuses every change of an entry, and every removal that no marker covers, whoever tries', async () => {
    const { store, address } = given();
    for (const minute of [0, 1, 2]) {
      await store.audit.append({ at: later(minute), actor: 'ada', event: 'policy.saved', details: {} });
    }
    const database = openDatabase(address);
    try {
      const { writes } = database;
      await expect(writes.updateTable('audit_entries').set({ event: 'nothing' }).execute()).rejects.toThrow(
        /rows never change/,
      );
      await expect(writes.deleteFrom('audit_entries').execute()).rejects.toThrow(/only after their marker/);
      await writes.insertInto('audit_cuts').values({ through: 2, statement: '{}' }).execute();
      await expect(writes.deleteFrom('audit_entries').execute()).rejects.toThrow(/only after their marker/);
      await writes.deleteFrom('audit_entries').where('number', '<=', 2).execute();
    } finally {
      await database.close();
    }
    expect(await store.audit.list({ limit: 10, before: null })).toMatchObject([{ id: 3 }]);
  });

  it('keeps an act and its entry together, or neither of them', async () => {
    const { store } = given();
    await savePolicy(store, 'idle');
    const entry = { at: noon, actor: 'ada', event: 'policy.mode-changed', details: {} };
    const broken = store.together(async ({ policies, audit }) => {
      await policies.setMode(idOf('idle'), 'live', noon);
      await audit.append(entry);
      throw new Error('The process ended here.');
    });
    await expect(broken).rejects.toThrow('ended here');
    expect((await store.policies.get(idOf('idle')))?.mode).toBe('test');
    expect(await store.audit.readHead()).toMatchObject({ number: 0 });
    await store.together(async ({ policies, audit, runs }) => {
      await policies.setMode(idOf('idle'), 'live', noon);
      // What breaks off within and is caught takes back its own part alone.
      const odd = runs.finish({ runId: 0, at: noon, report: {}, mails: [] });
      await expect(odd).rejects.toThrow('no report');
      await audit.append(entry);
    });
    expect((await store.policies.get(idOf('idle')))?.mode).toBe('live');
    expect(await store.audit.readHead()).toMatchObject({ number: 1 });
  });

  it('has a line for every stage of a run: asked for, begun, planned, decided about, ended with a digest over its journal', async () => {
    const { store, address } = given();
    const { runId, stepIds } = await planRun(store, 'idle', [makeEntry('ada', planned), makeEntry('bob', planned)]);
    for (const stepId of stepIds) {
      await store.journal.attempting({ runId, stepId, at: later(2) });
      await store.journal.outcomes([{ runId, stepId, at: later(3), outcome: { kind: 'applied' } }]);
    }
    await store.runs.advance({ runId, from: 'executing', to: 'reporting', at: later(4), ending: 'quarantined' });
    await store.runs.finish({ runId, at: later(5), report: { some: 'report' }, mails: [] });
    await store.runs.finish({ runId, at: later(6), report: { some: 'other' }, mails: [] });
    const next = makeRequest('idle', { trigger: { kind: 'approval', by: 'bob', of: runId } });
    await store.runs.decide({ runId, by: 'bob', at: later(7), reason: null, next });
    const entries = [...(await store.audit.list({ limit: 20, before: null }))].reverse();
    expect(entries.map(({ actor, event, details }) => [actor, event, details])).toMatchObject([
      ['ada', 'run.requested', { run: runId, policy: 'idle', version: 1, mode: 'test', trigger: 'by-hand' }],
      ['system', 'run.started', { run: runId }],
      ['system', 'run.planned', { run: runId, digest: 'digest', planned: 2, refusals: 0 }],
      ['system', 'step.outcome', { run: runId, step: stepIds[0], action: 'disable', outcome: 'applied' }],
      ['system', 'step.outcome', { run: runId, step: stepIds[1], action: 'disable', outcome: 'applied' }],
      ['system', 'run.finished', { run: runId, ending: 'quarantined', journalRows: 4 }],
      ['bob', 'run.requested', { trigger: 'approval', of: runId }],
      ['bob', 'run.approved', { run: runId, digest: 'digest', next: runId + 1 }],
    ]);
    const seal = openJournalSeal();
    const database = openDatabase(address);
    try {
      const rows = await database.reads.selectFrom('journal').selectAll().orderBy('id').execute();
      for (const { id, at: noted, kind, content, run_id: run, step_id: step } of rows) {
        seal.add({ id, run, step, at: noted, kind, content });
      }
    } finally {
      await database.close();
    }
    const reportDigest = digestOf('{"some":"report"}');
    const { digest: journalDigest } = seal.close();
    expect(at(entries, 5).details).toMatchObject({ journalDigest, reportDigest });
  });

  it('lets one process at a time hand the trail on, from where the last one ended, and keeps since when it fails', async () => {
    const { auditFeeds } = given().store;
    const name = 'syslog+udp://127.0.0.1:514';
    const claim = (holder: string, minute: number) =>
      auditFeeds.claim({ name, holder, now: later(minute), leaseUntil: later(minute + 1) });
    expect(await claim('one', 0)).toEqual({ through: 0, failing: null });
    expect(await claim('other', 0)).toBeNull();
    expect(await auditFeeds.handedOn({ name, holder: 'one', through: 7, leaseUntil: later(1) })).toBe(true);
    // Whoever was not heard of again has lost the turn.
    expect(await claim('other', 2)).toMatchObject({ through: 7 });
    expect(await auditFeeds.handedOn({ name, holder: 'one', through: 9, leaseUntil: later(3) })).toBe(false);
    await auditFeeds.failed({ name, holder: 'other', at: later(2), code: 'ECONNREFUSED' });
    expect(await claim('one', 2)).toEqual({ through: 7, failing: { since: later(2), code: 'ECONNREFUSED' } });
    await auditFeeds.failed({ name, holder: 'one', at: later(3), code: 'ETIMEDOUT' });
    expect(await auditFeeds.get(name)).toEqual({ through: 7, failing: { since: later(2), code: 'ETIMEDOUT' } });
    await claim('one', 4);
    await auditFeeds.handedOn({ name, holder: 'one', through: 8, leaseUntil: later(5) });
    await auditFeeds.release({ name, holder: 'one' });
    expect(await claim('other', 4)).toEqual({ through: 8, failing: null });
  });
}
