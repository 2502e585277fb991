// Looks after each reading whether seats have crossed a line of the licence, or have clearly come back below it; each crossing is told by mail once.
import { type AlertLine, type AlertRule, alertLines, judgeCrossing, thresholdOf } from '../domain/licence/alert.ts';
import { countedSeats, type LicenceDay } from '../domain/licence/day.ts';
import type { Store } from '../store/store.ts';

export interface LicenceWatch {
  readonly store: Pick<Store, 'settings' | 'licenceAlerts'>;
  readonly day: LicenceDay;
}

/** A crossing is raised once; where its line was taken away it ends with it. */
export async function watchLicence({ store, day }: LicenceWatch): Promise<void> {
  const { licenceAlert: rule } = await store.settings.all();
  const raised = new Set((await store.licenceAlerts.raised()).map(({ line }) => line));
  const seats = countedSeats(day);
  const { most, readAt } = day;
  for (const line of alertLines) {
    const threshold = thresholdOf(line, { rule, most });
    const verdict = judgeCrossing({ seats, threshold, raised: raised.has(line) });
    if (verdict === 'raise' && threshold !== null && seats !== null) {
      await store.licenceAlerts.raise({ line, threshold, seats, most, raisedAt: readAt }, rule?.to);
    }
    if (verdict === 'lower' || (raised.has(line) && !isDrawn(line, rule)))
      await store.licenceAlerts.lower(line, readAt);
  }
}

function isDrawn(line: AlertLine, rule: AlertRule | null): boolean {
  return rule !== null && rule[line] !== null;
}
