// The number of a run, as it stands on the command line.
import { CommandFault } from '../frame/command.ts';
import { exitCodes } from '../frame/exit-codes.ts';

/** Throws `CommandFault` for anything but a whole number from 1. */
export function readRunNumber(words: readonly string[]): number {
  const [word = ''] = words;
  if (/^[1-9]\d{0,14}$/.test(word)) return Number(word);
  throw new CommandFault(exitCodes.usage, `"${word}" is not the number of a run; user-management runs lists them.`);
}

export const oneRun = { least: 1, most: 1, what: 'the number of a run' } as const;
