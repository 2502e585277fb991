// The only place that changes anything outside: guarded, journaled, one call a step, each user read again right before.
import type { PagePort } from '../adapters/ports/spaces.ts';
import { type ContributionPort, type EvidenceSources, HostFailure, type ReadPort } from '../adapters/ports.ts';
import { rehearseDirectory } from '../adapters/rehearsal/directory.ts';
import { rehearse } from '../adapters/rehearsal.ts';
import type { RecordPort, WritePort } from '../adapters/writes.ts';
import type { Clock } from '../clock.ts';
import type { Protection } from '../domain/guard/step/guard.ts';
import { readNesting } from '../domain/nesting.ts';
import type { PolicyDefinition } from '../domain/policy.ts';
import type { Outcome, Run } from '../domain/run.ts';
import type { UserWithGroups } from '../domain/user.ts';
import { readKnowledge } from '../store/knowledge.ts';
import type { StoredEntry } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import type { Directories } from './execute/account-step.ts';
import { changing, createBrakes } from './execute/brakes.ts';
import { openCanaries } from './execute/canary.ts';
import { carryOutEntry } from './execute/entry.ts';
import { leaveHostRecord, type RecordedRun } from './execute/host-record.ts';
import { leaveTurnedAway } from './execute/leave-turned-away.ts';
import { openPace } from './execute/pace.ts';
import {
  type ActingPorts,
  actInTurn,
  actSignedIn,
  askSignedIn,
  openSignIns,
  type RunSignIns,
} from './execute/signed-in.ts';
import { openSoleEditorCheck } from './execute/sole-editor-check.ts';
import { type EntryAnswer, type EntryWork, hearLastWord, heed, type Lease, leaveOpen } from './execute/steps.ts';
import { createFreshActivity } from './fresh-activity.ts';
import { findHindrance, type Occupation, type OccupationWatch } from './host-occupied.ts';
import { settleUnsettled } from './recover.ts';
import { openSignIn } from './sign-in.ts';
import { isTurnedAway } from './unanswered.ts';

export interface ExecutorInput {
  readonly store: Store;
  readonly reads: ReadPort;
  readonly writes: WritePort;
  readonly records: RecordPort;
  /** Directories that are reached on their own, by folded name. */
  readonly directories: Directories;
  readonly evidence: EvidenceSources;
  readonly contributions: ContributionPort;
  readonly pages: PagePort;
  readonly clock: Clock;
}

export interface Execution {
  readonly run: Run;
  readonly definition: PolicyDefinition;
  readonly protection: Protection;
  /** Whether a second administrator approved this very plan: only then are its privileged changes made. */
  readonly secondPerson: boolean;
  /** False for a run that takes another one back: its users need not match the policy. */
  readonly criteriaApply: boolean;
  /** What Confluence is busy with right now. */
  readonly occupation: Pick<OccupationWatch, 'look' | 'isIndexWhole' | 'stopWaiting'>;
  /** The directories of this Confluence in their order; null where it does not tell. */
  readonly directoryOrder: () => Promise<readonly string[] | null>;
  /** How many users the run may change; the rest is carried over. Null where nothing caps it. */
  readonly cap: number | null;
  /** Asked before every user: `hold` keeps the rest planned, `cancel` leaves the rest alone for good. */
  readonly mayGoOn: () => Promise<'go-on' | 'hold' | 'cancel'>;
  readonly lease: Lease;
}

type Progress = 'done' | 'held' | { readonly waitsFor: Occupation };

export interface Executor {
  /**
   * Carries out what is still open of a run's plan; `held` when it was asked to stop with work left, `waitsFor` when
   * Confluence is busy with something that a user with open steps depends on, with that and nothing else it is busy with.
   */
  readonly execute: (execution: Execution) => Promise<Progress>;
  /** Leaves a line of a run that acted in Confluence's own audit log, where it takes one; never in test mode. */
  readonly leaveRecord: (recorded: RecordedRun) => Promise<void>;
}

/**
 * Users worked on at the same time, each with one request under way; the HTTP client has the last word on parallel
 * requests. Two more than it sends at a time, so that it has work while others write down what they did.
 */
const usersAtOnce = 6;
/** After so long whoever stopped the run is heard again before a user is read. */
const hearAgainMs = 1_000;
/** Users read ahead of their turn, with what the snapshot knows of them. */
const entriesPerPage = 100;

