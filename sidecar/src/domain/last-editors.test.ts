// A page is missed exactly where it is restricted, somebody leaves who may edit it, and nobody stays who may.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lastEditors } from './last-editors.ts';
import type { UserKey } from './user.ts';

const everybody = ['ada', 'ben', 'eva', 'ian'] as UserKey[];
const some = fc.subarray(everybody).map((keys) => new Set(keys));
const named = fc.option(fc.subarray(everybody, { minLength: 1 }).map((keys) => new Set(keys)));

it('names those who leave and may edit, exactly where nobody stays who may, whatever the restrictions', () => {
  fc.assert(
    fc.property(named, named, some, (view, edit, leaving) => {
      const mayEdit = (key: UserKey) => (view?.has(key) ?? true) && (edit?.has(key) ?? true);
      const restricted = view !== null || edit !== null;
      const stays = everybody.some((key) => mayEdit(key) && !leaving.has(key));
      const expected = restricted && !stays ? everybody.filter(mayEdit) : [];
      expect([...lastEditors({ view, edit }, leaving)].sort()).toEqual(expected);
    }),
  );
});

it('finds nobody missed on a page that no restriction narrows, even where everybody leaves', () => {
  expect(lastEditors({ view: null, edit: null }, new Set(everybody))).toEqual([]);
});

it('needs nobody new to be missed where one more stays', () => {
  fc.assert(
    fc.property(named, named, some, fc.constantFrom(...everybody), (view, edit, leaving, one) => {
      const fewer = new Set([...leaving].filter((key) => key !== one));
      const before = lastEditors({ view, edit }, leaving);
      for (const key of lastEditors({ view, edit }, fewer)) expect(before).toContain(key);
    }),
  );
});
