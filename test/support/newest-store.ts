// An empty store of the newest version, made once for each process of tests: bringing one up takes longer than many a test.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openDatabase } from '../../sidecar/src/store/database.ts';
import { migrateToNewest } from '../../sidecar/src/store/migrations/migrate.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

let mould: Promise<Buffer> | null = null;

/** Puts one where no file is yet, in a folder that is there. Whoever opens it gives it a salt of its own. */
export async function placeNewestStore(file: string): Promise<void> {
  if (existsSync(file)) return;
  mould ??= makeMould();
  await writeFile(file, await mould);
}

async function makeMould(): Promise<Buffer> {
  const folder = await makeTemporaryFolder();
  const file = path.join(folder.path, 'store.db');
  const database = openDatabase({ kind: 'sqlite', file });
  await migrateToNewest(database);
  await database.close();
  const content = await readFile(file);
  await folder.remove();
  return content;
}
