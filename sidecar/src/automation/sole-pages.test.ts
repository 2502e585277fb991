// What finding the last editors may cost: no group is read or counted twice, everybody else goes on meanwhile, bounds hold inside a search.
import { expect, it } from 'vitest';
import { makePerson, now, shiftMs } from '../../../test/support/people.ts';
import type { PagePort, RestrictedPage, SearchBounds } from '../adapters/ports/spaces.ts';
import type { UserKey } from '../domain/user.ts';
import { rememberEditors } from './page-editors.ts';
import { findSolePages } from './sole-pages.ts';

const key = (username: string) => `key-${username}` as UserKey;
const userOf = (username: string) => ({ userKey: key(username), username });
const byGroup = (id: string, group: string): RestrictedPage => ({
  id,
  view: null,
  edit: { userKeys: [], groups: [group], cut: false },
});

function readers(members: readonly UserKey[], leaving: ReadonlySet<UserKey>) {
  const reads: string[] = [];
  const snapshots = {
    person: async (_snapshot: number, userKey: UserKey) => makePerson({ username: userKey.slice(4) }),
    activeMembers: async (_snapshot: number, groups: readonly string[]) => {
      reads.push(...groups);
      return members;
    },
  };
  return { reads, editorsOf: rememberEditors({ store: { snapshots }, snapshotId: 1, leaving }) };
}

const told = (pages: readonly RestrictedPage[]): PagePort => ({
  restrictedPages: async () => ({ pages, whole: true, requests: 1 }),
});
const clock = { now: () => now };

it('reads a large group once for all pages and all questions, and lets others run between the pages', async () => {
  const members = Array.from({ length: 50_000 }, (_, index) => key(`member-${index}`));
  const leaving = new Set([key('mara')]);
  const { reads, editorsOf } = readers(members, leaving);
  const pages = told(Array.from({ length: 200 }, (_, index) => byGroup(String(index), 'Everybody')));
  let turns = 0;
  let asking = true;
  const count = () => {
    turns += 1;
    if (asking) setImmediate(count);
  };
  setImmediate(count);
  for (const person of [userOf('mara'), userOf('mara')]) {
    const { soleEditorOf, open } = await findSolePages({ pages, clock, editorsOf, leaving }, [person], 10);
    expect([soleEditorOf.size, open.size]).toEqual([0, 0]);
  }
  asking = false;
  expect(reads).toEqual(['everybody']);
  expect(turns).toBeGreaterThan(200);
});

it('finds somebody staying in a group as soon as one of its members is left alone after all', async () => {
  const leaving = new Set([key('ada'), key('mara')]);
  const { reads, editorsOf } = readers([key('ada'), key('mara')], leaving);
  const input = { pages: told([byGroup('42', 'editors')]), clock, editorsOf, leaving };
  expect([...(await findSolePages(input, [userOf('mara')], 10)).soleEditorOf]).toEqual([[key('mara'), ['42']]]);
  leaving.delete(key('mara'));
  expect((await findSolePages(input, [userOf('ada')], 10)).soleEditorOf.size).toBe(0);
  expect(reads).toEqual(['editors']);
});

it('gives no search more than ten requests, nor more than are left, so that one with many pages takes nothing from the rest', async () => {
  const people = Array.from({ length: 60 }, (_, index) => userOf(`user-${index}`));
  const given: number[] = [];
  const pages: PagePort = {
    restrictedPages: async (_names, { requests }) => {
      given.push(requests);
      return { pages: [], whole: given.length > 1, requests };
    },
  };
  const leaving = new Set(people.map(({ userKey }) => userKey));
  const { editorsOf } = readers([], leaving);
  const { open } = await findSolePages({ pages, clock, editorsOf, leaving }, people, 25);
  expect(given).toEqual([10, 10, 5]);
  expect([...open]).toEqual(people.slice(0, 20).map(({ userKey }) => userKey));
});

it('tells a search that is under way when two minutes are over', async () => {
  let at = now;
  const bounds: SearchBounds[] = [];
  const pages: PagePort = {
    restrictedPages: async (_names, given) => {
      bounds.push(given);
      expect(given.isLate()).toBe(false);
      at = shiftMs(now, 120_001);
      expect(given.isLate()).toBe(true);
      return { pages: [], whole: false, requests: 1 };
    },
  };
  const people = Array.from({ length: 40 }, (_, index) => userOf(`user-${index}`));
  const leaving = new Set(people.map(({ userKey }) => userKey));
  const { editorsOf } = readers([], leaving);
  const found = await findSolePages({ pages, clock: { now: () => at }, editorsOf, leaving }, people, 100);
  expect(found.open.size).toBe(40);
  expect(bounds).toHaveLength(1);
});

it('leaves open whose page has more editors than are shown, unless somebody who is shown stays', async () => {
  const leaving = new Set([key('ada'), key('mara')]);
  const { editorsOf } = readers([], leaving);
  const cut = (id: string, names: readonly string[]): RestrictedPage => ({
    id,
    view: null,
    edit: { userKeys: names.map(key), groups: [], cut: true },
  });
  const ask = (page: RestrictedPage) =>
    findSolePages({ pages: told([page]), clock, editorsOf, leaving }, [userOf('mara')], 10);
  expect([...(await ask(cut('42', ['mara', 'ada']))).open]).toEqual([key('mara')]);
  expect([...(await ask(cut('43', ['mara', 'eva']))).open]).toEqual([]);
});
