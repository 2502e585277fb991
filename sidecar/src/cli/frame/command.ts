// What a command is: its name, its flags, its help, and the work it does with what it was given.
import type { Clock } from '../../clock.ts';
import type { Environment } from '../../config/read-environment.ts';
import type { ExitCode } from './exit-codes.ts';

/** What surrounds the process, handed in so that nothing else asks for it. */
export interface Surroundings {
  readonly env: Environment;
  readonly clock: Clock;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Width of the terminal; null where there is none. */
  readonly columns: number | null;
  readonly colours: boolean;
  /** Asks a person for something that is not shown while it is typed; null where nobody sits there. */
  readonly askSecret: ((question: string) => Promise<string>) | null;
}

export interface Flag {
  readonly name: string;
  /** What stands after the flag, e.g. `ENGINE`; null for a switch. */
  readonly value: string | null;
  readonly about: string;
}

export interface Call extends Surroundings {
  /** Switches that were set, and values of flags, by name. */
  readonly flags: ReadonlyMap<string, string | true>;
  readonly words: readonly string[];
  readonly json: boolean;
}

export interface Command {
  /** One word or two: `policy lint`. */
  readonly name: string;
  /** What may follow the name, e.g. `[--engine ENGINE] [NAME]`. */
  readonly takes: string;
  /** How many words may follow; more is a mistake. */
  readonly words: { readonly least: number; readonly most: number; readonly what: string };
  readonly about: string;
  /** Lines under the flags in the help: what it does, what it never does, examples. */
  readonly details: readonly string[];
  readonly flags: readonly Flag[];
  /** Loads what it needs only then, so that the help is there at once. */
  readonly run: (call: Call) => Promise<ExitCode>;
}

/** An end that a person can do something about: one sentence on stderr, and the exit code that goes with it. */
export class CommandFault extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, sentence: string) {
    super(sentence);
    this.name = 'CommandFault';
    this.exitCode = exitCode;
  }
}
