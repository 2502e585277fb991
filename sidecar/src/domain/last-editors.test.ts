// A page is missed exactly where it is restricted, somebody leaves who may edit it, and nobody stays who may.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type LetIn, lastEditors } from './last-editors.ts';
import type { UserKey } from './user.ts';

const everybody = ['ada', 'ben', 'eva', 'ian'] as UserKey[];
const some = fc.subarray(everybody).map((keys) => new Set(keys));

interface Named {
  readonly users: ReadonlySet<UserKey>;
  readonly members: readonly ReadonlySet<UserKey>[];
}
const named = fc.option(
  fc
    .record({ users: some, members: fc.array(some, { maxLength: 2 }) })
    .filter(({ users, members }) => users.size + members.length > 0),
);

function letIn(who: Named | null, leaving: ReadonlySet<UserKey>, cut = false): LetIn | null {
  if (who === null) return null;
  const groups = who.members.map((members) => ({ members, stays: [...members].some((key) => !leaving.has(key)) }));
  return { users: who.users, groups, cut };
}

const isNamed = (who: Named | null, key: UserKey) =>
  who === null || who.users.has(key) || who.members.some((members) => members.has(key));

it('names those who leave and may edit, exactly where nobody stays who may, whatever the restrictions', () => {
  fc.assert(
    fc.property(named, named, some, (view, edit, leaving) => {
      const mayEdit = (key: UserKey) => isNamed(view, key) && isNamed(edit, key);
      const restricted = view !== null || edit !== null;
      const stays = everybody.some((key) => mayEdit(key) && !leaving.has(key));
      const expected = restricted && !stays ? everybody.filter(mayEdit) : [];
      const page = { view: letIn(view, leaving), edit: letIn(edit, leaving) };
      expect([...lastEditors(page, leaving)].sort()).toEqual(expected);
    }),
  );
});

it('does not know who is the last one where not all are shown and nobody shown stays, and knows it where one does', () => {
  fc.assert(
    fc.property(named, named, some, (view, edit, leaving) => {
      fc.pre(view !== null || edit !== null);
      const stays = everybody.some((key) => isNamed(view, key) && isNamed(edit, key) && !leaving.has(key));
      const page = { view: letIn(view, leaving, edit === null), edit: letIn(edit, leaving, true) };
      expect(lastEditors(page, leaving)).toEqual(stays ? [] : 'unknown');
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
      const before = lastEditors({ view: letIn(view, leaving), edit: letIn(edit, leaving) }, leaving);
      const after = lastEditors({ view: letIn(view, fewer), edit: letIn(edit, fewer) }, fewer);
      for (const key of after) expect(before).toContain(key);
    }),
  );
});
