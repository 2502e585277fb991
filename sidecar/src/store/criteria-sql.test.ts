// Tests of what compiled criteria must never do: spell a value out, or take a character for a wildcard.
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { expect, it } from 'vitest';
import { compileCriteria, escapeLike, likePatternOf } from './criteria-sql.ts';

const compiler = new Kysely<object>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

it('binds every value a policy states', () => {
  const criteria = {
    any: [{ inGroup: "x'; drop table runs" }, { not: { username: ["o'*"] } }, { emailDomain: ['A.B'] }],
  } as const;
  const { sql, parameters } = compileCriteria(criteria, '2026-03-01T12:00:00.000Z').compile(compiler);
  expect(sql).not.toContain('drop');
  expect(parameters).toEqual(["x'; drop table runs", "x'; drop table runs", "o'%", 'a.b']);
});

it('takes only stars and question marks of a glob for wildcards', () => {
  expect(likePatternOf('svc-*')).toBe('svc-%');
  expect(likePatternOf('a**b?')).toBe('a%b_');
  expect(likePatternOf('100%_!\\')).toBe('100!%!_!!\\');
  expect(escapeLike('*?%')).toBe('*?!%');
});
