// Forgets simulations after a month: they hold people's names, and nobody compares with anything older.
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';

const keptDays = 30;

/** Done with every snapshot. */
export async function forgetSimulations(store: Pick<Store, 'simulations'>, clock: Pick<Clock, 'now'>): Promise<void> {
  const oldestMs = Date.parse(clock.now()) - keptDays * 86_400_000;
  await store.simulations.prune(new Date(oldestMs).toISOString());
}
