// Files of policies that were named on the command line, as the sidecar's API takes them.
import { readFile } from 'node:fs/promises';
import { CommandFault } from '../frame/command.ts';
import { exitCodes } from '../frame/exit-codes.ts';

export interface TextFile {
  /** As it was typed; stands in front of every fault. */
  readonly name: string;
  readonly text: string;
}

export const someFiles = { least: 1, most: Number.POSITIVE_INFINITY, what: 'at least one file' } as const;

/** Throws `CommandFault` with 66 for the first one that cannot be read, or is no text. */
export function readFiles(names: readonly string[]): Promise<readonly TextFile[]> {
  return Promise.all(names.map(readOne));
}

async function readOne(name: string): Promise<TextFile> {
  const bytes = await readFile(name).catch(() => {
    throw new CommandFault(exitCodes.cannotRead, `${name} cannot be read.`);
  });
  try {
    return { name, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    throw new CommandFault(exitCodes.cannotRead, `${name} is not text in UTF-8.`);
  }
}
