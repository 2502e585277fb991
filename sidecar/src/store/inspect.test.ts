// Looking at a database without touching it: its version, its settings, and not one byte or file that was not there before.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import { inspectStore } from './inspect.ts';
import { migrationNames } from './migrations/migrate.ts';
import { openStore } from './open.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'um-inspect-'));
  file = join(folder, 'store.db');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const inspect = () => inspectStore({ kind: 'sqlite', file });

async function change(statement: string): Promise<void> {
  const database = openDatabase({ kind: 'sqlite', file });
  await sql.raw(statement).execute(database.writes);
  await database.close();
}

describe('a database that is looked at', () => {
  it('is not made where there is none', async () => {
    expect(await inspect()).toBeNull();
    expect(await readdir(folder)).toEqual([]);
  });

  it('tells its version and settings, and keeps every byte', async () => {
    await (await openStore({ kind: 'sqlite', file })).close();
    const before = [await readFile(file), await readdir(folder)];
    const seen = await inspect();
    expect(seen).toMatchObject({ executed: migrationNames, pending: [], foreign: [] });
    expect(seen?.settings).toMatchObject({ processMode: 'observe', hostBinding: null });
    expect(JSON.stringify(seen)).not.toContain('installationSalt');
    expect([await readFile(file), await readdir(folder)]).toEqual(before);
  });

  it('tells what a running sidecar has written and not yet folded into the file', async () => {
    const store = await openStore({ kind: 'sqlite', file });
    await store.settings.set('processMode', 'live', { by: 'test', at: '2026-01-01T00:00:00.000Z' });
    const before = await readdir(folder);
    expect((await inspect())?.settings?.processMode).toBe('live');
    expect(await readdir(folder)).toEqual(before);
    await store.close();
  });

  it('is not brought to a newer version', async () => {
    await (await openStore({ kind: 'sqlite', file })).close();
    await change("delete from kysely_migration where name > '0004'");
    const pending = migrationNames.filter((name) => name > '0004');
    expect((await inspect())?.pending).toEqual(pending);
    expect((await inspect())?.pending).toEqual(pending);
  });

  it('is recognised as written by a newer version', async () => {
    await (await openStore({ kind: 'sqlite', file })).close();
    await change("insert into kysely_migration values ('9999-from-the-future', '2030-01-01')");
    expect((await inspect())?.foreign).toEqual(['9999-from-the-future']);
  });

  it('may be empty', async () => {
    await change('select 1');
    expect(await inspect()).toMatchObject({ executed: [], settings: null });
  });
});
