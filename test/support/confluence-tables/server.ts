// Real database servers of both engines with Confluence's tables in them, and logins to read them with.
import mysql from 'mysql2/promise';
import pg from 'pg';
import { startDatabases } from '../databases.ts';
import { type MariadbOptions, startMariadb } from '../mariadb.ts';
import { defineTable, type TestEngine, tableDefinitions } from './definition.ts';
import { insertStatements, type Rows } from './rows.ts';

/** One database and its owner. */
export interface SiteDatabase {
  readonly engine: TestEngine;
  /** Address of the owner, who can do everything. */
  readonly ownerUrl: string;
  /** Makes a login without any right and gives its address. */
  readonly createLogin: (name: string) => Promise<{ readonly url: string; readonly grantee: string }>;
  /** Makes a login that may read everything and do nothing else. */
  readonly createReader: () => Promise<string>;
  /** Runs a statement as the owner. */
  readonly run: (statement: string) => Promise<readonly Record<string, unknown>[]>;
}

export interface SiteWish {
  readonly rows?: Rows;
  /** Names of tables this site does not have. */
  readonly without?: readonly string[];
  /** Of MySQL's texts, by table. */
  readonly collationOf?: (table: string) => string;
}

export interface SiteServer {
  readonly create: (wish?: SiteWish) => Promise<SiteDatabase>;
  readonly stop: () => Promise<void>;
}

export async function startSiteServer(engine: TestEngine, options: MariadbOptions = {}): Promise<SiteServer> {
  return engine === 'postgres' ? startPostgresSites() : startMariadbSites(options);
}

async function startPostgresSites(): Promise<SiteServer> {
  const server = await startDatabases('postgres');
  const owners: pg.Client[] = [];
  let logins = 0;
  return {
    async create(wish = {}) {
      const address = await server.create();
      if (address.kind !== 'postgres') throw new Error('Not a PostgreSQL address.');
      const owner = new pg.Client({ connectionString: address.url });
      owners.push(owner);
      await owner.connect();
      const run = async (statement: string) => (await owner.query<Record<string, unknown>>(statement)).rows;
      // A server's own zone and format of dates must not show.
      const name = new URL(address.url).pathname.slice(1);
      await run(`alter database ${name} set timezone = 'America/Los_Angeles'`);
      await run(`alter database ${name} set datestyle = 'German'`);
      await fill('postgres', run, wish);
      const createLogin = async (wanted: string) => {
        logins += 1;
        const login = `${wanted}_${logins}`;
        await run(`create role ${login} login password 'secret'`);
        return { url: withLogin(address.url, login), grantee: login };
      };
      return {
        engine: 'postgres',
        ownerUrl: address.url,
        run,
        createLogin,
        async createReader() {
          const { url, grantee } = await createLogin('reader');
          await run(`grant select on all tables in schema public to ${grantee}`);
          return url;
        },
      };
    },
    async stop() {
      for (const owner of owners) await owner.end();
      await server.stop();
    },
  };
}

function withLogin(url: string, login: string): string {
  return url.replace(/\/\/[^@]*@/, `//${login}:secret@`);
}

async function startMariadbSites(options: MariadbOptions): Promise<SiteServer> {
  const server = await startMariadb(options);
  const owner = await mysql.createConnection({
    uri: server.addressOf('mysql'),
    supportBigNumbers: true,
    bigNumberStrings: true,
  });
  let count = 0;
  return {
    async create(wish = {}) {
      count += 1;
      const name = `confluence_${count}`;
      const run = async (statement: string) => {
        const [rows] = await owner.query<mysql.RowDataPacket[]>(statement);
        return Array.isArray(rows) ? rows : [];
      };
      await run(`create database ${name} character set utf8mb4 collate utf8mb4_bin`);
      await run(`use ${name}`);
      // Fixtures write a backslash as a backslash, and dates that are none.
      await run("set session sql_mode = 'NO_BACKSLASH_ESCAPES'");
      await fill('mariadb', run, wish);
      const createLogin = async (wanted: string) => {
        count += 1;
        const login = `${wanted}_${count}`;
        await run(`create user '${login}'@'127.0.0.1' identified by 'secret'`);
        return { url: server.addressOf(name, login, 'secret'), grantee: `'${login}'@'127.0.0.1'` };
      };
      return {
        engine: 'mariadb',
        ownerUrl: server.addressOf(name),
        run,
        createLogin,
        async createReader() {
          const { url, grantee } = await createLogin('reader');
          await run(`grant select on ${name}.* to ${grantee}`);
          return url;
        },
      };
    },
    async stop() {
      await owner.end();
      await server.stop();
    },
  };
}

async function fill(engine: TestEngine, run: SiteDatabase['run'], wish: SiteWish): Promise<void> {
  for (const table of tableDefinitions) {
    if (wish.without?.includes(table.name)) continue;
    for (const statement of defineTable(engine, table, wish.collationOf?.(table.name))) await run(statement);
  }
  const rows = Object.entries(wish.rows ?? {}).filter(([table]) => !wish.without?.includes(table));
  for (const statement of insertStatements(engine, Object.fromEntries(rows))) await run(statement);
}
