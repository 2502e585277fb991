// How a held run stands: what was decided about it, or until when it can be approved.
import { daysAfter } from '../domain/days-after.ts';
import type { Run } from '../domain/run.ts';
import type { Instant } from '../domain/user.ts';
import type { Decision } from '../store/runs/decisions.ts';
import type { ServiceContext } from './service-context.ts';

export interface Standing {
  readonly decision: Decision | null;
  readonly openUntil: Instant;
  readonly expired: boolean;
}

/** Null for a run that was never held. */
export async function describeStanding(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  run: Run,
): Promise<Standing | null> {
  if (run.ending !== 'quarantined' || run.finishedAt === null) return null;
  const { approval } = await store.settings.all();
  const openUntil = daysAfter(run.finishedAt, approval.days);
  return { decision: await store.runs.decision(run.id), openUntil, expired: clock.now() > openUntil };
}
