// Days on which people saw a page, as the plugin's loader told them: proof of use by the day, and of nothing else.
import type { Clock } from '../../clock.ts';
import type { Instant } from '../../domain/user.ts';
import type { BeaconMemory, EvidencePort } from '../ports.ts';

/** Supporting: whose browser never told anything may have used Confluence all the same. */
export function openBeaconEvidence(memory: BeaconMemory, clock: Pick<Clock, 'now'>): EvidencePort {
  return {
    name: 'beacon',
    kind: 'page-view',
    again: true,
    covers: () => ({ importance: 'supporting', users: 'listed', since: null, asOf: null, maxAgeDays: null }),
    read: async function* () {
      const now = clock.now();
      for await (const batch of memory.lastDays()) {
        yield batch.map(({ userKey, day }) => ({ subject: { userKey }, told: endOf(day, now) }));
      }
    },
  };
}

/** The latest it can have been, as with dates of files: the end of the day, or this moment while the day lasts. */
function endOf(day: string, now: Instant): Instant {
  const end = `${day}T23:59:59.999Z`;
  return end < now ? end : now;
}
