// What there is to know of users of a plan besides: for one of them with names, for all of them in counts, and what nobody tells.
import type { PlanDocument } from '../../../sidecar/src/contract/plans.ts';
import type { Words } from '../ui/words/words.ts';
import type { Entry } from './run-queries.ts';

/** Told with names instead, by what stands behind them. */
const withNames: ReadonlySet<string> = new Set([
  'sole-space-administrator',
  'sole-editor',
  'personal-space',
  'tokens-in-use',
]);

/** Of one user, what they would leave behind first. */
export function sayNotes(words: Words, { notes, before }: Pick<Entry, 'notes' | 'before'>): readonly string[] {
  const impact = before.impact;
  const left = impact === undefined ? [] : sayImpact(words, impact);
  const others = impact === undefined ? notes : notes.filter((note) => !withNames.has(note));
  return [...left, ...others.map((note) => sayNote(words, note))];
}

/** Of all users of a plan, one sentence for each kind, and one for what is not known. */
export function sayNotesOfAll(words: Words, { notes = {}, impactUntold = [] }: PlanDocument['summary']): string[] {
  const told = Object.entries(notes).map(([note, count]) =>
    words.say('notes.for', { count, note: sayNote(words, note) }),
  );
  const kinds = impactUntold.map((kind) => words.find(`untold.${kind}`) ?? kind).join('; ');
  return kinds === '' ? told : [...told, words.say('notes.untold', { kinds })];
}

function sayNote(words: Words, note: string): string {
  return words.find(`note.${note}`) ?? note;
}

function sayImpact(words: Words, impact: NonNullable<Entry['before']['impact']>): string[] {
  const { soleAdministratorOf: spaces, soleEditorOf: pages, personalSpace, tokensUsedAt } = impact;
  return [
    ...(spaces.length === 0 ? [] : [words.say('impact.spaces', { names: spaces.join(', ') })]),
    ...(pages.length === 0 ? [] : [words.say('impact.pages', { names: pages.join(', ') })]),
    ...(personalSpace === null ? [] : [words.say('impact.personalSpace', { names: personalSpace })]),
    ...(tokensUsedAt === null ? [] : [words.say('impact.tokens', { day: words.day(tokensUsedAt.slice(0, 10)) })]),
  ];
}
