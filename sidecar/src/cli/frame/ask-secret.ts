// Asks for a secret at a terminal, which shows nothing of it while it is typed.
import { CommandFault } from './command.ts';
import { exitCodes } from './exit-codes.ts';

/** What is needed of a terminal's keyboard. */
export interface Keyboard {
  readonly setRawMode: (on: boolean) => unknown;
  readonly setEncoding: (encoding: 'utf8') => unknown;
  readonly resume: () => unknown;
  readonly pause: () => unknown;
  readonly on: (event: 'data', hear: (text: string) => void) => unknown;
  readonly off: (event: 'data', hear: (text: string) => void) => unknown;
}

const interrupts: readonly string[] = ['\u0003', '\u0004'];

/** Gives a function that asks one question and resolves with what was typed up to Enter; Ctrl-C breaks off. */
export function askSecretOf(keyboard: Keyboard, screen: { readonly write: (text: string) => unknown }) {
  return (question: string): Promise<string> => {
    screen.write(question);
    keyboard.setRawMode(true);
    keyboard.setEncoding('utf8');
    keyboard.resume();
    const typed = Promise.withResolvers<string>();
    let text = '';
    const hear = (piece: string): void => {
      for (const key of piece) {
        if (key === '\r' || key === '\n') typed.resolve(text);
        else if (interrupts.includes(key)) typed.reject(brokenOff());
        else text = key === '\u007f' || key === '\b' ? text.slice(0, -1) : text + key;
      }
    };
    keyboard.on('data', hear);
    return typed.promise.finally(() => {
      keyboard.off('data', hear);
      keyboard.setRawMode(false);
      keyboard.pause();
      screen.write('\n');
    });
  };
}

function brokenOff(): CommandFault {
  return new CommandFault(exitCodes.usage, 'Broken off: no token was given, and nothing was done.');
}
