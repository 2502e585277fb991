// When a policy starts, as people choose it: the common cron expressions as times of day, the rest as they are.
import type { PolicyDocument } from '../../../sidecar/src/contract/policies.ts';

export type Start =
  | { readonly kind: 'daily'; readonly time: string }
  /** From a day on, `YYYY-MM-DD`. */
  | { readonly kind: 'interval'; readonly time: string; readonly days: number; readonly from: string }
  /** Sunday is 0. */
  | { readonly kind: 'weekly'; readonly time: string; readonly weekday: number }
  | { readonly kind: 'monthly'; readonly time: string; readonly day: number }
  | { readonly kind: 'cron'; readonly cron: string }
  | { readonly kind: 'creation' | 'login' | 'hand' };

export type StartKind = Start['kind'];

const weekdays: readonly string[] = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const single = /^\d{1,2}$/;

/** What the policy says; an expression that says more than a time and a day stays an expression. */
export function readStart({ schedule, on }: Pick<PolicyDocument, 'schedule' | 'on'>): Start {
  if (on !== undefined) return { kind: on.event };
  if (schedule === undefined) return { kind: 'hand' };
  const start = readCron(schedule.cron);
  const { every } = schedule;
  return every === undefined || start.kind !== 'daily' ? start : { kind: 'interval', time: start.time, ...every };
}

export function readCron(cron: string): Start {
  const other: Start = { kind: 'cron', cron };
  const [minute = '', hour = '', day = '', month = '', weekday = '', ...rest] = cron.trim().split(/\s+/);
  if (rest.length > 0 || month !== '*' || !single.test(minute) || !single.test(hour)) return other;
  if (Number(minute) > 59 || Number(hour) > 23) return other;
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (day === '*' && weekday === '*') return { kind: 'daily', time };
  if (day === '*') {
    const found = readWeekday(weekday);
    return found === null ? other : { kind: 'weekly', time, weekday: found };
  }
  if (weekday !== '*' || !single.test(day) || Number(day) < 1 || Number(day) > 31) return other;
  return { kind: 'monthly', time, day: Number(day) };
}

function readWeekday(text: string): number | null {
  if (/^[0-7]$/.test(text)) return Number(text) % 7;
  const found = weekdays.indexOf(text.toUpperCase());
  return found < 0 ? null : found;
}

/** The expression of a start by the clock; null for the others. */
export function writeCron(start: Start): string | null {
  if (start.kind === 'cron') return start.cron;
  if (!('time' in start)) return null;
  const [hour = '2', minute = '0'] = start.time.split(':');
  const clock = `${Number(minute)} ${Number(hour)}`;
  if (start.kind === 'weekly') return `${clock} * * ${weekdays[start.weekday] ?? 'MON'}`;
  return start.kind === 'monthly' ? `${clock} ${start.day} * *` : `${clock} * * *`;
}

/** The policy with another start; what it says besides about missed runs and the zone stays. */
export function withStart(policy: PolicyDocument, start: Start): PolicyDocument {
  const { schedule: { every: _every, ...schedule } = {}, on, ...rest } = policy;
  const cron = writeCron(start);
  const every = start.kind === 'interval' ? { every: { days: start.days, from: start.from } } : {};
  if (cron !== null) return { ...rest, schedule: { ...schedule, cron, ...every } };
  if (start.kind === 'creation' || start.kind === 'login') return { ...rest, on: { ...on, event: start.kind } };
  return rest;
}

/** A start of another kind, keeping the time of day. */
export function turnStart(start: Start, kind: StartKind): Start {
  const time = 'time' in start ? start.time : '02:00';
  switch (kind) {
    case 'daily':
      return { kind, time };
    case 'interval':
      return { kind, time, days: 14, from: new Date().toISOString().slice(0, 10) };
    case 'weekly':
      return { kind, time, weekday: 1 };
    case 'monthly':
      return { kind, time, day: 1 };
    case 'cron':
      return { kind, cron: writeCron(start) ?? '0 2 * * *' };
    default:
      return { kind };
  }
}

/** Whether the clocks of a zone are changed in the course of a year; false of a zone nobody knows. */
export function hasClockChange(zone: string): boolean {
  try {
    const name = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
    const offsets = [0, 6].map((month) => {
      const parts = name.formatToParts(Date.UTC(2026, month, 1));
      return parts.find(({ type }) => type === 'timeZoneName')?.value;
    });
    return new Set(offsets).size > 1;
  } catch {
    return false;
  }
}
