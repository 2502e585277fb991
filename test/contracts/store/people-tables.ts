// Every table that can name people is either emptied of them in time or is listed here with the reason why it is not.
import { expect, it } from 'vitest';
import type { UserKey, Username } from '../../../sidecar/src/domain/user.ts';
import { openDatabase } from '../../../sidecar/src/store/database.ts';
import { type Given, later, noon, requestRun, savePolicy } from './given.ts';

const naming =
  /^(user_?key|username.*|.*display_name.*|.*e?mail.*|recipient|warn_to|subject|newcomer|salt|before_image|reason)$/;

/** What erases the people of each table. */
const erased: Readonly<Record<string, string>> = {
  run_people: 'clean-up of finished runs',
  run_created: 'clean-up of finished runs',
  run_unknowns: 'clean-up of finished runs',
  audit_step_people: 'clean-up of finished runs',
  mails: 'clean-up of notices; addresses that a policy or the rule of the licence names stay',
  stage_standings: 'clean-up of what is closed',
  hand_over_people: 'clean-up of what is closed',
  api_tokens: 'clean-up of what is closed',
  sessions: 'clean-up of what is closed, and the next session',
  run_newcomers: 'the plan that takes them over, or the end of the run',
  simulation_people: 'the age of simulations',
  beacon_days: 'the age of days',
  snapshot_users: 'the age of snapshots',
  snapshot_memberships: 'the age of snapshots',
  snapshot_accounts: 'the age of snapshots',
  snapshot_directory_faults: 'the age of snapshots',
  snapshot_evidence: 'the age of snapshots',
  snapshot_only_logins: 'the age of snapshots',
};

/** Kept on purpose. */
const kept: Readonly<Record<string, string>> = {
  audit_people: 'who acted is accounted for as long as the entry is, or until the person is erased on request',
  actors: 'who decided is accounted for as long as the decision is',
  clean_ups: 'a count of mails, nobody by name',
  event_claims: 'a key alone: without it the same event would be dealt with twice',
  evidence_memory_rows: 'the last use that a source told of: forgetting it would make somebody look idle',
  exemptions: 'whom nobody may touch must be known by name, and who asked for it; the columns may be erased by hand',
  field_values: 'set by administrators, who also remove them',
  used_links: 'a key and an instant: without them a link would work again, and a limit of a year would not hold',
  personal_views: 'what somebody keeps for their own page, under their key alone; they remove it themselves',
  hand_overs: 'a code, nobody by name',
  rebounds: 'a code, nobody by name',
  run_decisions: 'why somebody decided so: names and addresses in it go when the person is erased on request',
  user_list_rows: 'uploaded by administrators, who also remove them',
  user_observations: 'a key and dates: since when somebody is known decides whether they may count as never seen',
};

export function describePeopleTables(given: () => Given): void {
  it('covers every table with a column that can name people, and lists no other', async () => {
    const database = openDatabase(given().address);
    try {
      const tables = await database.reads.introspection.getTables();
      const found = tables.filter(({ columns }) => columns.some(({ name }) => naming.test(name)));
      expect(found.length).toBeGreaterThan(15);
      const known = [...Object.keys(erased), ...Object.keys(kept)].sort();
      expect(found.map(({ name }) => name).sort()).toEqual(known);
    } finally {
      await database.close();
    }
  });

  it('erases who stood on a timeline, had a task, a session or an edit that has been over for long, and nobody else', async () => {
    const { store, address } = given();
    await savePolicy(store, 'idle');
    const person = { userKey: 'key-of-ada' as UserKey, username: 'ada' as Username, displayName: 'Ada' };
    const move = {
      ...person,
      standingId: null,
      reached: null,
      warnedTo: null,
      watchedFrom: noon,
      email: 'ada@example.com',
      activity: { state: 'unknown', reason: 'no-source' },
      left: { statusBefore: null, groups: [] },
      closes: null,
      takesOver: [],
    } as const;
    const task = { change: { kind: 'disable' }, directory: 'LDAP', reason: 'directory-read-only' } as const;
    const end = async (closes: 'deleted' | null, directory: string) => {
      const run = await requestRun(store, 'idle', 'reporting');
      const handOvers = [{ ...person, task: { ...task, directory }, dueAt: later(60) }];
      const standings = [{ ...move, closes }];
      await store.runs.finish({ runId: run.id, at: noon, report: {}, mails: [], handOvers, standings });
    };
    await end('deleted', 'old');
    await end(null, 'new');
    const [old] = await store.handOvers.list({ now: noon, after: 0, limit: 1 });
    await store.handOvers.close({ snapshotId: 1, at: noon, ends: [{ id: old?.id ?? 0, because: 'disabled' }] });
    const rows = new Map([
      ['ada', noon],
      ['bob', later(20)],
    ]);
    await store.evidence.save('content.editors', { state: null, rows, savedAt: noon });
    await store.evidence.save('access-log', { state: null, rows, savedAt: noon });
    const before = later(10);
    await store.retention.erase({ imagesBefore: before, unknownBefore: before, keptDays: 90, at: later(900) });
    const items = await store.handOvers.list({ now: noon, after: 0, limit: 10 });
    expect(items.map((item) => item.task.directory)).toEqual(['new']);
    expect(await store.handOvers.counts(noon)).toMatchObject({ closed: 1, open: 1 });
    expect((await store.evidence.load('content.editors')).rows).toEqual(new Map([['bob', later(20)]]));
    expect((await store.evidence.load('access-log')).rows.size).toBe(2);
    const database = openDatabase(address);
    try {
      const standings = await database.reads.selectFrom('stage_standings').select('closed_at').execute();
      expect(standings).toEqual([{ closed_at: null }]);
    } finally {
      await database.close();
    }
  });
}
