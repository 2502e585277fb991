// What is kept until when: how long people of runs are known, what was erased already, and until when a run can be taken back.
import { daysAfter } from '../domain/days-after.ts';
import type { Run } from '../domain/run.ts';
import type { Instant } from '../domain/user.ts';
import type { CleanUp } from '../store/retention.ts';
import type { Settings } from '../store/settings.ts';
import type { Actor, ServiceContext } from './service-context.ts';

export type LastCleanUp = CleanUp;

export interface RunKeeping {
  /** Until when its people are kept, and it can be taken back where it changed anything; null while it goes on, and once they are erased. */
  readonly keptUntil: Instant | null;
  /** When its people were erased. */
  readonly erasedAt: Instant | null;
}

export async function describeKeeping({ store }: Pick<ServiceContext, 'store'>, run: Run): Promise<RunKeeping> {
  const erasure = await store.retention.erasureOf(run.id);
  if (erasure !== null) return { keptUntil: null, erasedAt: erasure.at };
  if (run.finishedAt === null) return { keptUntil: null, erasedAt: null };
  const { retention, approval } = await store.settings.all();
  const days = Math.max(retention.beforeImageDays, approval.days);
  return { keptUntil: daysAfter(run.finishedAt, days), erasedAt: null };
}

/** Sets how long; what is older then goes with the next clean-up. */
export async function setRetention(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  retention: Settings['retention'],
  actor: Actor,
): Promise<void> {
  await store.settings.set('retention', retention, { by: actor.username, at: clock.now() });
}
