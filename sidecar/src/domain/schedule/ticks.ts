// The moments a schedule names, in order: each told apart by its local wall time, daylight saving settled here.
import type { ScheduleTrigger } from '../policy.ts';
import type { Instant } from '../user.ts';
import { type Cron, matchesDay, parseCron } from './cron.ts';
import { formatWallTime, openZone } from './zone.ts';

/** One moment of a schedule. For a time skipped by the clock the instant lies after the gap, the label stays as written. */
export interface ScheduledTick {
  /** `YYYY-MM-DDTHH:mm` on the wall clock of the zone. */
  readonly localTime: string;
  readonly instant: Instant;
}

export type Schedule = Pick<ScheduleTrigger, 'cron' | 'every' | 'zone'>;

interface Moment {
  readonly localMs: number;
  readonly ms: number;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** No schedule that can fire at all pauses for longer: 29 February on one weekday comes after 40 years at the latest. */
const longestPauseYears = 41;
const lastMs = Date.UTC(9990, 0, 1);

/**
 * The ticks after one instant up to and including another, at most `limit` of them, earliest first. Where several local
 * times meet at one instant (in the gap of spring), the latest of them stands for all.
 */
export function ticksBetween(schedule: Schedule, after: Instant, until: Instant, limit: number): ScheduledTick[] {
  const ticks: ScheduledTick[] = [];
  if (limit < 1) return ticks;
  for (const moment of walkForward(schedule, Date.parse(after), Date.parse(until))) {
    if (ticks.push(tickOf(moment)) >= limit) break;
  }
  return ticks;
}

/** The next `count` ticks after an instant. */
export function nextTicks(schedule: Schedule, after: Instant, count: number): ScheduledTick[] {
  const until = Math.min(Date.parse(after) + count * longestPauseYears * 366 * dayMs, lastMs);
  return ticksBetween(schedule, after, new Date(until).toISOString(), count);
}

/** The last tick after one instant up to and including another: what is left to catch up with after a pause; or null. */
export function lastTickBetween(schedule: Schedule, after: Instant, until: Instant): ScheduledTick | null {
  const cron = readCron(schedule);
  const toInstant = openZone(schedule.zone);
  const [afterMs, untilMs] = [Date.parse(after), Date.parse(until)];
  const firstDay = Math.floor(afterMs / dayMs) - 1;
  for (let day = Math.floor(untilMs / dayMs) + 1; day >= firstDay; day -= 1) {
    const found = momentsOfDay({ cron, every: schedule.every }, day, toInstant).findLast(({ ms }) => ms <= untilMs);
    if (found !== undefined) return found.ms > afterMs ? tickOf(found) : null;
  }
  return null;
}

/** Distinct instants in (after, until]; a moment is held back until it is known that no later label shares its instant. */
function* walkForward(schedule: Schedule, afterMs: number, untilMs: number): Generator<Moment> {
  const cron = readCron(schedule);
  const toInstant = openZone(schedule.zone);
  const lastDay = Math.floor(untilMs / dayMs) + 1;
  let held: Moment | null = null;
  for (let day = Math.floor(afterMs / dayMs) - 1; day <= lastDay; day += 1) {
    for (const moment of momentsOfDay({ cron, every: schedule.every }, day, toInstant)) {
      if (moment.ms <= afterMs) continue;
      if (moment.ms > untilMs) break;
      if (held !== null && held.ms !== moment.ms) yield held;
      held = moment;
    }
  }
  if (held !== null) yield held;
}

/** Every moment of one local day (days since 1970 on the wall clock), in the order of the wall clock. */
function momentsOfDay(
  { cron, every }: { readonly cron: Cron; readonly every: Schedule['every'] },
  day: number,
  toInstant: (localMs: number) => number,
): Moment[] {
  if (every !== undefined && !isTurnOf(every, day)) return [];
  const date = new Date(day * dayMs);
  const matches = matchesDay(cron, {
    month: date.getUTCMonth() + 1,
    dayOfMonth: date.getUTCDate(),
    dayOfWeek: date.getUTCDay(),
  });
  if (!matches) return [];
  return cron.hours.flatMap((hour) =>
    cron.minutes.map((minute) => {
      const localMs = day * dayMs + (hour * 60 + minute) * minuteMs;
      return { localMs, ms: toInstant(localMs) };
    }),
  );
}

/** Days are counted by the calendar, so that a change of the clock moves no turn. */
function isTurnOf({ days, from }: NonNullable<Schedule['every']>, day: number): boolean {
  const since = day - Date.parse(`${from}T00:00:00Z`) / dayMs;
  return since >= 0 && since % days === 0;
}

function readCron({ cron: text }: Schedule): Cron {
  const read = parseCron(text);
  if ('cron' in read) return read.cron;
  throw new RangeError(`The schedule "${text}" was never checked: it is no cron expression that can fire.`);
}

function tickOf({ localMs, ms }: Moment): ScheduledTick {
  return { localTime: formatWallTime(localMs), instant: new Date(ms).toISOString() };
}
