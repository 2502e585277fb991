// What the store does when PostgreSQL breaks a connection or gives none: what was asked fails, and the process goes on.
import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../sidecar/src/store/database.ts';
import { migrateToNewest } from '../../sidecar/src/store/migrations/migrate.ts';
import { startDatabases, type TestDatabases } from '../support/databases.ts';
import { openRaw } from '../support/raw-database.ts';

let databases: TestDatabases;
beforeAll(async () => {
  databases = await startDatabases('postgres');
});
afterAll(() => databases.stop());

it('outlives a connection that breaks in the middle of a transaction', async () => {
  const address = await databases.create();
  const [database, owner] = [openDatabase(address), openRaw(address)];
  await migrateToNewest(database);
  const { promise: broken, resolve: breakIt } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const read = (rows: Database['writes']) => rows.selectFrom('actors').select('username').execute();
  const transaction = database.writes.transaction().execute(async (rows) => {
    await read(rows);
    begin();
    await broken;
    await read(rows);
  });
  const failed = expect(transaction).rejects.toThrow();
  await begun;
  const others = 'from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
  await owner.ask(`select pg_terminate_backend(pid) ${others}`);
  await expect.poll(() => owner.ask(`select pid ${others}`)).toEqual([]);
  breakIt();
  await failed;
  expect(await read(database.writes)).toEqual([]);
  await database.close();
  await owner.close();
});

it('waits for a connection so long and no longer', async () => {
  const sockets = new Set<Socket>();
  const silent = createServer((socket) => void sockets.add(socket));
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
  const address = silent.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const url = `postgres://nobody@127.0.0.1:${port}/none`;
  const database = openDatabase({ kind: 'postgres', url }, { connectionTimeoutMs: 50 });
  await expect(database.reads.selectFrom('actors').select('id').execute()).rejects.toThrow('timeout');
  await database.close();
  for (const socket of sockets) socket.destroy();
  await new Promise((closed) => silent.close(closed));
});
