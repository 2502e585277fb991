// Whether a seat of the licence is free for one more: what the newest reading said, less what live runs gave since.
import { type Change, changesOf } from '../domain/action.ts';
import { daysAfter } from '../domain/days-after.ts';
import { hasFreeSeat } from '../domain/give-back.ts';
import { openMayTake } from '../domain/licence/may-take.ts';
import type { Report } from '../domain/report.ts';
import type { Run } from '../domain/run.ts';
import { actionsOfAll } from '../domain/stage/stage.ts';
import { foldName, type Instant } from '../domain/user.ts';
import { ProductError } from '../errors.ts';
import { everyRun } from '../store/every-run.ts';
import type { StoredEntry } from '../store/runs.ts';
import type { Snapshot } from '../store/snapshots.ts';
import type { ServiceContext } from './service-context.ts';

type Looking = Pick<ServiceContext, 'store'>;

/**
 * Whether giving an entry back keeps within the licence, as far as anybody tells; unknown is no. `except` is the run that
 * gives it back, where that is requested already.
 */
export async function hasSeatFor(
  { store }: Looking,
  { before }: Pick<StoredEntry, 'before'>,
  except: number | null = null,
): Promise<boolean> {
  if (before.seat === 'no') return true;
  const reading = await store.snapshots.newest();
  const finding = reading === null ? null : await store.snapshots.licence(reading.id);
  if (reading === null || finding === null || !hasFreeSeat(finding.host, 0)) return false;
  const counting = { store, mayTake: openMayTake(finding.licence) };
  const given = await countGivenSince(counting, { since: reading.startedAt, except });
  return hasFreeSeat(finding.host, given + (await countUnseen(counting, reading)));
}

/**
 * Requests a run that gives an entry back, in the transaction it is called in. The seat is looked for once the run is
 * requested: a request waits for the transactions of others that requested one, so of two at once the later sees the
 * earlier. Throws `no_seat_free`, which takes the request back with the transaction.
 */
export async function requestWithSeat(
  looking: Looking,
  entry: Pick<StoredEntry, 'before'>,
  request: () => Promise<Run>,
): Promise<Run> {
  const run = await request();
  if (!(await hasSeatFor(looking, entry, run.id))) throw new ProductError('no_seat_free');
  return run;
}

interface Counting extends Looking {
  /** Whether a change may have somebody take a seat. */
  readonly mayTake: (change: Change) => boolean;
}

/** Nobody knows how many: then no seat is known to be free. */
const untold = Number.POSITIVE_INFINITY;

/** The most seats that live runs may have taken since, or are about to take; what they freed is promised to nobody yet. */
async function countGivenSince(
  counting: Counting,
  { since, except }: { readonly since: Instant; readonly except: number | null },
): Promise<number> {
  const { runs } = counting.store;
  let seats = 0;
  // Open ones first: what ends in between is counted twice rather than not at all.
  for await (const run of everyRun(runs, { mode: 'live', standing: 'open' })) {
    if (run.id !== except) seats += await countAhead(counting, run);
  }
  for await (const run of everyRun(runs, { mode: 'live', finishedSince: since }))
    seats += await countGiven(counting, run);
  return seats;
}

/** A directory that was not read for so long is read no more, or somebody changed its users again. */
const unseenDays = 30;

/** Whoever got a seat before the reading, in a directory that Confluence had not read by then: its numbers lack them. */
async function countUnseen(
  { store, mayTake }: Counting,
  { id: snapshotId, startedAt: before }: Pick<Snapshot, 'id' | 'startedAt'>,
): Promise<number> {
  const unseen = await store.runs.unseen({ snapshotId, since: daysAfter(before, -unseenDays), before });
  const given = unseen.filter(({ change }) => mayTake(change));
  return new Set(given.map(({ username, personId }) => (username === null ? personId : foldName(username)))).size;
}

/** Of an open run, paused or not; before it has a plan, by what it is for. */
async function countAhead(counting: Counting, { id, trigger, policyId, policyVersion }: Run): Promise<number> {
  const { runs, policies } = counting.store;
  const planned = await countPlanned(counting, id);
  if (planned !== null) return planned;
  switch (trigger.kind) {
    case 'approval':
      return (await countPlanned(counting, trigger.of)) ?? untold;
    case 'undo':
      return trigger.people?.length ?? (await runs.plan(trigger.of))?.summary.planned ?? untold;
    // None are left once the plan holds them, which it did not a moment ago.
    case 'provision':
      return (await runs.newcomers(id)).length || untold;
    case 'schedule':
    case 'by-hand':
    case 'creation':
    case 'login': {
      const definition = await policies.definition(policyId, policyVersion);
      const changes = definition === null ? null : actionsOfAll(definition).flatMap(changesOf);
      return changes?.some(counting.mayTake) === false ? 0 : untold;
    }
  }
}

/** By the plan of a run; null where it has none. */
async function countPlanned({ store, mayTake }: Counting, runId: number): Promise<number | null> {
  const plan = await store.runs.plan(runId);
  if (plan === null) return null;
  if (!(await store.runs.changes({ runId })).some(mayTake)) return 0;
  const { seats, planned } = plan.summary;
  return seats == null ? planned : seats.taken + seats.unknown;
}

/** Of a run that gives, whatever began it, also whoever may or may not have got a seat. */
async function countGiven({ store, mayTake }: Counting, { id, ending }: Run): Promise<number> {
  // What is held was not begun.
  if (ending === 'quarantined' || !(await store.runs.changes({ runId: id })).some(mayTake)) return 0;
  const report = (await store.runs.report(id)) as Report | null;
  if (report?.seats !== undefined) return report.seats.taken + report.seats.unknown;
  return (await store.runs.plan(id))?.summary.planned ?? untold;
}
