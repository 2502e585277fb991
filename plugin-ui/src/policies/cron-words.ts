// Cron expressions in plain words, as far as words are plainer: lists and ranges of hours, days, weekdays and months.
import type { Words } from '../ui/words/words.ts';

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** More times a day than this are no sentence any more. */
const mostTimes = 6;

/** Such as "at 02:00 and 14:00, Monday to Friday"; null where the expression says it better itself. */
export function sayCron(words: Words, cron: string): string | null {
  const [minutes = '', hours = '', days = '', months = '', weekdays = '', ...rest] = cron.trim().split(/\s+/);
  // Where both are told, the day of the month or that of the week is enough: few people expect that.
  if (rest.length > 0 || (days !== '*' && weekdays !== '*')) return null;
  const parts = [
    sayTimes(words, minutes, hours),
    sayField(words, days, (day) => (/^\d{1,2}$/.test(day) ? words.say('cron.day', { day }) : null)),
    sayField(words, weekdays, (day) => nameDay(words, day)),
    sayField(words, months, (month) => nameMonth(words, month)),
  ];
  const said = parts.filter((part) => part !== null);
  return said.length < parts.length ? null : said.filter((part) => part !== '').join(', ');
}

function sayTimes(words: Words, minutes: string, hours: string): string | null {
  const every = /^\*\/(\d{1,2})$/.exec(minutes)?.[1];
  if (every !== undefined && hours === '*') return words.say('cron.every', { minutes: every });
  const all = hours.split(',').flatMap((hour) => minutes.split(',').map((minute) => [hour, minute]));
  if (all.length > mostTimes || all.flat().some((part) => !/^\d{1,2}$/.test(part))) return null;
  const times = all.map((parts) => parts.map((part) => part.padStart(2, '0')).join(':'));
  return words.say('cron.at', { times: joinNames(words, times.sort()) });
}

/** Empty for every one of them; null where it is more than names, lists and ranges. */
function sayField(words: Words, field: string, name: (part: string) => string | null): string | null {
  if (field === '*') return '';
  const parts = field.split(',').map((part) => {
    const [from, to, ...rest] = part.split('-').map(name);
    if (from === undefined || from === null || to === null || rest.length > 0) return null;
    return to === undefined ? from : words.say('cron.range', { from, to });
  });
  const said = parts.filter((part) => part !== null);
  return said.length < parts.length ? null : joinNames(words, said);
}

/** The first of March 2026 was a Sunday. */
function nameDay({ language }: Words, part: string): string | null {
  const found = /^[0-7]$/.test(part) ? Number(part) % 7 : dayNames.indexOf(part.toUpperCase());
  if (found < 0) return null;
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, 2, 1 + found));
}

function nameMonth({ language }: Words, part: string): string | null {
  const found = /^\d{1,2}$/.test(part) ? Number(part) - 1 : monthNames.indexOf(part.toUpperCase());
  if (found < 0 || found > 11) return null;
  return new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, found, 1));
}

function joinNames({ language }: Words, names: readonly string[]): string {
  return new Intl.ListFormat(language).format(names);
}
