// How a held run stands: what was decided about it, or until when it can be approved.
import { daysAfter } from '../domain/days-after.ts';
import type { Run } from '../domain/run.ts';
import type { Instant } from '../domain/user.ts';
import { mostADay, type Waves } from '../domain/waves.ts';
import { findFirstRun } from '../store/first-run.ts';
import { canGrowOutdated, isPlanOutdated } from '../store/outdated-plan.ts';
import type { Decision } from '../store/runs/decisions.ts';
import type { RunQuery } from '../store/runs.ts';
import type { ServiceContext } from './service-context.ts';

export interface Standing {
  readonly decision: Decision | null;
  readonly openUntil: Instant;
  readonly expired: boolean;
  /** The policy does not say any more what the plan does; only a new plan can be approved. */
  readonly outdated: boolean;
  /** The policy's own limits let an approval in parts change at most so many users a day; null where they let it be. */
  readonly mostADay: number | null;
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
  const lapsesAt = daysAfter(run.finishedAt, approval.days);
  // Whose people were erased, wholly or one of them, is approved no more from then on.
  const erasedAt = (await store.retention.erasureOf(run.id))?.at ?? null;
  const openUntil = erasedAt !== null && erasedAt < lapsesAt ? erasedAt : lapsesAt;
  const decision = await store.runs.decision(run.id);
  const waves = await store.waves.of(run.id);
  return {
    decision,
    openUntil,
    expired: erasedAt !== null || clock.now() > openUntil,
    outdated: decision === null && (await isPlanOutdated(store, run)),
    mostADay: await findMostADay(store, run),
    waves: waves === null ? null : { ...waves, left: await store.waves.left(run.id) },
  };
}

/** What is given back is held by the waves alone, as `capRun` has it. */
async function findMostADay({ runs, policies }: ServiceContext['store'], run: Run): Promise<number | null> {
  if ((await findFirstRun(runs, run)).trigger.kind === 'undo') return null;
  const definition = await policies.definition(run.policyId, run.policyVersion);
  return definition === null ? null : mostADay(definition.limits);
}

/** Far more than are held at one time, so that one look at the store mostly does. */
const lookedThrough = 200;

export interface ApprovableQuery extends Omit<RunQuery, 'standing' | 'finishedSince'> {
  /** Leave out whatever a later run of the same policy and mode asks about anew. */
  readonly newest?: boolean | undefined;
}

/** Held runs somebody can still let go, newest first: undecided, neither expired nor erased nor outdated. */
export async function listApprovable(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  { newest = false, ...query }: ApprovableQuery,
): Promise<readonly Run[]> {
  const { approval } = await store.settings.all();
  const finishedSince = daysAfter(clock.now(), -approval.days);
  const isOutdated = rememberOutdated(store);
  const limit = newest ? lookedThrough : query.limit;
  const seen = new Set<string>();
  const found: Run[] = [];
  // What is newer than the page asked for decides which of each policy is the newest.
  for (let before = newest ? null : query.before; ; ) {
    const page = await store.runs.list({ ...query, standing: 'undecided', finishedSince, before, limit });
    for (const run of page) {
      const subject = subjectOf(run);
      if (newest && seen.has(subject)) continue;
      if ((await isWave(store, run)) || (await isOutdated(run))) continue;
      seen.add(subject);
      if (query.before !== null && run.id >= query.before) continue;
      found.push(run);
      if (found.length === query.limit) return found;
    }
    const last = page.at(-1);
    if (last === undefined || page.length < limit) return found;
    before = last.id;
  }
}

/** A later run of a policy asks about the same people anew; newcomers, events, undos and approvals are about other people each time. */
function subjectOf({ id, policyId, mode, trigger }: Run): string {
  const anew = trigger.kind === 'schedule' || trigger.kind === 'by-hand';
  return anew ? `${mode} ${policyId}` : `${id}`;
}

/** Compares each version of a policy once, however many of its runs are held. */
function rememberOutdated(store: ServiceContext['store']): (run: Run) => Promise<boolean> {
  const known = new Map<string, boolean>();
  return async (run) => {
    if (!(await canGrowOutdated(store, run))) return false;
    const version = `${run.policyVersion} ${run.policyId}`;
    const outdated = known.get(version) ?? (await isPlanOutdated(store, run));
    known.set(version, outdated);
    return outdated;
  };
}

async function isWave(store: ServiceContext['store'], { trigger }: Run): Promise<boolean> {
  return trigger.kind === 'approval' && (await store.waves.of(trigger.of)) !== null;
}
