// The field of an approval in waves: what was typed into it, and how many days that makes.
import type { Words } from '../ui/words/words.ts';

/** An approval in waves lasts no longer, as the sidecar has it: whoever is left then would not be come to. */
const mostDays = 90;

/** So many of them are kept for nights on which no wave can come, as the sidecar has it. */
const spareNights = 7;

/** How many users the plan is for, and how many a day the policy's own limits let through; null where any number. */
export interface DailyPlan {
  readonly planned: number;
  readonly mostADay: number | null;
}

/** So many users a day, null for all of them at once, or why it is neither. */
export type Daily = number | null | 'unreadable' | { readonly fewest: number };

export function readDaily(typed: string, { planned, mostADay }: DailyPlan): Daily {
  const digits = typed.trim();
  if (digits === '') return null;
  if (!/^[1-9]\d{0,4}$/.test(digits)) return 'unreadable';
  const fewest = Math.ceil(planned / (mostDays - spareNights));
  return limitDaily(Number(digits), mostADay) < fewest ? { fewest } : Number(digits);
}

function limitDaily(daily: number, mostADay: number | null): number {
  return Math.min(daily, mostADay ?? Number.POSITIVE_INFINITY);
}

export function sayDaily(words: Pick<Words, 'say'>, daily: Daily, { planned, mostADay }: DailyPlan): string {
  if (daily === null) return words.say('held.dailyHint');
  if (daily === 'unreadable') return words.say('held.dailyUnreadable');
  const limit = mostADay === null ? '' : ` ${words.say('held.dailyLimit', { count: mostADay })}`;
  if (typeof daily === 'object') {
    const tooFew = words.say('held.dailyTooFew', { days: mostDays, spare: spareNights, users: daily.fewest });
    return mostADay !== null && mostADay < daily.fewest ? tooFew + limit : tooFew;
  }
  const said = words.say('held.days', { count: Math.ceil(planned / limitDaily(daily, mostADay)) });
  return mostADay !== null && mostADay < daily ? said + limit : said;
}
