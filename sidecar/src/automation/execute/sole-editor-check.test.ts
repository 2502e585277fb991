// Right before a step: two who share a page and both leave, pages the plan showed already, and answers that tell nothing.
import { describe, expect, it } from 'vitest';
import { makePerson, now } from '../../../../test/support/people.ts';
import type { NamedByRestriction, PagePort } from '../../adapters/ports/spaces.ts';
import { HostFailure } from '../../adapters/ports.ts';
import { imagePerson } from '../../domain/plan/before-image.ts';
import type { PlanNote } from '../../domain/plan/intent.ts';
import type { Outcome, SkipReason } from '../../domain/run.ts';
import type { UserKey } from '../../domain/user.ts';
import type { StoredEntry } from '../../store/runs.ts';
import { openSoleEditorCheck } from './sole-editor-check.ts';

const key = (username: string) => `key-${username}` as UserKey;

const asked: readonly PlanNote[] = ['sole-editor-asked-later'];

function entryOf(username: string, outcomes: readonly (Outcome | null)[] = [null], notes = asked): StoredEntry {
  const person = makePerson({ username });
  const stepOf = (outcome: Outcome | null, position: number) => ({
    id: position + 1,
    position,
    change: { kind: 'disable' } as const,
    disposition: { kind: 'planned' } as const,
    outcome,
    verification: null,
    attempts: 0,
    finishedAt: null,
  });
  return {
    personId: 1,
    userKey: person.user.userKey,
    createdKey: null,
    username: person.user.username,
    displayName: person.user.displayName,
    fate: 'planned',
    before: imagePerson(person),
    trace: { combine: 'all', verdict: 'yes', children: [] },
    steps: outcomes.map(stepOf),
    notes,
  };
}

const shared: NamedByRestriction = { userKeys: [key('ada'), key('mara')], groups: [], cut: false };

function open(entries: readonly StoredEntry[], pages?: PagePort, isIndexWhole = async () => true) {
  const questions: string[][] = [];
  const told: PagePort = {
    restrictedPages: async (usernames) => {
      questions.push([...usernames]);
      return { pages: [{ id: '42', view: null, edit: shared }], whole: true, requests: 1 };
    },
  };
  const store = {
    runs: {
      entries: async ({ after }: { after: number }) => (after === 0 ? entries : []),
    },
    snapshots: {
      person: async (_snapshot: number, userKey: UserKey) => makePerson({ username: userKey.slice(4) }),
      activeMembers: async () => [],
    },
  };
  const run = { id: 1, snapshotId: 1 };
  const input = { store, run, pages: pages ?? told, occupation: { isIndexWhole }, clock: { now: () => now } };
  const check = openSoleEditorCheck(input);
  /** As the executor does with whoever is left alone for it. */
  const ask = async (entry: StoredEntry) => {
    const found = await check.ask(entry);
    if (found.size > 0) await check.leftAlone(entry);
    return found;
  };
  return { questions, check, ask };
}

const ada = entryOf('ada');
const mara = entryOf('mara');

it('leaves the first of two last editors alone, who then stays for the second', async () => {
  const { ask } = open([ada, mara]);
  expect([...(await ask(mara))]).toEqual([[key('mara'), ['42']]]);
  expect((await ask(ada)).size).toBe(0);
});

it('does not count as staying whoever was asked about and then left alone for something else, such as being gone', async () => {
  const { check } = open([ada, mara]);
  expect([...(await check.ask(mara))]).toEqual([[key('mara'), ['42']]]);
  expect([...(await check.ask(ada))]).toEqual([[key('ada'), ['42']]]);
});

const refused: Outcome = { kind: 'refused', guard: 'exempt' };
const failed: Outcome = { kind: 'failed', code: 'host_error' };
const skipped = (reason: SkipReason): Outcome => ({ kind: 'skipped', reason });

it('counts as staying whoever a guard left alone before it was taken up again', async () => {
  for (const outcomes of [[refused], [refused, refused]]) {
    expect((await open([entryOf('ada', outcomes), mara]).ask(mara)).size).toBe(0);
  }
});

