// The hand-over list by the API: pages with their counts, and a CSV that a spreadsheet can open without harm.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UserKey, Username } from '../../sidecar/src/domain/user.ts';
import type { NewHandOver } from '../../sidecar/src/store/hand-overs.ts';
import { requestRun } from '../contracts/store/given.ts';
import { type ApiHarness, startApi } from './api-harness.ts';

const day = 86_400_000;
let harness: ApiHarness;
beforeEach(async () => {
  harness = await startApi();
});
afterEach(() => harness.close());

function handOver(name: string, group: string | null, dueInDays: number): NewHandOver {
  const change = group === null ? ({ kind: 'disable' } as const) : ({ kind: 'remove-from-group', group } as const);
  return {
    userKey: `key-${name}` as UserKey,
    username: name as Username,
    displayName: `=HYPERLINK("x";"${name}")`,
    task: { change, directory: group === null ? 'Corporate LDAP' : null, reason: 'directory-read-only' },
    dueAt: new Date(Date.parse(harness.now()) + dueInDays * day).toISOString(),
  };
}

async function handOverSome() {
  const { store } = harness;
  const run = await requestRun(store, 'idle', 'reporting');
  const handOvers = [handOver('ada', null, 3), handOver('@bob', '+staff', 14), handOver('eve', 'staff', 14)];
  await store.runs.finish({ runId: run.id, at: harness.now(), report: {}, mails: [], handOvers });
  const all = await store.handOvers.list({ now: harness.now(), after: 0, limit: 10 });
  const eve = all.find((item) => item.username === 'eve');
  const ends = [{ id: eve?.id ?? 0, because: 'left-group' as const }];
  await store.handOvers.close({ snapshotId: 12, at: harness.now(), ends });
  harness.advance(5 * day);
}

describe('the hand-over list', () => {
  it('says of each task whether it is open, overdue or closed, with the snapshot that showed it', async () => {
    await handOverSome();
    const answer = (await harness.call('GET', '/hand-overs?limit=2')).json();
    expect(answer.counts).toEqual({ open: 2, overdue: 1, closed: 1 });
    expect(answer.items.map((item: { username: string; state: string }) => [item.username, item.state])).toEqual([
      ['ada', 'overdue'],
      ['@bob', 'open'],
    ]);
    const rest = (await harness.call('GET', `/hand-overs?limit=2&after=${answer.nextAfter}`)).json();
    expect(rest).toMatchObject({
      items: [{ username: 'eve', state: 'closed', directory: null, closed: { snapshotId: 12, because: 'left-group' } }],
      nextAfter: null,
    });
    const overdue = (await harness.call('GET', '/hand-overs?state=overdue')).json();
    expect(overdue.items).toMatchObject([{ username: 'ada', change: { kind: 'disable' } }]);
    expect((await harness.call('GET', '/hand-overs?state=late')).statusCode).toBe(400);
  });

  it('is exported as CSV in which no cell is a formula: what is open, unless told otherwise', async () => {
    await handOverSome();
    const response = await harness.call('GET', '/hand-overs.csv');
    expect(response.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(response.headers['content-disposition']).toBe('attachment; filename="hand-overs.csv"');
    const linesOf = (text: string) => text.split('\r\n').map((line) => line.replace(/^\ufeff/, ''));
    const [header, ada, bob, ...rest] = linesOf(response.body);
    expect(header).toBe(
      'id,directory,username,display_name,to_do,group,why,due,state,asked_for,done,done_because,snapshot,run,user_key',
    );
    expect(ada).toMatch(/^\d+,Corporate LDAP,ada,.*,disable the account,,Confluence may not .*,overdue,/);
    expect(bob).toMatch(/^\d+,not known,'@bob,.*,take the account out of the group,'\+staff,.*,open,/);
    expect(rest).toEqual(['']);
    expect(ada).toContain(`,"'=HYPERLINK(""x"";""ada"")",`);
    const all = linesOf((await harness.call('GET', '/hand-overs.csv?state=all')).body);
    expect(all.at(-2)).toMatch(/,eve,.*,closed,.*,left group,12,\d+,key-eve$/);
  });
});
