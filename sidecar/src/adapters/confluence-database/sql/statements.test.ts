// The printed statements as text, above all for the engines that no test can run.
import { describe, expect, it } from 'vitest';
import { dialects, type SqlEngine } from './dialect.ts';
import { readerLoginFor } from './reader-login.ts';
import { statementsFor } from './statements.ts';

const engines = Object.keys(dialects) as SqlEngine[];
const textOf = (engine: SqlEngine, name: string) => statementsFor(engine).find((one) => one.name === name)?.sql ?? '';

describe.each(engines)('%s', (engine) => {
  const statements = statementsFor(engine);

  it('has the same statements as every other engine, each with a purpose', () => {
    expect(statements.map(({ name }) => name)).toEqual(statementsFor('postgres').map(({ name }) => name));
    expect(new Set(statements.map(({ name }) => name)).size).toBe(statements.length);
    for (const { purpose } of statements) expect(purpose).toMatch(/^[A-Z].{25,}\.$/);
  });

  it('only reads, takes no parameter and ends without a semicolon', () => {
    for (const statement of statements) {
      const sql = statement.sql.replace(/'[^']*'/g, "''");
      expect(sql).toMatch(/^(?:select|with) /);
      expect(sql).not.toMatch(
        /[;?]|\$\d|:\w|--|\b(?:insert|update|delete|merge|drop|create|alter|grant|into|call|exec)\b/i,
      );
      expect(sql.split('(').length).toBe(sql.split(')').length);
    }
  });

  it('asks for no hash of a password', () => {
    expect(statements.map(({ sql }) => sql).join()).not.toMatch(/credential|HASHED_TOKEN|select \*/i);
  });
});

describe('SQL Server', () => {
  it('names tables in the case it keeps, quotes with brackets, and writes dates its own way', () => {
    expect(textOf('sqlserver', 'token-use')).toContain('max(t.[LAST_ACCESSED_AT])');
    expect(textOf('sqlserver', 'token-use')).toContain('from [AO_81F455_PERSONAL_TOKEN] t');
    expect(textOf('sqlserver', 'logins')).toContain('convert(varchar(19), max(l.successdate), 120)');
    expect(textOf('sqlserver', 'licence-grants')).toContain('from SPACEPERMISSIONS p');
  });

  it('recurses without the word, and ends cycles by the path of each row', () => {
    for (const name of ['nested-memberships', 'licensed-users']) {
      expect(textOf('sqlserver', name)).not.toMatch(/\brecursive\b|\blimit\b|\|\|/);
      expect(textOf('sqlserver', name)).toMatch(/union all[\s\S]+path not like/);
    }
  });
});

describe('Oracle', () => {
  it('quotes only what is in capitals on purpose, and writes dates its own way', () => {
    expect(textOf('oracle', 'recent-views')).toContain('max(t."LAST_VIEW_DATE")');
    expect(textOf('oracle', 'recent-views')).toContain('from "AO_92296B_AORECENTLY_VIEWED" t');
    expect(textOf('oracle', 'accounts')).toContain("to_char(u.created_date, 'YYYY-MM-DD HH24:MI:SS')");
    expect(textOf('oracle', 'accounts')).not.toContain('"');
  });

  it('walks groups by its own hierarchies, which end cycles, and gives no table an "as"', () => {
    for (const name of ['nested-memberships', 'licensed-users']) {
      expect(textOf('oracle', name)).toMatch(/connect by nocycle prior/);
      expect(textOf('oracle', name)).not.toMatch(/\brecursive\b|\b(?:from|join) \w+ as\b/);
    }
  });

  it('keeps every name within thirty characters, which older versions allow', () => {
    const names = statementsFor('oracle').flatMap(({ sql }) => sql.match(/\w+/g) ?? []);
    expect(names.filter((name) => name.length > 30)).toEqual([]);
  });
});

describe('readerLoginFor', () => {
  it('grants columns by table, with capitals quoted as the engine wants them', () => {
    const [postgres, mysql] = [readerLoginFor('postgres'), readerLoginFor('mysql', { schema: 'wiki' })];
    expect(postgres.map(({ sql }) => sql)).toContain(
      'grant select ("USER_KEY", "LAST_VIEW_DATE") on public."AO_92296B_AORECENTLY_VIEWED" to user_management',
    );
    expect(mysql.map(({ sql }) => sql)).toContain(
      "grant select (username, successdate, prevsuccessdate, faileddate) on wiki.logininfo to 'user_management'@'%'",
    );
    expect(mysql.map(({ sql }) => sql).join()).toContain('wiki.SPACEPERMISSIONS');
  });
});
