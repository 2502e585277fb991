// Writes a recording to a file: packed, or as plain text for whoever wants to read it before it leaves the house.
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { CommandFault } from '../frame/command.ts';
import { exitCodes } from '../frame/exit-codes.ts';
import { printJson } from '../frame/print-json.ts';
import type { Archive } from './archive.ts';

/** The name of a file nobody gave a name. */
export function nameArchive({ version, recordedOn }: Pick<Archive, 'version' | 'recordedOn'>): string {
  return `confluence-${version}-${recordedOn}.json.gz`;
}

/** Asked before the work begins, so that it is not done in vain. Throws `CommandFault`. */
export function demandFree(file: string): void {
  if (existsSync(file)) throw refuse(file, 'exists already; name another file');
}

/** A name that ends in `.json` gives plain text, every other one gzip. Never overwrites; throws `CommandFault`. */
export async function writeArchive(file: string, archive: Archive): Promise<void> {
  const text = printJson(archive);
  try {
    await writeFile(file, file.endsWith('.json') ? text : gzipSync(text), { flag: 'wx' });
  } catch {
    demandFree(file);
    throw refuse(file, 'cannot be written; name a file in a folder you may write to');
  }
}

function refuse(file: string, why: string): CommandFault {
  return new CommandFault(exitCodes.cannotWrite, `${file} ${why}.`);
}
