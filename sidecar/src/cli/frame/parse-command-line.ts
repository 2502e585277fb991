// Reads the command line: which command, which flags, which words; the first fault is told in one sentence with the nearest name.
import { parseArgs } from 'node:util';
import { findClosest } from '../../config/find-closest.ts';
import { type Command, CommandFault, type Flag } from './command.ts';
import { exitCodes } from './exit-codes.ts';

export interface CommandLine {
  /** Null where none was named. */
  readonly command: Command | null;
  readonly wants: 'help' | 'version' | 'work';
  readonly json: boolean;
  readonly flags: ReadonlyMap<string, string | true>;
  readonly words: readonly string[];
}

/** Flags of every command. */
export const sharedFlags: readonly Flag[] = [
  { name: 'json', value: null, about: 'print one JSON document in place of text' },
  { name: 'help', value: null, about: 'this text' },
  { name: 'version', value: null, about: 'the version of this product' },
];

/** Throws `CommandFault` for everything that is not understood. */
export function parseCommandLine(args: readonly string[], commands: readonly Command[]): CommandLine {
  const { command, rest } = findCommand(args, commands);
  const known = [...(command?.flags ?? []), ...sharedFlags];
  const { flags, words } = readFlags(rest, known, command);
  const wants = flags.has('help') ? 'help' : flags.has('version') ? 'version' : 'work';
  if (command !== null && wants === 'work') demandWords(command, words);
  return { command, wants, json: flags.has('json'), flags, words };
}

/** The command is the first word, or the first two; flags may stand before it. */
function findCommand(args: readonly string[], commands: readonly Command[]) {
  const place = args.findIndex((arg) => !arg.startsWith('-'));
  if (place < 0) return { command: null, rest: args };
  const [first = '', second = ''] = args.slice(place);
  for (const command of commands) {
    const count = command.name.split(' ').length;
    const named = [first, second].slice(0, count).join(' ');
    if (named === command.name) {
      return { command, rest: [...args.slice(0, place), ...args.slice(place + count)] };
    }
  }
  throw refuseCommand(first, second, commands);
}

function refuseCommand(first: string, second: string, commands: readonly Command[]): CommandFault {
  const names = commands.map((command) => command.name);
  const longer = names.filter((name) => name.startsWith(`${first} `));
  const typed = longer.length > 0 && second !== '' && !second.startsWith('-') ? `${first} ${second}` : first;
  const whole = `${first} ${second}`.trim();
  const closest = findClosest(whole, longer) ?? longer[0] ?? findClosest(whole, names) ?? findClosest(first, names);
  const near = closest === null ? `there are ${joinNames(names)}` : `the nearest is "${closest}"`;
  return refuse(`There is no command "${typed}"; ${near}.`);
}

function readFlags(args: readonly string[], known: readonly Flag[], command: Command | null) {
  const options = Object.fromEntries(
    known.map(({ name, value }) => [name, { type: value === null ? ('boolean' as const) : ('string' as const) }]),
  );
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  const flags = new Map<string, string | true>();
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const flag = known.find(({ name }) => name === (token.rawName === '-h' ? 'help' : token.name));
    if (flag === undefined) throw refuseFlag(token.rawName, known, command);
    flags.set(flag.name, readValue(flag, token.value));
  }
  return { flags, words };
}

function readValue({ name, value }: Flag, given: string | undefined): string | true {
  if (value === null && given !== undefined) throw refuse(`--${name} takes no value; "${given}" stands after it.`);
  if (value === null) return true;
  if (given === undefined || given === '' || given.startsWith('-')) throw refuse(`--${name} needs a value: ${value}.`);
  return given;
}

function refuseFlag(typed: string, known: readonly Flag[], command: Command | null): CommandFault {
  const names = known.map(({ name }) => `--${name}`);
  const closest = findClosest(typed, names);
  const near = closest === null ? `there are ${joinNames(names)}` : `the nearest is ${closest}`;
  return refuse(`${command === null ? 'user-management' : `"${command.name}"`} has no flag ${typed}; ${near}.`);
}

function demandWords({ name, words: { least, most, what } }: Command, words: readonly string[]): void {
  if (words.length < least) throw refuse(`"${name}" needs ${what}.`);
  if (words.length <= most) return;
  const allowed = most === 0 ? 'takes no words' : `takes ${what}`;
  throw refuse(`"${name}" ${allowed}; "${words[most] ?? ''}" is one too many.`);
}

function joinNames(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function refuse(sentence: string): CommandFault {
  return new CommandFault(exitCodes.usage, sentence);
}
