// Whether our own database can be opened by this version, and in which state it holds the product. Nothing is written.
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import type { StoreInspection } from '../../store/inspect.ts';
import type { Check, Ground } from './check.ts';
import { type Finding, fault, ok, warning } from './finding.ts';

export const checkStore: Check = {
  name: 'store',
  title: 'Database',
  run: async (ground) => {
    const where = describeStore(ground);
    try {
      const seen = await ground.inspectStore();
      return seen === null ? [await judgeAbsent(ground)] : [judgeVersion(seen, where), ...judgeState(seen)];
    } catch (error) {
      return [fault(`${where} cannot be read (${codeOf(error)}).`, adviseOn(ground))];
    }
  },
};

function describeStore({ config: { database } }: Ground): string {
  return database.kind === 'sqlite' ? `The database ${database.file}` : 'The PostgreSQL database';
}

/** The sidecar makes a missing SQLite file and its folder at its first start. */
async function judgeAbsent({ config: { database } }: Ground): Promise<Finding> {
  const file = database.kind === 'sqlite' ? path.resolve(database.file) : '';
  const folder = await findFolder(path.dirname(file));
  const writable = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (writable) return ok(`There is no database at ${file} yet; the sidecar makes it at its first start.`);
  return fault(
    `There is no database at ${file} yet, and nothing can be written in ${folder}.`,
    'Let the user of the sidecar write there, or set UM_DATABASE_URL to another place.',
  );
}

async function findFolder(folder: string): Promise<string> {
  const there = await access(folder).then(
    () => true,
    () => false,
  );
  const parent = path.dirname(folder);
  return there || parent === folder ? folder : findFolder(parent);
}

function judgeVersion({ executed, pending, foreign, bytes }: StoreInspection, where: string): Finding {
  const version = executed.at(-1) ?? 'nothing';
  const size = bytes === null ? '' : `, ${sayBytes(bytes)}`;
  const evidence = `kysely_migration: ${version}`;
  if (foreign.length > 0) {
    const todo = 'Run that newer version again, or take back the copy you made before it.';
    return fault(`${where} was written by a newer version of this product (${foreign.join(', ')}).`, todo, {
      evidence,
    });
  }
  if (executed.length === 0) return ok(`${where} is empty; the sidecar fills it at its first start.`, { evidence });
  if (pending.length === 0) return ok(`${where} is of this version (${version}${size}).`, { evidence });
  const count = pending.length === 1 ? '1 migration is' : `${pending.length} migrations are`;
  const found = `${where} is of an older version (${version}${size}): ${count} pending.`;
  return warning(found, 'Make a copy of the database; the sidecar migrates it at its next start.', { evidence });
}

function judgeState({ settings }: StoreInspection): Finding[] {
  if (settings === null) return [];
  const mode =
    settings.processMode === 'live'
      ? ok('The sidecar may act: it is in live mode.')
      : ok('The sidecar only reads and rehearses: it is in observe mode.');
  const { emergencyStop } = settings;
  if (emergencyStop === null) return [mode];
  const todo = 'Lift the emergency stop when its reason is gone.';
  return [mode, warning(`Everything is held: ${emergencyStop.by} stopped it at ${emergencyStop.at}.`, todo)];
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}

function adviseOn({ config: { database } }: Ground): string {
  if (database.kind === 'postgres') return 'Check UM_DATABASE_URL, the network and whether PostgreSQL is up.';
  return 'Check UM_DATABASE_URL, and run this as the user of the sidecar.';
}

function sayBytes(bytes: number): string {
  const megabytes = bytes / 1_048_576;
  return megabytes < 1 ? `${Math.ceil(bytes / 1024)} kB` : `${Math.round(megabytes)} MB`;
}
