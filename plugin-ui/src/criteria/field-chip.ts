// What a condition may ask of a site's own field: one question each, and how it goes into the form, an address and words.
import type { LeafDocuments } from '../../../sidecar/src/contract/criteria.ts';
import type { Words } from '../ui/words/words.ts';

export type FieldLeaf = LeafDocuments['field'];

/** `present` stands for "not absent". */
export const questions = ['is', 'beforeDaysAgo', 'afterDaysAgo', 'before', 'after', 'absent', 'present'] as const;
export type Question = (typeof questions)[number];

/** Questions by what the field holds. */
export const questionsOf = {
  text: ['is', 'absent', 'present'],
  date: ['beforeDaysAgo', 'afterDaysAgo', 'before', 'after', 'absent', 'present'],
} as const satisfies Readonly<Record<string, readonly Question[]>>;

/** The leaf for what was typed; null where it is no answer to the question. */
export function askField(key: string, question: Question, typed: string): FieldLeaf | null {
  const value = typed.trim();
  switch (question) {
    case 'absent':
    case 'present':
      return { key, absent: question === 'absent' };
    case 'is':
      return value === '' ? null : { key, is: [value] };
    case 'before':
    case 'after':
      return value === '' ? null : { key, [question]: value };
    case 'beforeDaysAgo':
    case 'afterDaysAgo': {
      const days = Number(value);
      return value === '' || !Number.isInteger(days) || days < 0 ? null : { key, [question]: days };
    }
  }
}

export function sayField(
  words: Words,
  { key, is, before, after, beforeDaysAgo, afterDaysAgo, absent }: FieldLeaf,
): string {
  if (is !== undefined) return words.say('criteria.field.chip.is', { field: key, value: is.join(', ') });
  if (before !== undefined) return words.say('criteria.field.chip.before', { field: key, day: words.day(before) });
  if (after !== undefined) return words.say('criteria.field.chip.after', { field: key, day: words.day(after) });
  if (beforeDaysAgo !== undefined) {
    return words.say('criteria.field.chip.beforeDaysAgo', { field: key, count: beforeDaysAgo });
  }
  if (afterDaysAgo !== undefined)
    return words.say('criteria.field.chip.afterDaysAgo', { field: key, count: afterDaysAgo });
  return words.say(absent === false ? 'criteria.field.chip.present' : 'criteria.field.chip.absent', { field: key });
}

/** Whether an address holds such a leaf: a key, and exactly one question. */
export function isFieldLeaf(value: unknown): value is FieldLeaf {
  if (typeof value !== 'object' || value === null) return false;
  const { key, ...asked } = value as Readonly<Record<string, unknown>>;
  const [[question, argument] = [], ...more] = Object.entries(asked);
  if (typeof key !== 'string' || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(key) || more.length > 0) return false;
  switch (question) {
    case 'is':
      return Array.isArray(argument) && argument.length > 0 && argument.every((one) => typeof one === 'string');
    case 'before':
    case 'after':
      return typeof argument === 'string' && /^\d{4}-\d\d-\d\d$/.test(argument);
    case 'beforeDaysAgo':
    case 'afterDaysAgo':
      return Number.isInteger(argument) && Number(argument) >= 0;
    case 'absent':
      return typeof argument === 'boolean';
    default:
      return false;
  }
}
