// Whether both machines agree on the time: activity is counted from the host's dates, schedules from ours.
import type { Check } from './check.ts';
import { fault, ok, warning } from './finding.ts';

const noticeMs = 30_000;
/** A login further in the future than this is not believed. */
const disbeliefMs = 5 * 60_000;

export const checkClock: Check = {
  name: 'clock',
  title: 'Clock',
  after: 'address',
  run: async ({ asker }) => {
    const { aheadMs, request } = await asker.ask({ path: '/rest/applinks/1.0/manifest', anonymous: true });
    if (aheadMs === null) {
      const todo = 'Compare the clocks of the two machines by hand.';
      return [warning('The answers carry no date, so the clocks could not be compared.', todo)];
    }
    const apart = Math.abs(aheadMs);
    const evidence = `Date header of ${request}`;
    if (apart < noticeMs) return [ok('The clocks of Confluence and of this machine agree.', { evidence })];
    const found = `The clock of Confluence is ${sayDuration(apart)} ${aheadMs > 0 ? 'ahead of' : 'behind'} this machine's.`;
    const todo = 'Let both machines follow the same time server (NTP).';
    if (apart < disbeliefMs) return [warning(found, todo, { evidence })];
    return [fault(`${found.slice(0, -1)}: activity would be judged wrongly.`, todo, { evidence })];
  },
};

function sayDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}
