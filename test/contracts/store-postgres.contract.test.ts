// What the store does when PostgreSQL breaks a connection or gives none: what was asked fails, and the process goes on.
import { createServer, type Socket } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../../sidecar/src/store/database.ts';
import { startDatabases, type TestDatabases } from '../support/databases.ts';

let databases: TestDatabases;
beforeAll(async () => {
  databases = await startDatabases('postgres');
});
afterAll(() => databases.stop());

it('outlives a connection that breaks in the middle of a transaction', async () => {
  const database = openDatabase(await databases.create());
  const { promise: broken, resolve: breakIt } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<number>();
  const transaction = database.writes.transaction().execute(async (rows) => {
    const { rows: found } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(rows);
    begin(found[0]?.pid ?? 0);
    await broken;
    await sql`select 1`.execute(rows);
  });
  const failed = expect(transaction).rejects.toThrow();
  const pid = await begun;
  await sql`select pg_terminate_backend(${pid})`.execute(database.writes);
  await expect
    .poll(async () => (await sql`select from pg_stat_activity where pid = ${pid}`.execute(database.reads)).rows)
    .toEqual([]);
  breakIt();
  await failed;
  await sql`select 1`.execute(database.writes);
  await database.close();
});

it('waits for a connection so long and no longer', async () => {
  const sockets = new Set<Socket>();
  const silent = createServer((socket) => void sockets.add(socket));
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
  const address = silent.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const url = `postgres://nobody@127.0.0.1:${port}/none`;
  const database = openDatabase({ kind: 'postgres', url }, { connectionTimeoutMs: 50 });
  await expect(sql`select 1`.execute(database.reads)).rejects.toThrow('timeout');
  await database.close();
  for (const socket of sockets) socket.destroy();
  await new Promise((closed) => silent.close(closed));
});
