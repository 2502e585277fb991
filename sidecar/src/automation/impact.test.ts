// Tokens in use are told only by a source that told everything, and by uses of the last 90 days.
import { expect, it } from 'vitest';
import { makePerson, now, shiftMs } from '../../../test/support/people.ts';
import type { EvidenceItem } from '../domain/activity/evidence.ts';
import { imagePerson } from '../domain/plan/before-image.ts';
import type { PlanEntry } from '../domain/plan/plan.ts';
import type { Instant, UserKey } from '../domain/user.ts';
import type { SourceReading } from '../store/snapshots.ts';
import { createImpactFinder, type ImpactInput } from './impact.ts';

const dayMs = 86_400_000;

function entryOf(username: string): PlanEntry {
  const person = makePerson({ username });
  return {
    userKey: person.user.userKey,
    username: person.user.username,
    before: imagePerson(person),
    trace: { combine: 'all', verdict: 'yes', children: [] },
    steps: [{ change: { kind: 'disable' }, disposition: { kind: 'planned' } }],
    notes: [],
  };
}

function find(state: 'complete' | 'partial') {
  const uses = [
    { userKey: 'key-mara' as UserKey, item: useOf(shiftMs(now, -10 * dayMs)) },
    { userKey: 'key-ada' as UserKey, item: useOf(shiftMs(now, -91 * dayMs)) },
  ];
  const snapshots: ImpactInput['store']['snapshots'] = {
    evidenceBy: async function* () {
      yield uses;
    },
    activeMembers: async () => [],
    searchUsers: async () => ({ users: [], total: 0, nextCursor: null }),
    person: async () => null,
  };
  const reading: SourceReading = { source: 'database.tokens', state, reason: null, count: uses.length, readAt: now };
  const finder = createImpactFinder({
    spaces: { personal: async () => ['~ada'], administrators: async () => null },
    pages: { restrictedPages: async () => ({ pages: [], whole: true, requests: 1 }) },
    occupation: { look: async () => ({ directories: [], reindexing: false }) },
    restricted: { allSeen: false, searches: 0 },
    clock: { now: () => now },
  });
  return finder({
    store: { snapshots },
    snapshot: { id: 1, sources: [reading] },
    entries: [entryOf('mara'), entryOf('ada')],
    limits: {},
    now,
  });
}

function useOf(at: Instant): EvidenceItem {
  return { source: 'database.tokens', kind: 'token-use', word: 'seen', at, readAt: now, carried: false };
}

it('names whose token was used within 90 days, and nobody for an older use', async () => {
  const { entries, untold } = await find('complete');
  expect(entries.map(({ notes }) => notes)).toEqual([['tokens-in-use'], ['personal-space']]);
  expect(entries[0]?.before.impact?.tokensUsedAt).toBe(shiftMs(now, -10 * dayMs));
  expect(untold).toEqual(['soleSpaceAdministrator', 'soleEditor']);
});

it('does not take for none what a source told in part', async () => {
  const { entries, untold } = await find('partial');
  expect(entries.map(({ notes }) => notes)).toEqual([[], ['personal-space']]);
  expect(untold).toContain('tokensInUse');
});
