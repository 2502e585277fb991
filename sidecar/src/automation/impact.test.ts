// Tokens in use are told only by a source that told everything; pages that nobody would edit only by a search index that is whole.
import { describe, expect, it } from 'vitest';
import { makePerson, now, shiftMs } from '../../../test/support/people.ts';
import type { PagePort, PageReading } from '../adapters/ports/spaces.ts';
import { HostFailure, type HostPort } from '../adapters/ports.ts';
import { systemClock } from '../clock.ts';
import type { EvidenceItem } from '../domain/activity/evidence.ts';
import { imagePerson } from '../domain/plan/before-image.ts';
import type { PlanEntry } from '../domain/plan/plan.ts';
import type { Instant, UserKey } from '../domain/user.ts';
import type { SourceReading } from '../store/snapshots.ts';
import { watchOccupation } from './host-occupied.ts';
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

const found: PageReading = { pages: [], whole: true, requests: 1 };

interface Site {
  readonly state?: 'complete' | 'partial';
  readonly limits?: ImpactInput['limits'];
  readonly isReindexing?: HostPort['isReindexing'];
  readonly restrictedPages?: PagePort['restrictedPages'];
  readonly allSeen?: boolean;
  readonly people?: readonly string[];
}

function find(site: Site) {
  const { state = 'complete', limits = {}, allSeen = false, people = ['mara', 'ada'] } = site;
  const { isReindexing = async () => false, restrictedPages = async () => found } = site;

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
    pages: { restrictedPages },
    occupation: watchOccupation({ directories: async () => [], isReindexing }, { ...systemClock, now: () => now }),
    restricted: { allSeen, searches: 200 },
    clock: { now: () => now },
  });
  return finder({
    store: { snapshots },
    snapshot: { id: 1, sources: [reading] },
    entries: people.map(entryOf),
    limits,
    now,
  });
}

function useOf(at: Instant): EvidenceItem {
  return { source: 'database.tokens', kind: 'token-use', word: 'seen', at, readAt: now, carried: false };
}

it('names whose token was used within 90 days, and nobody for an older use', async () => {
  const { entries, untold } = await find({});
  expect(entries.map(({ notes }) => notes)).toEqual([['tokens-in-use'], ['personal-space']]);
  expect(entries[0]?.before.impact?.tokensUsedAt).toBe(shiftMs(now, -10 * dayMs));
  expect(untold).toEqual(['soleSpaceAdministrator', 'soleEditor']);
});

it('does not take for none what a source told in part', async () => {
  const { entries, untold } = await find({ state: 'partial' });
  expect(entries.map(({ notes }) => notes)).toEqual([[], ['personal-space']]);
  expect(untold).toContain('tokensInUse');
});

describe('a search that finds nobody missed, by a clock that stands still', () => {
  const limits = { holdOnImpact: ['soleEditor'] } as const;
  const untold = ['soleSpaceAdministrator', 'soleEditor'];
  const asked = [['sole-editor-asked-later'], ['personal-space', 'sole-editor-asked-later']];
  const notesOf = ({ entries }: Awaited<ReturnType<typeof find>>) => entries.map(({ notes }) => [...notes].sort());

  it('tells of everybody where the index was whole before and after', async () => {
    const plan = await find({ limits, allSeen: true, state: 'partial' });
    expect(plan.untold).not.toContain('soleEditor');
    expect(notesOf(plan)).toEqual([[], ['personal-space']]);
  });

  it('tells of nobody where a rebuilding of the index began meanwhile, and everybody is asked later', async () => {
    let reindexing = false;
    const restrictedPages = async () => {
      reindexing = true;
      return found;
    };
    const site = { limits, allSeen: true, state: 'partial', isReindexing: async () => reindexing } as const;
    const plan = await find({ ...site, restrictedPages });
    expect(plan.untold).toEqual([...untold, 'tokensInUse']);
    expect(notesOf(plan)).toEqual(asked);
  });

  it('tells of nobody where it ended meanwhile', async () => {
    let reindexing = true;
    const restrictedPages = async () => {
      reindexing = false;
      return found;
    };
    const site = { limits, allSeen: true, state: 'partial', isReindexing: async () => reindexing } as const;
    expect(notesOf(await find({ ...site, restrictedPages }))).toEqual(asked);
  });

  it('tells of nobody where nobody answers whether the index is whole', async () => {
    const isReindexing = () =>
      Promise.reject(new HostFailure('host_timeout', { request: 'GET /rest/api/index/reindex' }));
    const plan = await find({ limits, allSeen: true, state: 'partial', isReindexing });
    expect(plan.untold).toContain('soleEditor');
    expect(notesOf(plan)).toEqual(asked);
  });

  it('tells of everybody where this Confluence does not say what becomes of its index', async () => {
    const plan = await find({ limits, allSeen: true, state: 'partial', isReindexing: async () => null });
    expect(plan.untold).not.toContain('soleEditor');
  });
});

it('asks nothing of the index for many people whose policy does not hold on their pages', async () => {
  let questions = 0;
  const isReindexing = async () => {
    questions += 1;
    return false;
  };
  const people = Array.from({ length: 21 }, (_, at) => `user-${at}`);
  expect((await find({ isReindexing, people })).untold).toContain('soleEditor');
  expect(questions).toBe(0);
});
