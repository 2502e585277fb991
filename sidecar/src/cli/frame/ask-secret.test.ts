// A secret typed at a terminal: what is heard, what is shown, and how it is broken off.
import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { askSecretOf } from './ask-secret.ts';

function sitAtTerminal() {
  const keys = new EventEmitter();
  const modes: boolean[] = [];
  const shown: string[] = [];
  const quiet = () => undefined;
  const keyboard = {
    setRawMode: (on: boolean) => modes.push(on),
    setEncoding: quiet,
    resume: quiet,
    pause: quiet,
    on: (event: 'data', hear: (text: string) => void) => keys.on(event, hear),
    off: (event: 'data', hear: (text: string) => void) => keys.off(event, hear),
  };
  const ask = askSecretOf(keyboard, { write: (text) => shown.push(text) });
  return { ask, type: (text: string) => keys.emit('data', text), modes, shown };
}

it('hears what is typed up to Enter, corrections included, and shows nothing of it', async () => {
  const { ask, type, modes, shown } = sitAtTerminal();
  const answer = ask('Token: ');
  for (const piece of ['abx', '\u007f', 'c', '\r']) type(piece);
  expect(await answer).toBe('abc');
  expect(shown).toEqual(['Token: ', '\n']);
  expect(modes).toEqual([true, false]);
});

it('is broken off by Ctrl-C, and gives the terminal back', async () => {
  const { ask, type, modes } = sitAtTerminal();
  const answer = ask('Token: ');
  type('ab\u0003');
  await expect(answer).rejects.toMatchObject({ exitCode: 2 });
  expect(modes).toEqual([true, false]);
});
