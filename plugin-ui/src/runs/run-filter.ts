// Which runs the log shows, as the address has it; what is no such value there is left out, because people pass addresses on.
import type { RunDocument } from '../../../sidecar/src/contract/runs.ts';
import { type Route, writeRoute } from '../routes.ts';

export const modes = ['test', 'live'] as const;
export const standings = ['open', 'completed', 'quarantined', 'undecided', 'failed', 'cancelled'] as const;
export const triggers = [
  'schedule',
  'by-hand',
  'approval',
  'undo',
  'provision',
  'creation',
  'login',
] as const satisfies readonly RunDocument['trigger']['kind'][];

export interface RunFilter {
  readonly policy?: string | undefined;
  readonly mode?: (typeof modes)[number] | undefined;
  readonly standing?: (typeof standings)[number] | undefined;
  readonly trigger?: (typeof triggers)[number] | undefined;
  /** First and last day in the reader's zone, as `2026-03-01`. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Username of whoever asked for the run. */
  readonly by?: string | undefined;
  /** Username of somebody in its plan. */
  readonly user?: string | undefined;
}

export function readFilter({ parameters }: Pick<Route, 'parameters'>): RunFilter {
  const text = (name: string): string | undefined => parameters.get(name)?.trim().slice(0, 255) || undefined;
  const day = (name: string): string | undefined => {
    const given = text(name);
    return given === undefined || startOfDay(given, 0) === undefined ? undefined : given;
  };
  return {
    policy: text('policy'),
    mode: modes.find((one) => one === parameters.get('mode')),
    standing: standings.find((one) => one === parameters.get('standing')),
    trigger: triggers.find((one) => one === parameters.get('trigger')),
    from: day('from'),
    to: day('to'),
    by: text('by'),
    user: text('user'),
  };
}

export function writeFilter(filter: RunFilter): string {
  return writeRoute(['runs'], { ...filter });
}

export function isNarrowed(filter: RunFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}

/** What the sidecar is asked: days become moments, the last one with all its hours. */
export function queryOf({ from, to, ...rest }: RunFilter) {
  return { ...rest, since: startOfDay(from, 0), until: startOfDay(to, 1) };
}

/** Midnight in the reader's zone, so many days later; nothing for what is no day of the calendar. */
function startOfDay(day: string | undefined, later: number): string | undefined {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day ?? '')?.map(Number) ?? [];
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const found = new Date(year, month - 1, date);
  if (found.getMonth() !== month - 1 || found.getDate() !== date) return undefined;
  return new Date(year, month - 1, date + later).toISOString();
}
