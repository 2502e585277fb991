// What the helpdesk may: find one user by name, see what was taken from them, and give it back by a run of its own.
import type { Change } from '../domain/action.ts';
import { tookAccess } from '../domain/give-back.ts';
import { changesInForce } from '../domain/plan/undo.ts';
import type { Role } from '../domain/session/roles.ts';
import { foldName, type Instant, type User, type UserKey } from '../domain/user.ts';
import { ProductError } from '../errors.ts';
import type { StoredEntry } from '../store/runs.ts';
import { demandHostRights } from './ceiling.ts';
import { undoRun } from './decisions.ts';
import { requestWithSeat } from './free-seats.ts';
import type { Actor, ServiceContext } from './service-context.ts';
import { newestSnapshot } from './snapshots.ts';

type Looking = Pick<ServiceContext, 'store' | 'clock'>;

export interface Taken {
  readonly runId: number;
  readonly at: Instant | null;
  /** In the order they were made. */
  readonly changes: readonly Change[];
  /** Whether a later run took any of it back. */
  readonly givenBack: boolean;
}

export interface HelpdeskFinding {
  /** Null where nobody goes by exactly this name, or several do. */
  readonly user: Pick<User, 'userKey' | 'username' | 'displayName' | 'status'> | null;
  readonly several: boolean;
  /** When the status was read. */
  readonly readAt: Instant;
  /** The newest first. */
  readonly taken: readonly Taken[];
}

/** Runs looked at of one user: more lie years back. */
const mostSteps = 100;
/** Users whose names contain what was asked for; whoever goes by exactly it is looked for among them. */
const mostAlike = 50;

/**
 * Finds the one user of exactly this username, display name or address; parts of names find nobody. Each look is in the
 * audit trail before its answer leaves. Throws `no_snapshot`.
 */
export async function findForHelpdesk(
  context: Looking,
  { name, actor }: { readonly name: string; readonly actor: Actor },
): Promise<HelpdeskFinding> {
  const { id: snapshotId, startedAt: readAt } = await newestSnapshot(context);
  const found = await findByName(context, { snapshotId, name: name.trim() });
  await noteLook(context, { found, actor });
  const [only] = found;
  if (only === undefined || found.length > 1) return { user: null, several: found.length > 1, readAt, taken: [] };
  const { userKey, username, displayName, status } = only;
  const taken = await listTaken(context, userKey);
  return {
    user: { userKey, username, displayName, status },
    several: false,
    readAt,
    taken: taken.map(({ entry, runId, at, givenBack }) => {
      return { runId, at, changes: changesInForce(entry).toReversed(), givenBack };
    }),
  };
}

/** Whom the look found stands beside the entry and can be erased; what was typed is not written down, it may be anything. */
async function noteLook(
  { store, clock }: Looking,
  { found, actor }: { readonly found: readonly User[]; readonly actor: Actor },
): Promise<void> {
  const [only, another] = found;
  const noted = { at: clock.now(), actor, event: 'helpdesk.looked-up' };
  if (only === undefined || another !== undefined) {
    await store.audit.append({ ...noted, details: { found: only === undefined ? 'nobody' : 'several' } });
    return;
  }
  const { username, userKey } = only;
  await store.audit.append({ ...noted, details: { found: 'one' }, about: { username, userKey } });
}

/** Whoever has the username, or else whoever has the display name or the address. */
async function findByName(
  { store, clock }: Looking,
  { snapshotId, name }: { readonly snapshotId: number; readonly name: string },
): Promise<readonly User[]> {
  const shared = { snapshotId, now: clock.now(), sort: 'username', descending: false, cursor: null } as const;
  const named = await store.snapshots.findUsers({ ...shared, search: '', criteria: { users: [name] }, limit: 2 });
  if (named.people.length > 0) return named.people.map(({ user }) => user);
  const alike = await store.snapshots.findUsers({ ...shared, search: name, criteria: null, limit: mostAlike });
  const isExactly = (text: string | null) => text !== null && foldName(text) === foldName(name);
  return alike.people.map(({ user }) => user).filter((user) => isExactly(user.displayName) || isExactly(user.email));
}

interface TakenEntry {
  readonly runId: number;
  readonly at: Instant | null;
  readonly entry: StoredEntry;
  readonly givenBack: boolean;
}

/** What live runs took from a user and is still in their journals, each run once. */
async function listTaken({ store }: Pick<Looking, 'store'>, userKey: UserKey): Promise<TakenEntry[]> {
  const steps = await store.runs.ofUser({ userKey, limit: mostSteps });
  const returned = new Set<number>();
  const taken: TakenEntry[] = [];
  for (const { runId, personId, at } of steps.filter(isFirstOfRun)) {
    const run = await store.runs.get(runId);
    if (run === null || run.state !== 'finished') continue;
    const [entry] = await store.runs.entries({ runId, after: personId - 1, limit: 1 });
    if (entry?.personId !== personId || changesInForce(entry).length === 0) continue;
    if (run.trigger.kind === 'undo') returned.add(run.trigger.of);
    else if (tookAccess(entry)) taken.push({ runId, at, entry, givenBack: returned.has(runId) });
  }
  return taken;
}

function isFirstOfRun(
  step: { readonly runId: number },
  index: number,
  all: readonly { readonly runId: number }[],
): boolean {
  return all.findIndex(({ runId }) => runId === step.runId) === index;
}

export interface GiveBackOrder {
  readonly userKey: string;
  readonly runId: number;
  readonly actor: Actor;
  readonly role: Role;
}

/**
 * Takes back this user's part of a run and nothing else, by a run of its own; its number. Throws `nothing_to_undo` where
 * the run took nothing from them, `no_seat_free`, what the ceiling of rights throws, and whatever an undo throws.
 */
export async function giveBackForHelpdesk(
  context: Looking & Pick<ServiceContext, 'config' | 'findHostStanding' | 'wake'>,
  { userKey, runId, actor, role }: GiveBackOrder,
): Promise<number> {
  const taken = await listTaken(context, userKey as UserKey);
  const found = taken.find((one) => one.runId === runId && !one.givenBack);
  if (found === undefined) throw new ProductError('nothing_to_undo');
  const { entry } = found;
  // Naming the helpdesk's groups declares what its people may have given back without being administrators themselves.
  const deed = { kind: 'give-back', changes: changesInForce(entry), declared: role === 'helpdesk' } as const;
  await demandHostRights(context, deed, actor);
  // Woken before the request is written, the runner would find nothing.
  const wake = { ...context.wake, runner: () => undefined };
  const order = { runId, people: [entry.personId], asked: undefined, actor };
  const run = await context.store.together((store) =>
    requestWithSeat({ store }, entry, () => undoRun({ ...context, store, wake }, order)),
  );
  context.wake.runner();
  return run.id;
}

export type GiveBackProgress = 'under-way' | 'done' | 'rehearsed' | 'not-done';

/** How a run that gives back one user's access stands. Throws `run_not_found` for any other run. */
export async function followGiveBack({ store }: Pick<Looking, 'store'>, runId: number): Promise<GiveBackProgress> {
  const run = await store.runs.get(runId);
  if (run?.trigger.kind !== 'undo' || run.trigger.people?.length !== 1) throw new ProductError('run_not_found');
  if (run.state !== 'finished') return 'under-way';
  const [entry] = await store.runs.entries({ runId, after: 0, limit: 1 });
  const outcomes = new Set(entry?.steps.map(({ outcome }) => outcome?.kind));
  if (outcomes.has('applied') || outcomes.has('pending-synchronisation')) return 'done';
  return outcomes.has('rehearsed') ? 'rehearsed' : 'not-done';
}
