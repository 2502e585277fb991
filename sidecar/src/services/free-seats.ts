// Whether a seat of the licence is free for one more: what the newest reading said, less what live runs gave since.
import { hasFreeSeat } from '../domain/give-back.ts';
import type { Report } from '../domain/report.ts';
import type { Run } from '../domain/run.ts';
import type { Instant } from '../domain/user.ts';
import { ProductError } from '../errors.ts';
import type { StoredEntry } from '../store/runs.ts';
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
  const licence = reading === null ? null : await store.snapshots.licence(reading.id);
  if (reading === null || licence === null || !hasFreeSeat(licence.host, 0)) return false;
  return hasFreeSeat(licence.host, await countGivenSince({ store }, { since: reading.startedAt, except }));
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

const runsLookedAt = 200;

/** The most seats that live runs may have taken since, or are about to take; what they freed is promised to nobody yet. */
async function countGivenSince(
  { store }: Looking,
  { since, except }: { readonly since: Instant; readonly except: number | null },
): Promise<number> {
  const live = { mode: 'live', limit: runsLookedAt, before: null } as const;
  // Open ones first: what ends in between is counted twice rather than not at all.
  const open = await store.runs.list({ ...live, standing: 'open' });
  const ended = await store.runs.list({ ...live, finishedSince: since });
  let seats = 0;
  for (const run of open) if (run.id !== except) seats += await countPlanned({ store }, run);
  for (const run of ended) seats += await countGiven({ store }, run);
  return seats;
}

async function countPlanned({ store }: Looking, { id, trigger }: Run): Promise<number> {
  if (trigger.kind !== 'undo') return (await store.runs.plan(id))?.summary.seats?.taken ?? 0;
  if (trigger.people !== null) return trigger.people.length;
  return (await store.runs.plan(trigger.of))?.summary.planned ?? Number.POSITIVE_INFINITY;
}

/** Of a run that gives, also whoever may or may not have got a seat. */
async function countGiven({ store }: Looking, { id, trigger }: Run): Promise<number> {
  const report = (await store.runs.report(id)) as Report | null;
  const gives = trigger.kind === 'undo' || trigger.kind === 'provision';
  if (report?.seats !== undefined) return report.seats.taken + (gives ? report.seats.unknown : 0);
  return gives ? (report?.plan?.summary.planned ?? 0) : 0;
}
