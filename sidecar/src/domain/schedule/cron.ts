// Reads five-field cron expressions: what each field allows, which days match, and whether it can ever fire.

export type CronField = 'minute' | 'hour' | 'day of month' | 'month' | 'day of week';

/** What is wrong with an expression, in which field, and what may stand there. */
export interface CronFault {
  readonly field: CronField | 'expression';
  readonly message: string;
  readonly allowed: string;
}

/** An expression taken apart; every list is sorted and without repetition. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly daysOfMonth: readonly number[];
  readonly months: readonly number[];
  /** 0 is Sunday. */
  readonly daysOfWeek: readonly number[];
  /** Vixie's rule: when neither day field starts with `*`, a day that matches one of them matches. */
  readonly eitherDay: boolean;
}

interface FieldRule {
  readonly field: CronField;
  readonly min: number;
  readonly max: number;
  readonly names: readonly string[];
}

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const rules = {
  minute: { field: 'minute', min: 0, max: 59, names: [] },
  hour: { field: 'hour', min: 0, max: 23, names: [] },
  dayOfMonth: { field: 'day of month', min: 1, max: 31, names: [] },
  month: { field: 'month', min: 1, max: 12, names: monthNames },
  dayOfWeek: { field: 'day of week', min: 0, max: 7, names: weekdayNames },
} as const satisfies Readonly<Record<string, FieldRule>>;

/** The longest each month gets, 29 February included. */
const monthLengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Reads an expression. Expressions that can never fire (31 February) are refused. */
export function parseCron(text: string): { readonly cron: Cron } | { readonly faults: readonly CronFault[] } {
  const parts = text.trim().split(/\s+/);
  const [minute, hour, dayOfMonth, month, dayOfWeek, ...rest] = parts;
  if (minute === undefined || hour === undefined || dayOfMonth === undefined) return refuseShape(text, parts);
  if (month === undefined || dayOfWeek === undefined || rest.length > 0) return refuseShape(text, parts);

  const faults: CronFault[] = [];
  const read = (part: string, rule: FieldRule) => readField(part, rule, faults);
  const cron: Cron = {
    minutes: read(minute, rules.minute),
    hours: read(hour, rules.hour),
    daysOfMonth: read(dayOfMonth, rules.dayOfMonth),
    months: read(month, rules.month),
    daysOfWeek: sortDistinct(read(dayOfWeek, rules.dayOfWeek).map((day) => day % 7)),
    eitherDay: !dayOfMonth.startsWith('*') && !dayOfWeek.startsWith('*'),
  };
  if (faults.length > 0) return { faults };
  return canFire(cron) ? { cron } : { faults: [neverFires(cron)] };
}

/** Whether a calendar day matches; months count from 1, Sunday is 0. */
export function matchesDay(cron: Cron, day: { month: number; dayOfMonth: number; dayOfWeek: number }): boolean {
  if (!cron.months.includes(day.month)) return false;
  const byMonth = cron.daysOfMonth.includes(day.dayOfMonth);
  const byWeek = cron.daysOfWeek.includes(day.dayOfWeek);
  return cron.eitherDay ? byMonth || byWeek : byMonth && byWeek;
}

function refuseShape(text: string, parts: readonly string[]): { faults: CronFault[] } {
  const allowed = 'minute hour day-of-month month day-of-week, e.g. "30 2 * * MON"';
  if (text.trim() === '') return { faults: [{ field: 'expression', message: 'is empty', allowed }] };
  const count = parts.length === 1 ? '1 field' : `${parts.length} fields`;
  const seconds = parts.length === 6 ? ' (seconds cannot be given)' : '';
  return { faults: [{ field: 'expression', message: `has ${count} instead of 5${seconds}`, allowed }] };
}

function readField(part: string, rule: FieldRule, faults: CronFault[]): number[] {
  const values: number[] = [];
  for (const item of part.split(',')) {
    const found = readItem(item, rule);
    if (typeof found === 'string') faults.push({ field: rule.field, message: found, allowed: allowedIn(rule) });
    else values.push(...found);
  }
  return sortDistinct(values);
}

/** The values of one item of a list, or what is wrong with it. */
function readItem(item: string, rule: FieldRule): number[] | string {
  const match = /^(?:(\*)|([a-z0-9]+)(?:-([a-z0-9]+))?)(?:\/(\d+))?$/i.exec(item);
  if (match === null) return item === '' ? 'has an empty place in its list' : `"${item}" is not understood`;
  const [, star, first, last, stepText] = match;
  const step = stepText === undefined ? 1 : Number(stepText);
  if (step < 1 || step > rule.max) return `the step of "${item}" must lie between 1 and ${rule.max}`;
  if (star !== undefined || first === undefined) return span(rule.min, rule.max, step);

  const from = readValue(first, rule);
  if (from === null) return `"${first}" is not a ${rule.field}`;
  if (last === undefined) return stepText === undefined ? [from] : `the step of "${item}" needs a range or *`;
  const to = readValue(last, rule);
  if (to === null) return `"${last}" is not a ${rule.field}`;
  const end = rule.field === 'day of week' && to === 0 && from > 0 ? 7 : to;
  return from > end ? `the range "${item}" runs backwards` : span(from, end, step);
}

function readValue(text: string, { min, max, names }: FieldRule): number | null {
  const named = names.indexOf(text.toUpperCase());
  if (named >= 0) return named + min;
  const value = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : null;
}

function span(from: number, to: number, step: number): number[] {
  const values: number[] = [];
  for (let value = from; value <= to; value += step) values.push(value);
  return values;
}

function sortDistinct(values: readonly number[]): number[] {
  return [...new Set(values)].sort((one, other) => one - other);
}

function allowedIn({ min, max, names }: FieldRule): string {
  const named = names.length === 0 ? '' : ` or ${names[0]} to ${names.at(-1)}`;
  return `${min} to ${max}${named}, lists (a,b), ranges (a-b), steps (*/n, a-b/n), *`;
}

function canFire({ eitherDay, months, daysOfMonth }: Cron): boolean {
  if (eitherDay) return true;
  return months.some((month) => daysOfMonth.some((day) => day <= (monthLengths[month - 1] ?? 0)));
}

function neverFires({ months, daysOfMonth }: Cron): CronFault {
  const day = daysOfMonth.join(', ');
  const names = months.map((month) => monthNames[month - 1]).join(', ');
  const longest = Math.max(...months.map((month) => monthLengths[month - 1] ?? 0));
  return {
    field: 'day of month',
    message: `never fires: there is no day ${day} in ${names}`,
    allowed: `1 to ${longest}`,
  };
}