/** Builds the executor around the one write port; test mode swaps it for the rehearsal. */
export function createExecutor(input: ExecutorInput): Executor {
  const { store, clock } = input;
  return {
    execute: async (execution) => {
      const live = execution.run.mode === 'live';
      const signIns = openSignIns(input.directories);
      const acting = actSignedIn(input, signIns);
      const shared = askSignedIn({ ...input, ...execution }, signIns.host);
      const ports = live ? acting : rehearseAll(acting);
      const { evidence, occupation, directoryOrder } = shared;
      const snapshotId = execution.run.snapshotId ?? 0;
      const activity = createFreshActivity({ store, evidence, clock, snapshotId });
      const knowledge = await readKnowledge(store, { snapshotId, criteria: execution.definition.criteria });
      const nesting = readNesting(await store.snapshots.groups(snapshotId));
      const { reads, writes, directories, contributions } = ports;
      const work: EntryWork = {
        ...execution,
        store,
        clock,
        reads,
        writes,
        directories,
        directoryOrder,
        activity,
        contributions,
        soleEditors: openSoleEditorCheck({ ...input, ...execution, ...shared }),
        knowledge,
        nesting,
      };
      if ((await settleUnsettled(work)) === 'held') return 'held';
      return carryOutAll(work, { ...execution, occupation }, signIns.refusal);
    },
    leaveRecord: (recorded) => leaveHostRecord(input, recorded),
  };
}

/** The same ports with every write only recorded. */
function rehearseAll({ reads, directories, contributions }: ActingPorts): ActingPorts {
  const rehearsed = [...directories].map(([name, directory]) => [name, rehearseDirectory(directory.reads)] as const);
  return { ...rehearse(reads), directories: new Map(rehearsed), contributions };
}

