// How a held run stands: what was decided about it, or until when it can be approved.
import { daysAfter } from '../domain/days-after.ts';
import type { Run } from '../domain/run.ts';
import type { Instant } from '../domain/user.ts';
import type { Waves } from '../domain/waves.ts';
import { isPlanOutdated } from '../store/outdated-plan.ts';
import type { Decision } from '../store/runs/decisions.ts';
import type { RunQuery } from '../store/runs.ts';
import type { ServiceContext } from './service-context.ts';

export interface Standing {
  readonly decision: Decision | null;
  readonly openUntil: Instant;
  readonly expired: boolean;
  /** The policy does not say any more what the plan does; only a new plan can be approved. */
  readonly outdated: boolean;
  /** Of an approval that is carried out in parts. */
  readonly waves: (Waves & { readonly left: number }) | null;
}

/** Null for a run that was never held, and for a wave: whom it left, the next one comes to, whatever anybody says of this one. */
export async function describeStanding(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  run: Run,
): Promise<Standing | null> {
  if (run.ending !== 'quarantined' || run.finishedAt === null || (await isWave(store, run))) return null;
  const { approval } = await store.settings.all();
  const openUntil = daysAfter(run.finishedAt, approval.days);
  const decision = await store.runs.decision(run.id);
  const waves = await store.waves.of(run.id);
  return {
    decision,
    openUntil,
    expired: clock.now() > openUntil,
    outdated: decision === null && (await isPlanOutdated(store, run)),
    waves: waves === null ? null : { ...waves, left: await store.waves.left(run.id) },
  };
}

/** Held runs somebody can still let go, newest first: undecided, neither expired nor outdated. */
export async function listApprovable(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  query: Omit<RunQuery, 'standing' | 'finishedSince'>,
): Promise<readonly Run[]> {
  const { approval } = await store.settings.all();
  const finishedSince = daysAfter(clock.now(), -approval.days);
  const found: Run[] = [];
  for (let before = query.before; ; ) {
    const page = await store.runs.list({ ...query, standing: 'undecided', finishedSince, before });
    for (const run of page) {
      if ((await isWave(store, run)) || (await isPlanOutdated(store, run))) continue;
      found.push(run);
      if (found.length === query.limit) return found;
    }
    const last = page.at(-1);
    if (last === undefined || page.length < query.limit) return found;
    before = last.id;
  }
}

async function isWave(store: ServiceContext['store'], { trigger }: Run): Promise<boolean> {
  return trigger.kind === 'approval' && (await store.waves.of(trigger.of)) !== null;
}
