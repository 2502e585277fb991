// The field of an approval in waves: what was typed into it, and how many days that makes.
import type { Words } from '../ui/words/words.ts';

/** An approval in waves lasts no longer, as the sidecar has it: whoever is left then would not be come to. */
const mostDays = 90;

/** So many of them are kept for nights on which no wave can come, as the sidecar has it. */
const spareNights = 7;

/** So many users a day, null for all of them at once, or why it is neither. */
export type Daily = number | null | 'unreadable' | { readonly fewest: number };

export function readDaily(typed: string, planned: number): Daily {
  const digits = typed.trim();
  if (digits === '') return null;
  if (!/^[1-9]\d{0,4}$/.test(digits)) return 'unreadable';
  const fewest = Math.ceil(planned / (mostDays - spareNights));
  return Number(digits) < fewest ? { fewest } : Number(digits);
}

export function sayDaily(words: Pick<Words, 'say'>, daily: Daily, planned: number): string {
  if (daily === null) return words.say('held.dailyHint');
  if (daily === 'unreadable') return words.say('held.dailyUnreadable');
  if (typeof daily === 'object')
    return words.say('held.dailyTooFew', { days: mostDays, spare: spareNights, users: daily.fewest });
  return words.say('held.days', { count: Math.ceil(planned / daily) });
}
