// The help: of the program, of one command, as text and as data.
import type { Command, Flag } from './command.ts';
import { sharedFlags } from './parse-command-line.ts';

/** What `user-management --help` prints. */
export function describeProgram(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    'user-management COMMAND [flags]   looks after a User Management for Confluence',
    '',
    ...commands.map(({ name, about }) => `  ${name.padEnd(width)}   ${about}`),
    '',
    'Every command:',
    ...describeFlags(sharedFlags),
    '',
    'The configuration comes from the environment (UM_…), as for the sidecar. No command changes anything in Confluence by',
    'itself: what is to be done is asked of the sidecar, with your own Confluence token, never with that of the service.',
    'Ends with 0 when all is well, 1 when something is at fault, 2 when the command line is not understood, 65 when the',
    'sidecar says no, 69 when it or Confluence is out of reach, 77 when it refuses us, 78 for faults of the configuration.',
    '',
  ].join('\n');
}

/** What `user-management COMMAND --help` prints. */
export function describeCommand({ name, takes, about, flags, details }: Command): string {
  return [
    `user-management ${name}${takes === '' ? '' : ` ${takes}`}`,
    `${about.slice(0, 1).toUpperCase()}${about.slice(1)}.`,
    '',
    ...describeFlags([...flags, ...sharedFlags]),
    '',
    ...details,
    '',
  ].join('\n');
}

/** The same for programs. */
export function listCommands(commands: readonly Command[]) {
  return commands.map(({ name, takes, about, flags }) => ({ name, takes, about, flags: [...flags, ...sharedFlags] }));
}

function describeFlags(flags: readonly Flag[]): string[] {
  const written = flags.map(({ name, value }) => `--${name}${value === null ? '' : ` ${value}`}`);
  const width = Math.max(...written.map((text) => text.length));
  return flags.map(({ about }, index) => `  ${(written[index] ?? '').padEnd(width)}   ${about}`);
}
