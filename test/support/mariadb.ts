// A real MariaDB server for tests, of Debian's package: its own folder, a free port of this machine, gone afterwards.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import mysql from 'mysql2/promise';
import { findFreePort } from './free-port.ts';

export interface MariadbServer {
  /** Address of a database for a login that must exist; `root` has no password. */
  readonly addressOf: (database: string, login?: string, password?: string) => string;
  readonly stop: () => Promise<void>;
}

export interface MariadbOptions {
  /** 0 keeps the case of table names (the default on Linux), 1 lower-cases them all. */
  readonly lowerCaseTableNames?: 0 | 1;
}

const isRoot = userInfo().uid === 0;
const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin', '/usr/bin'];

/** Why there can be no server here, or null. `npm test` installs Debian's package where it may. */
export function whyNoMariadb(): string | null {
  if (findProgram('mariadbd') !== null && findProgram('mariadb-install-db') !== null) return null;
  return 'mariadbd is missing; install it with: apt-get install mariadb-server';
}

export async function startMariadb(options: MariadbOptions = {}, attempts = 3): Promise<MariadbServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'um-mariadb-'));
  const data = path.join(folder, 'data');
  const port = await findFreePort();
  const asRoot = isRoot ? ['--user=root'] : [];
  const said: string[] = [];
  // Two test files may start at once and want the same free port; then another one is tried.
  const fail = async (cause?: unknown) => {
    await rm(folder, { recursive: true, force: true });
    if (attempts > 1) return startMariadb(options, attempts - 1);
    throw new Error(`MariaDB did not start: ${said.join('')}`, { cause });
  };
  const flags = [
    '--no-defaults',
    ...asRoot,
    `--datadir=${data}`,
    `--lower-case-table-names=${options.lowerCaseTableNames ?? 0}`,
  ];
  const made = spawnSync(programOf('mariadb-install-db'), [
    ...flags,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ]);
  if (made.status !== 0) {
    said.push(String(made.stdout), String(made.stderr));
    return fail(made.error);
  }
  const server = spawn(programOf('mariadbd'), [
    ...flags,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    `--socket=${path.join(folder, 'server.sock')}`,
    `--pid-file=${path.join(folder, 'server.pid')}`,
    ...['--character-set-server=utf8mb4', '--collation-server=utf8mb4_bin', '--innodb-flush-log-at-trx-commit=0'],
    ...['--innodb-buffer-pool-size=64M', '--performance-schema=OFF', '--skip-log-bin', '--default-time-zone=-07:00'],
  ]);
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (text) => said.push(String(text)));
  try {
    await waitUntilReady(server, port);
  } catch (error) {
    await stopServer(server);
    return fail(error);
  }
  return {
    addressOf: (database, login = 'root', password = '') =>
      `mysql://${login}:${password}@127.0.0.1:${port}/${database}`,
    async stop() {
      await stopServer(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function waitUntilReady(server: ChildProcess, port: number): Promise<void> {
  const until = performance.now() + 60_000;
  for (;;) {
    if (server.exitCode !== null) throw new Error(`The server ended with code ${server.exitCode}.`);
    try {
      const connection = await mysql.createConnection({ host: '127.0.0.1', port, user: 'root' });
      await connection.end();
      return;
    } catch (error) {
      if (performance.now() > until) throw error;
      await wait(100);
    }
  }
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('close', resolve));
  server.kill('SIGTERM');
  const patience = setTimeout(() => server.kill('SIGKILL'), 20_000);
  await ended;
  clearTimeout(patience);
}

function programOf(name: string): string {
  const found = findProgram(name);
  if (found === null) throw new Error(whyNoMariadb() ?? `${name} is missing.`);
  return found;
}

function findProgram(name: string): string | null {
  const folder = folders.find((one) => existsSync(path.join(one, name)));
  return folder === undefined ? null : path.join(folder, name);
}