async function carryOutAll(
  input: EntryWork,
  { cap, occupation }: Execution,
  refusal: RunSignIns['refusal'],
): Promise<Progress> {
  let held: Exclude<Progress, 'done'> | null = null;
  const faults: unknown[] = [];
  // What one user's turn has heard, or broke off by, holds for everybody.
  const mayGoOn = async () => {
    const word = held === 'held' ? 'hold' : await input.mayGoOn();
    if (word === 'hold') held ??= 'held';
    return word;
  };
  const isHeld = () => {
    const isStillHeld = input.lease.isHeld();
    if (!isStillHeld) held ??= 'held';
    return isStillHeld;
  };
  const work: EntryWork = { ...input, mayGoOn, lease: { ...input.lease, isHeld } };
  const live = work.run.mode === 'live';
  const { dependsOnActivity } = work.protection;
  const isOccupied = async (entry: StoredEntry): Promise<boolean> => {
    const waitsFor = live ? findHindrance({ ...entry, dependsOnActivity }, await occupation.look()) : null;
    if (waitsFor !== null) held ??= { waitsFor };
    return waitsFor !== null;
  };
  const canaries = openCanaries(work);
  const brakes = createBrakes({
    cap,
    isTurnedAway: () => refusal() !== null,
    progress: await work.store.runs.progress(work.run.id),
  });
  const pace = await openPace(work);
  const queue = openEntries(work);
  /** Asks again what was asked before: the turn of others and a place may have been long in coming. */
  const actOn = async (told: EntryWork, user: PlannedUser, heardMs: number) => {
    const { entry } = user;
    const isLongAgo = Date.parse(work.clock.now()) - heardMs > hearAgainMs;
    const word = isLongAgo ? await hearLastWord(told, entry) : null;
    if (word !== null) return word;
    const brake = brakes.end();
    if (brake !== null) {
      const left = await leaveOpen(work, entry, { kind: 'skipped', reason: brake });
      if (left !== null) return left;
      return brake === 'host-stopped-answering' ? 'unanswered' : 'answered';
    }
    if (await isOccupied(entry)) return 'occupied';
    // What was waited before has come to an end: hours of work are no waiting.
    occupation.stopWaiting(work.run.id);
    return carryOutSignedIn(told, user);
  };
  /** Once our sign-in is refused, whoever it was told, nothing more is done to a user: what is open of them is left alone. */
  const carryOutSignedIn = async (told: EntryWork, { entry, known }: PlannedUser): Promise<EntryAnswer> => {
    const turn = openSignIn();
    const hearAll = async () => {
      const word = await mayGoOn();
      return word === 'go-on' && refusal() !== null ? 'hold' : word;
    };
    // A directory has a sign-in of its own: an account that was made there is taken away whoever else refuses us.
    const mine = { ...told, ...actInTurn(told, turn), mayGoOn: hearAll, withdrawing: told };
    const answer = await carryOutEntry(mine, entry, known).catch(holdWhereTurnedAway);
    const code = turn.refusal() ?? refusal();
    // The run itself goes on: it has others to leave alone.
    if (answer !== 'held' || held !== null || code === null) return answer;
    return (await leaveTurnedAway(told, entry, { code, isOwn: turn.refusal() !== null })) ?? 'answered';
  };
  const takeTurn = async (user: PlannedUser, heardMs: number): Promise<void> => {
    const { entry } = user;
    const begun = isBegun(entry);
    const brake = await brakes.enter(begun);
    // Where even that must not be done now, the run is held, and everybody knows.
    if (brake !== null) return void (await leaveOpen(work, entry, { kind: 'skipped', reason: brake }));
    const outcomes: Outcome[] = [];
    const told = { ...work, tell: (outcome: Outcome) => void outcomes.push(outcome) };
    // The place in the minute comes last: a place that waits for the turn of another tells nothing.
    const carryOut = async () => {
      if (held === 'held') return held;
      const place = await pace.enter(mayGoOn);
      if (typeof place === 'string') return heed(work, entry, place);
      try {
        return await actOn(told, user, heardMs);
      } finally {
        place.leave(outcomes);
      }
    };
    let answered = true;
    try {
      const answer = await canaries.take(entry, carryOut);
      if (answer === 'left-alone') await leaveOpen(work, entry, { kind: 'skipped', reason: 'canary-without-effect' });
      answered = answer !== 'unanswered';
    } catch (error) {
      // Before the place under the cap is given back: it may well have been used.
      held = 'held';
      throw error;
    } finally {
      brakes.leave({ begun, outcomes, answered });
    }
  };
  const worker = async (): Promise<void> => {
    while (held === null) {
      const heardMs = Date.parse(work.clock.now());
      const word = await mayGoOn();
      if (word === 'hold' || held !== null) return;
      const { value, done } = await queue.next();
      if (done) return;
      if (word === 'cancel') await heed(work, value.entry, word);
      else if (!(await isOccupied(value.entry))) await takeTurn(value, heardMs);
    }
  };
  // A fault ends the run only once everybody rests: whoever takes it up again must be alone with it.
  const workUntilFault = () =>
    worker().catch((error: unknown) => {
      held = 'held';
      faults.push(error);
    });
  await Promise.all(Array.from({ length: usersAtOnce }, workUntilFault));
  // A silent Confluence is waited for; what else went wrong must not pass for that.
  if (faults.length > 0) throw faults.find((fault) => !(fault instanceof HostFailure)) ?? faults[0];
  return held ?? 'done';
}

function holdWhereTurnedAway(error: unknown): EntryAnswer {
  if (error instanceof HostFailure && isTurnedAway(error)) return 'held';
  throw error;
}

/** Whether the run changed something of the user before it was interrupted, or may have. */
function isBegun({ steps }: StoredEntry): boolean {
  return steps.some(({ outcome }) => outcome !== null && changing.includes(outcome.kind));
}

interface PlannedUser {
  readonly entry: StoredEntry;
  /** As the run's snapshot knows them; null for whoever was to be created. */
  readonly known: UserWithGroups | null;
}

/** Users with open steps, in plan order. One page is read ahead of the workers, each user is handed out once. */
async function* openEntries({ store, run }: EntryWork): AsyncGenerator<PlannedUser, void> {
  for (let after = 0; ; ) {
    const page = await store.runs.entries({
      runId: run.id,
      fate: 'planned',
      outcome: 'open',
      after,
      limit: entriesPerPage,
    });
    const people = await store.snapshots.people(
      run.snapshotId ?? 0,
      page.map((entry) => entry.userKey),
    );
    for (const entry of page) yield { entry, known: people.get(entry.userKey) ?? null };
    const last = page.at(-1);
    if (last === undefined || page.length < entriesPerPage) return;
    after = last.personId;
  }
}
