// The suite that proves by the servers' own books that reading writes nothing, with a login that could.
import { expect, it } from 'vitest';
import { site } from '../../support/confluence-tables/site.ts';
import { collect, type GivenSites } from './given.ts';
import { readEverything } from './safety.ts';

export function describeNoWrite({ engine, create, connect }: GivenSites): void {
  it('writes nothing even with a login that can, by the book of the server', async () => {
    const database = await create({ rows: site });
    const schema = engine === 'postgres' ? 'public' : new URL(database.ownerUrl).pathname.slice(1);
    const { url, grantee } = await database.createLogin('writer');
    const all = engine === 'postgres' ? `all tables in schema ${schema}` : `${schema}.*`;
    await database.run(`grant select, insert, update, delete on ${all} to ${grantee}`);
    const port = connect({ url, allowWritableLogin: true, batchSize: 200 });
    const readAll = async () => {
      expect((await port.check()).canWrite).toBe(true);
      await port.read(readEverything);
    };
    const { run } = database;
    await (engine === 'postgres' ? proveByTransactionIds(run, readAll) : proveByStatements(run, grantee, readAll));
  });

  it('keeps its transaction read-only and at one moment', async () => {
    const database = await create({ rows: site });
    const port = connect({ url: await database.createReader(), batchSize: 200 });
    await port.read(async (reading) => {
      for await (const _ of reading.accounts()) {
        const [open] = await database.run(
          engine === 'postgres'
            ? "select backend_xid is null as idle from pg_stat_activity where application_name = 'user-management'"
            : 'select trx_is_read_only = 1 as idle from information_schema.innodb_trx order by trx_started desc limit 1',
        );
        expect([true, '1', 1]).toContain(open?.idle);
        return;
      }
    });
    await port.read(async (reading) => expect((await collect(reading.groups())).length).toBe(9));
  });
}

type Run = (statement: string) => Promise<readonly Record<string, unknown>[]>;

/** PostgreSQL gives every transaction that writes a number, whoever makes it: no number given, nothing written. */
async function proveByTransactionIds(run: Run, work: () => Promise<void>): Promise<void> {
  await run('alter system set autovacuum = off');
  await run('select pg_reload_conf()');
  const next = async () => Number((await run('select pg_snapshot_xmax(pg_current_snapshot())::text as next'))[0]?.next);
  const before = await next();
  await work();
  expect(await next()).toBe(before);
  await run('create table written (n int)');
  expect(await next()).toBeGreaterThan(before);
}

/** MariaDB logs every statement it gets. */
async function proveByStatements(run: Run, grantee: string, work: () => Promise<void>): Promise<void> {
  const login = grantee.replace(/'([^']*)'.*/, '$1');
  await run("set global log_output = 'TABLE'");
  await run('set global general_log = 1');
  await work();
  await run('set global general_log = 0');
  const rows = await run(
    `select convert(argument using utf8mb4) as text from mysql.general_log where user_host like '${login}%' and command_type = 'Query'`,
  );
  const statements = rows.map(({ text }) => String(text).trim());
  expect(statements.length).toBeGreaterThan(30);
  expect(statements.filter((one) => one === 'set transaction isolation level repeatable read, read only')).toHaveLength(
    2,
  );
  const harmless =
    /^(?:select|show grants|set transaction isolation|set session (?:max_\w+|time_zone|sql_mode)|begin|rollback)\b/i;
  expect(statements.filter((one) => !harmless.test(one) || /\b(?:for update|into outfile)\b/i.test(one))).toEqual([]);
}
