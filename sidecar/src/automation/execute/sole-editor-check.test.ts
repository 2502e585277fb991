// Two who share a page and both leave: the first is left alone, and is then somebody who stays for the second.
import { expect, it } from 'vitest';
import { makePerson, now } from '../../../../test/support/people.ts';
import type { NamedByRestriction, PagePort } from '../../adapters/ports/spaces.ts';
import type { ImpactKind } from '../../domain/impact.ts';
import { imagePerson } from '../../domain/plan/before-image.ts';
import type { PlanNote } from '../../domain/plan/intent.ts';
import type { Outcome } from '../../domain/run.ts';
import type { UserKey } from '../../domain/user.ts';
import type { StoredEntry } from '../../store/runs.ts';
import { openSoleEditorCheck } from './sole-editor-check.ts';

const key = (username: string) => `key-${username}` as UserKey;

const asked: readonly PlanNote[] = ['sole-editor-asked-later'];

function entryOf(username: string, outcome: Outcome | null = null, notes = asked): StoredEntry {
  const person = makePerson({ username });
  const step = {
    id: 1,
    position: 0,
    change: { kind: 'disable' },
    disposition: { kind: 'planned' },
    outcome,
    verification: null,
    attempts: 0,
    finishedAt: null,
  } as const;
  return {
    personId: 1,
    userKey: person.user.userKey,
    createdKey: null,
    username: person.user.username,
    displayName: person.user.displayName,
    fate: 'planned',
    before: imagePerson(person),
    trace: { combine: 'all', verdict: 'yes', children: [] },
    steps: [step],
    notes,
  };
}

const shared: NamedByRestriction = { userKeys: [key('ada'), key('mara')], groups: [], cut: false };

function open(entries: readonly StoredEntry[], more: { untold?: readonly ImpactKind[]; pages?: PagePort } = {}) {
  const questions: string[][] = [];
  const pages: PagePort = more.pages ?? {
    restrictedPages: async (usernames) => {
      questions.push([...usernames]);
      return { pages: [{ id: '42', view: null, edit: shared }], whole: true, requests: 1 };
    },
  };
  const store = {
    runs: {
      entries: async ({ after }: { after: number }) => (after === 0 ? entries : []),
      plan: async () => ({ summary: { impactUntold: more.untold ?? [] } }),
    },
    snapshots: {
      person: async (_snapshot: number, userKey: UserKey) => makePerson({ username: userKey.slice(4) }),
      activeMembers: async () => [],
    },
  };
  const run = { id: 1, snapshotId: 1 };
  return { questions, ask: openSoleEditorCheck({ store, run, pages, clock: { now: () => now } }) };
}

const ada = entryOf('ada');
const mara = entryOf('mara');

it('leaves the first of two last editors alone, who then stays for the second', async () => {
  const { ask } = open([ada, mara]);
  expect([...(await ask(mara))]).toEqual([[key('mara'), ['42']]]);
  expect((await ask(ada)).size).toBe(0);
});

it('counts as staying whoever was left alone before it was taken up again', async () => {
  const { ask } = open([entryOf('ada', { kind: 'refused', guard: 'exempt' }), mara]);
  expect((await ask(mara)).size).toBe(0);
});

it('asks about nobody whose pages the plan knows', async () => {
  const known = entryOf('mara', null, []);
  const { ask, questions } = open([ada, known]);
  expect((await ask(known)).size).toBe(0);
  expect(questions).toEqual([]);
});

it('takes what is still not known for a reason only where nobody approved a plan that said so', async () => {
  const pages: PagePort = { restrictedPages: async () => null };
  expect([...(await open([mara], { pages }).ask(mara))]).toEqual([[key('mara'), 'unknown']]);
  expect((await open([mara], { pages, untold: ['soleEditor'] }).ask(mara)).size).toBe(0);
});
