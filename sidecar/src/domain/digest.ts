// When the reports that a policy gathers go out: once a week, in one mail.
import { lastTickBetween } from './schedule/ticks.ts';
import type { Instant } from './user.ts';

/** Monday at eight, so that the week before lies open when people begin to work. */
const digestCron = '0 8 * * 1';

/**
 * The week whose digest is due, named by the local date of the Monday it goes out on (`YYYY-MM-DD`); null while the oldest
 * report that waits has not met a Monday morning. After a pause the last Monday stands for those before.
 */
export function dueDigest({
  oldestAt,
  zone,
  now,
}: {
  /** When the run ended whose report waits the longest. */
  readonly oldestAt: Instant;
  /** IANA zone of the policy. */
  readonly zone: string;
  readonly now: Instant;
}): string | null {
  const tick = lastTickBetween({ cron: digestCron, zone }, oldestAt, now);
  return tick === null ? null : tick.localTime.slice(0, 'YYYY-MM-DD'.length);
}
