// What is kept apart from a trail, read from files: the public keys that are trusted, and signed checkpoints.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type CheckpointLine, readCheckpoint } from '../../audit/lines.ts';
import { CommandFault } from '../frame/command.ts';
import { exitCodes } from '../frame/exit-codes.ts';

/** Throws `CommandFault` with 66 for a file that cannot be read, with 2 for one that holds no key. */
export function readTrustedKeys(file: string): string[] {
  const keys = read(file).split(/\s+/).filter(Boolean);
  if (keys.length > 0 && keys.every((key) => /^[0-9a-f]{64}$/.test(key))) return keys;
  throw new CommandFault(exitCodes.usage, `${file} holds no public keys: each is a line of 64 hexadecimal digits.`);
}

/** All checkpoints of a folder, or the one of a file. Throws `CommandFault` where one is not spelled as it was written. */
export function readCheckpoints(place: string): CheckpointLine[] {
  return listFiles(place).map((file) => {
    const checkpoint = readCheckpoint(read(file));
    if (checkpoint !== null) return checkpoint;
    throw new CommandFault(
      exitCodes.findings,
      `${file} is no checkpoint as one was written: it is something else, or was changed.`,
    );
  });
}

function listFiles(place: string): string[] {
  if (!isFolder(place)) return [place];
  const names = readdirSync(place).filter((name) => /^audit-checkpoint-\d+(?:-\d+)?\.json$/.test(name));
  return names.sort().map((name) => join(place, name));
}

function isFolder(place: string): boolean {
  try {
    return statSync(place).isDirectory();
  } catch {
    throw refuseFile(place);
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw refuseFile(file);
  }
}

export function refuseFile(file: string): CommandFault {
  return new CommandFault(exitCodes.cannotRead, `${file} cannot be read.`);
}
