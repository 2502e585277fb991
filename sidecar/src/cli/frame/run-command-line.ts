// Runs one command line from its words to its exit code; whatever goes wrong is one sentence, never a stack.
import { commands } from '../commands.ts';
import { type Command, CommandFault, type Surroundings } from './command.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { describeCommand, describeProgram, listCommands } from './help.ts';
import { type CommandLine, parseCommandLine } from './parse-command-line.ts';
import { printJson } from './print-json.ts';
import { readVersion } from './version.ts';

/** Never throws; tells faults on stderr, and as JSON on stdout where JSON was asked for. */
export async function runCommandLine(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  try {
    return await runCommand(parseCommandLine(args, commands), surroundings);
  } catch (error) {
    const exitCode = error instanceof CommandFault ? error.exitCode : exitCodes.internal;
    const sentence = error instanceof CommandFault ? error.message : sayBroken(error);
    if (args.includes('--json')) surroundings.out(printJson({ error: { exitCode, sentence } }));
    surroundings.err(`${sentence}\n`);
    return exitCode;
  }
}

async function runCommand(line: CommandLine, surroundings: Surroundings): Promise<ExitCode> {
  const { command, wants, json, flags, words } = line;
  const { out, err } = surroundings;
  if (wants === 'version') {
    out(json ? printJson({ version: readVersion() }) : `${readVersion()}\n`);
    return exitCodes.well;
  }
  if (wants === 'help') {
    if (json) out(printJson({ commands: listCommands(command === null ? commands : [command]) }));
    else out(describe(command));
    return exitCodes.well;
  }
  if (command === null) {
    if (json) out(printJson({ commands: listCommands(commands) }));
    else err(describe(null));
    return exitCodes.usage;
  }
  return command.run({ ...surroundings, flags, words, json });
}

function describe(command: Command | null): string {
  return command === null ? describeProgram(commands) : describeCommand(command);
}

function sayBroken(error: unknown): string {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `Something broke on our side (${what.replaceAll(/\s+/g, ' ')}). Please report it with what you typed.`;
}
