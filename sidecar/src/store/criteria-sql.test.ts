// Tests of what compiled criteria must never do: spell a value out, or take a character for a wildcard.
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { expect, it } from 'vitest';
import { escapeLike, likePatternOf } from './criteria-sql/parts.ts';
import { compileCriteria } from './criteria-sql.ts';

const compiler = new Kysely<object>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

const facts = {
  now: '2026-03-01T12:00:00.000Z',
  engine: 'sqlite',
  accounts: 'complete',
  licence: null,
  onlyLogins: true,
  namesTold: true,
} as const;

it('binds every value a policy states', () => {
  const criteria = {
    any: [
      { inGroup: "x'; drop table runs" },
      { not: { username: ["o'*"] } },
      { emailDomain: ['A.B'] },
      { users: ["drop'"] },
      { directory: ["L'DAP"] },
    ],
  } as const;
  const { sql, parameters } = compileCriteria(criteria, facts).compile(compiler);
  expect(sql).not.toMatch(/drop|ldap/i);
  const names = ["x'; drop table runs", "x'; drop table runs", "o'%", '["a.b"]', `["drop'"]`, `["l'dap"]`];
  expect(parameters).toEqual(expect.arrayContaining(names));
});

it('binds a list as one value, as the engines count them', () => {
  const users = Array.from({ length: 1000 }, (_, index) => `user-${index}`);
  const { parameters } = compileCriteria({ users }, facts).compile(compiler);
  expect(parameters).toHaveLength(3);
});

it('takes only stars and question marks of a glob for wildcards', () => {
  expect(likePatternOf('svc-*')).toBe('svc-%');
  expect(likePatternOf('a**b?')).toBe('a%b_');
  expect(likePatternOf('100%_!\\')).toBe('100!%!_!!\\');
  expect(escapeLike('*?%')).toBe('*?!%');
});