it.each<{ what: string; outcomes: readonly (Outcome | null)[] }>([
  { what: 'has not come up yet', outcomes: [null] },
  { what: 'was refused one step and has another to come', outcomes: [refused, null] },
  { what: 'was changed', outcomes: [{ kind: 'applied' }] },
  { what: 'was changed without effect so far', outcomes: [{ kind: 'applied-without-effect' }] },
  { what: 'was so already', outcomes: [{ kind: 'already' }] },
  { what: 'waits for a directory to be read', outcomes: [{ kind: 'pending-synchronisation' }] },
  { what: 'is rehearsed', outcomes: [{ kind: 'rehearsed' }] },
  { what: 'may have been changed', outcomes: [{ kind: 'unknown', code: 'host_timeout' }] },
  { what: 'failed, which the next run tries again', outcomes: [failed] },
  { what: 'cannot be changed by this way', outcomes: [{ kind: 'unsupported', reason: 'capability-absent' }] },
  { what: 'was changed before a later step failed', outcomes: [{ kind: 'applied' }, failed] },
  { what: 'was changed before a guard refused a later step', outcomes: [{ kind: 'applied' }, refused] },
  {
    what: 'may have been changed before the rest was left',
    outcomes: [{ kind: 'unknown', code: 'host_timeout' }, skipped('earlier-step-failed')],
  },
  ...(
    [
      'user-is-gone',
      'user-was-renamed',
      'user-not-certain',
      'status-changed',
      'group-changed',
      'earlier-step-failed',
      'earlier-step-undone',
      'criteria-no-longer-match',
      'stage-was-reset',
      'cancelled',
      'earlier-wave',
      'carried-over',
      'too-many-failures',
      'host-stopped-answering',
      'turned-away',
      'canary-without-effect',
    ] as const
  ).map((reason) => ({ what: `was skipped (${reason})`, outcomes: [skipped(reason)] })),
])('counts as leaving whoever $what', async ({ outcomes }) => {
  const { ask } = open([entryOf('ada', outcomes), mara]);
  expect([...(await ask(mara))]).toEqual([[key('mara'), ['42']]]);
});

it('does not count as staying whoever had a step done before, even where the rest is left alone', async () => {
  const begun = entryOf('ada', [{ kind: 'already' }, null]);
  const { ask } = open([begun, mara]);
  expect((await ask(begun)).size).toBe(1);
  expect((await ask(mara)).size).toBe(1);
});

it('asks about nobody whose pages the plan knows', async () => {
  const known = entryOf('mara', [null], []);
  const { ask, questions } = open([ada, known]);
  expect((await ask(known)).size).toBe(0);
  expect(questions).toEqual([]);
});

describe('pages that the plan showed, and that somebody decided about', () => {
  const impact = { soleAdministratorOf: [], soleEditorOf: ['42'], personalSpace: null, tokensUsedAt: null };
  const shown = { ...mara, before: { ...mara.before, impact } };
  const answering = (ids: readonly string[], whole = true) =>
    open([ada, shown], {
      restrictedPages: async () => ({
        pages: ids.map((id) => ({ id, view: null, edit: shared })),
        whole,
        requests: 1,
      }),
    });

  it('hold nobody back, and no page beside them passes', async () => {
    expect((await answering(['42']).ask(shown)).size).toBe(0);
    expect([...(await answering(['42', '43']).ask(shown))]).toEqual([[key('mara'), ['43']]]);
  });

  it('do not tell of the rest: who is read in part is left alone all the same', async () => {
    expect([...(await answering(['42'], false).ask(shown))]).toEqual([[key('mara'), 'unknown']]);
  });

  it('stay with nobody else of the plan: whoever may leave them does not count as staying', async () => {
    const { ask } = answering(['42']);
    expect((await ask(shown)).size).toBe(0);
    expect([...(await ask(ada))]).toEqual([[key('ada'), ['42']]]);
  });
});

it('leaves alone whoever cannot be told about: no answer, a failure, more pages than are asked for, editors not all shown', async () => {
  const cut: NamedByRestriction = { ...shared, cut: true };
  const answers: readonly PagePort['restrictedPages'][] = [
    async () => null,
    async () => Promise.reject(new HostFailure('host_timeout', { request: 'GET /rest/api/content/search' })),
    async () => ({ pages: [], whole: false, requests: 10 }),
    async () => ({ pages: [{ id: '42', view: null, edit: cut }], whole: true, requests: 1 }),
  ];
  for (const restrictedPages of answers) {
    const { ask } = open([ada, mara], { restrictedPages });
    expect([...(await ask(mara))]).toEqual([[key('mara'), 'unknown']]);
  }
});

describe('a search that finds nothing', () => {
  const none: PagePort = { restrictedPages: async () => ({ pages: [], whole: true, requests: 1 }) };

  it('lets pass nobody where a rebuilding of the index began meanwhile, and each who follows is asked about anew', async () => {
    let whole = true;
    const restrictedPages: PagePort['restrictedPages'] = async (usernames) => {
      whole = usernames.includes('ada');
      return { pages: [], whole: true, requests: 1 };
    };
    const { ask } = open([ada, mara], { restrictedPages }, async () => whole);
    expect([...(await ask(mara))]).toEqual([[key('mara'), 'unknown']]);
    expect((await ask(ada)).size).toBe(0);
  });

  it('is followed by a question about the index for those alone of whom the plan left it open', async () => {
    let questions = 0;
    const isIndexWhole = async () => {
      questions += 1;
      return true;
    };
    const known = entryOf('mara', [null], []);
    const { ask } = open([ada, known], none, isIndexWhole);
    expect((await ask(known)).size).toBe(0);
    expect(questions).toBe(0);
    expect((await ask(ada)).size).toBe(0);
    expect(questions).toBe(1);
  });
});

it('a page that is found counts whatever becomes of the index', async () => {
  const { ask } = open([ada, mara], undefined, async () => false);
  expect([...(await ask(mara))]).toEqual([[key('mara'), ['42']]]);
});
