// Waits, for a while, until Confluence has seen what was changed in its directories; what it has not seen is said to be pending.
import { HostFailure, type HostPort, type ReadPort } from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import { isAccountChange } from '../domain/action.ts';
import type { ToldDirectory } from '../domain/directory.ts';
import type { Run } from '../domain/run.ts';
import { foldName, type UserKey, type UserStatus } from '../domain/user.ts';
import type { StoredEntry, StoredStep } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { readAllEntries } from './read-all-entries.ts';
import { isTurnedAway } from './unanswered.ts';

export interface SynchronisationWork {
  readonly store: Store;
  readonly host: Pick<HostPort, 'directories'>;
  readonly reads: Pick<ReadPort, 'readUser'>;
  readonly clock: Clock;
  readonly run: Run;
  /** How long to wait for everybody together. */
  readonly synchronisationWaitMs: number;
}

/** What Confluence has to see of one user, and the steps that are pending until then. */
interface Awaited {
  readonly entry: StoredEntry;
  readonly steps: readonly StoredStep[];
  readonly sight: { readonly status: UserStatus } | { readonly directories: readonly string[] };
}

/** Once our sign-in is refused nothing more is asked: that may lock the account. */
interface Asked {
  isTurnedAway: boolean;
}

interface Look {
  readonly waiting: readonly Awaited[];
  readonly before: ReadonlyMap<string, ToldDirectory> | null;
  readonly asked: Asked;
}

const longestPauseMs = 10_000;

/** Confluence itself is asked; nothing is changed. Entering it again after a crash waits anew. */
export async function awaitSynchronisation(work: SynchronisationWork): Promise<void> {
  if (work.run.mode === 'test') return;
  let waiting = await listAwaited(work);
  if (waiting.length === 0) return;
  const asked: Asked = { isTurnedAway: false };
  const before = await readDirectories(work, asked);
  const untilMs = Date.parse(work.clock.now()) + work.synchronisationWaitMs;
  for (let pauseMs = 500; ; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
    waiting = await lookAgain(work, { waiting, before, asked });
    if (waiting.length === 0 || asked.isTurnedAway || Date.parse(work.clock.now()) + pauseMs > untilMs) break;
    await work.clock.sleep(pauseMs);
  }
  await notePending(work, waiting);
}

async function listAwaited({ store, run }: SynchronisationWork): Promise<Awaited[]> {
  const awaited: Awaited[] = [];
  if (!(await store.runs.changes({ runId: run.id })).some(isAccountChange)) return awaited;
  for await (const entry of readAllEntries(store, run.id)) {
    const one = awaitedOf(entry);
    if (one !== null) awaited.push(one);
  }
  return awaited;
}

function awaitedOf(entry: StoredEntry): Awaited | null {
  const applied = (kind: StoredStep['change']['kind']) =>
    entry.steps.filter((step) => step.change.kind === kind && step.outcome?.kind === 'applied');
  const [disabled, enabled, removed] = [
    applied('disable-account'),
    applied('enable-account'),
    applied('delete-account'),
  ];
  if (disabled.length > 0) return { entry, steps: [...disabled, ...applied('disable')], sight: { status: 'disabled' } };
  if (enabled.length > 0) return { entry, steps: enabled, sight: { status: 'active' } };
  const first = applied('create-first-account');
  if (first.length > 0) return { entry, steps: first, sight: { status: 'active' } };
  const made = applied('withdraw-account').length > 0 ? [] : applied('create-account');
  const steps = removed.length > 0 ? removed : made;
  const directories = [...removed, ...made].flatMap(({ change }) => ('directory' in change ? [change.directory] : []));
  return steps.length === 0 ? null : { entry, steps, sight: { directories } };
}

/** Those whom Confluence has not seen yet; the others are confirmed where nothing has read them back so far. */
async function lookAgain(work: SynchronisationWork, { waiting, before, asked }: Look): Promise<Awaited[]> {
  const now = waiting.some(({ sight }) => 'directories' in sight) ? await readDirectories(work, asked) : null;
  const left: Awaited[] = [];
  for (const one of waiting) {
    const seen =
      'status' in one.sight
        ? await hasStatus(work, asked, { userKey: one.entry.userKey, status: one.sight.status })
        : one.sight.directories.every((name) => wasRead(before?.get(foldName(name)), now?.get(foldName(name))));
    if (seen) await confirm(work, one);
    else left.push(one);
  }
  return left;
}

/** A directory that is not synchronised is seen at once; of another one, a reading must have begun since. */
function wasRead(before: ToldDirectory | undefined, now: ToldDirectory | undefined): boolean {
  if (before === undefined || now === undefined) return false;
  if (now.synchronising === null) return true;
  // What ran already had begun before the changes were made.
  return !before.synchronising && !now.synchronising && before.lastSynchronisation !== now.lastSynchronisation;
}

async function hasStatus(
  { reads }: SynchronisationWork,
  asked: Asked,
  { userKey, status }: { readonly userKey: UserKey; readonly status: UserStatus },
): Promise<boolean> {
  const user = await ask(asked, () => reads.readUser(userKey));
  return user?.status === status;
}

async function readDirectories(
  { host }: SynchronisationWork,
  asked: Asked,
): Promise<ReadonlyMap<string, ToldDirectory> | null> {
  const told = await ask(asked, () => host.directories());
  return told === null ? null : new Map(told.map((directory) => [foldName(directory.name), directory]));
}

/** Null where the host does not answer. */
async function ask<Answer>(asked: Asked, question: () => Promise<Answer>): Promise<Answer | null> {
  if (asked.isTurnedAway) return null;
  try {
    return await question();
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    asked.isTurnedAway = isTurnedAway(error);
    return null;
  }
}

async function confirm({ store, run, clock }: SynchronisationWork, { steps }: Awaited): Promise<void> {
  const at = clock.now();
  const open = steps.filter((step) => step.verification === null);
  const rows = open.map(({ id }) => ({ runId: run.id, stepId: id, at, verification: 'confirmed' as const }));
  if (rows.length > 0) await store.journal.verified(rows);
}

async function notePending({ store, run, clock }: SynchronisationWork, waiting: readonly Awaited[]): Promise<void> {
  const at = clock.now();
  const steps = waiting.flatMap((one) => one.steps);
  const rows = steps.map(({ id }) => ({ runId: run.id, stepId: id, at, to: 'pending-synchronisation' as const }));
  if (rows.length > 0) await store.journal.corrected(rows);
}
