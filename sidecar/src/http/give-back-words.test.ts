// What the page behind a "give me my access back" link says, state by state.
import { expect, it } from 'vitest';
import type { GiveBackState } from '../services/give-back-link.ts';
import { giveBackPage } from './give-back-words.ts';

const states: Readonly<Record<GiveBackState, { readonly button: boolean; readonly status: number }>> = {
  open: { button: true, status: 200 },
  again: { button: true, status: 200 },
  done: { button: false, status: 202 },
  trying: { button: false, status: 202 },
  wait: { button: false, status: 409 },
  later: { button: false, status: 409 },
  'no-seat': { button: false, status: 409 },
  used: { button: false, status: 410 },
  ended: { button: false, status: 410 },
  over: { button: false, status: 410 },
  unknown: { button: false, status: 404 },
};
const languages = ['en', 'de'] as const;

it.each(Object.keys(states) as GiveBackState[])('has a button only where pressing it does something: %s', (state) => {
  for (const language of languages) {
    const { button, status } = giveBackPage({ state, language });
    expect({ button: button !== null, status }).toEqual(states[state]);
  }
});

it.each(['trying', 'again', 'wait'] as const)(
  'names the directory and that the link stays good while nothing was given back: %s',
  (state) => {
    const [english, german] = languages.map((language) => giveBackPage({ state, language }).sentences.join(' '));
    expect(english).toMatch(/directory.*link.*(still|stays) good|link.*directory.*stays good/s);
    expect(german).toMatch(/Verzeichnis.*(Link gilt weiter|Er gilt, bis)/s);
  },
);
