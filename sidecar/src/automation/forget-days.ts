// Forgets days of the page beacon that are long gone: nobody is judged by them any more.
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';

const keptDays = 400;

/** Done with every snapshot, also where the beacon has been switched off since. */
export async function forgetBeaconDays(store: Pick<Store, 'beacon'>, clock: Pick<Clock, 'now'>): Promise<void> {
  const oldestMs = Date.parse(clock.now()) - keptDays * 86_400_000;
  await store.beacon.prune(new Date(oldestMs).toISOString().slice(0, 10));
}
