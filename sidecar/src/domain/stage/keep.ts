// "Keep me": how often a link in a warning may be used, and for how long.
import { daysAfter } from '../days-after.ts';
import type { Instant } from '../user.ts';
import { isWarning, type Stage } from './stage.ts';

/** Where the policy says nothing: somebody who never signs in cannot hold a seat for years by a click. */
const defaultKeepTimes = 2;
const keepWindowDays = 365;
const keepLinkDays = 60;

/** How often one user may use links of the policy within a year; 0 for never, which leaves the link out. */
export function keepTimesOf(stages: readonly Stage[], stageName: string): number {
  const warning = stages.filter(isWarning).find(({ name }) => name === stageName);
  return warning === undefined ? 0 : (warning.warn.keepTimes ?? defaultKeepTimes);
}

/** Uses before this instant count no more. */
export function keepsCountFrom(now: Instant): Instant {
  return daysAfter(now, -keepWindowDays);
}

/** When a link in a warning of that moment ends. */
export function keepLinkEndsAt(sentAt: Instant): Instant {
  return daysAfter(sentAt, keepLinkDays);
}
