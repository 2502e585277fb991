// What is done in each state of a run. Each phase reads its input from the store and ends in one transaction.
import { HostFailure, type HostIdentity, type HostPort, type ReadPort } from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import type { PlanRefusal } from '../domain/guard/refusal.ts';
import { provisioningPolicy } from '../domain/newcomer.ts';
import type { PolicyDefinition } from '../domain/policy.ts';
import { isOpen, type Run, type RunEnding, type RunState } from '../domain/run.ts';
import { findFirstRun } from '../store/first-run.ts';
import type { Store } from '../store/store.ts';
import type { FindAdministrators } from './administrators.ts';
import { askUntilSilent } from './ask-until-silent.ts';
import { awaitSynchronisation } from './await-synchronisation.ts';
import { readSeal } from './check-seal.ts';
import type { Lease } from './execute/steps.ts';
import type { Executor } from './execute.ts';
import type { FindMissing } from './find-missing.ts';
import { findTokenEnd } from './find-token-end.ts';
import { freshSnapshot, type SnapshotChoice } from './fresh-snapshot.ts';
import type { Occupation, OccupationWatch } from './host-occupied.ts';
import type { AddImpact } from './impact.ts';
import type { ReadableDirectory } from './plan-facts.ts';
import { capRun } from './plan-history.ts';
import { SecondOpinionDiffers } from './plan-run/choose.ts';
import { planRun } from './plan-run.ts';
import { checkHost, findAbsence, type HostFacts, type RunAbilities } from './preflight.ts';
import { gatherProtection, type RoleGroups } from './protection.ts';
import { readDirectoryOrder } from './read-directory-order.ts';
import { isApprovedBySecondPerson } from './second-person.ts';
import { openSignIn, readSignedIn } from './sign-in.ts';
import { takeOverPlan } from './take-over-plan.ts';
import { isTurnedAway, isUnanswered } from './unanswered.ts';
import { verifyRun } from './verify.ts';
import type { Waiting } from './waiting.ts';
import { finishWithReport, readFigures } from './write-report.ts';

export interface PhaseWork {
  readonly store: Store;
  readonly host: HostPort;
  readonly reads: ReadPort;
  /** Directories with a Crowd application of their own. */
  readonly directories: readonly ReadableDirectory[];
  /** How long a run waits for Confluence to see what was changed in its directories. */
  readonly synchronisationWaitMs: number;
  /** Whether a mail server is configured. */
  readonly canNotify: boolean;
  /** Whether a copy of each report goes into a folder. */
  readonly copyReports: boolean;
  /** The day administrators stated for the end of the token we sign in with; null where none was stated, or none is used. */
  readonly declaredTokenEnd: string | null;
  /** Of the process. */
  readonly timeZone: string;
  readonly addImpact: AddImpact;
  readonly clock: Clock;
  readonly findMissing: FindMissing;
  readonly executor: Executor;
  /** Who administers both Confluence and this product, where two persons are needed. */
  readonly findAdministrators: FindAdministrators;
  readonly occupation: OccupationWatch;
  /** Of runs that have begun to act and cannot go on, as Confluence does not answer. */
  readonly silence: Waiting;
  /** Shared, so that two who ask at the same time get one reading. */
  readonly takeSnapshot: SnapshotChoice['takeSnapshot'];
  /** With the names that changes are to carry, where they are known. */
  readonly abilities: (names: readonly string[]) => Promise<RunAbilities>;
  readonly configuredUrl: string;
  readonly roleGroups: RoleGroups;
  readonly run: Run;
  readonly mayGoOn: () => Promise<'go-on' | 'hold' | 'cancel'>;
  readonly lease: Lease;
}

type Phase = (work: PhaseWork, definition: PolicyDefinition) => Promise<'moved' | 'held'>;

/** A run that has begun to act waits this long for a host that does not answer before it ends with what it has. */
const patienceMs = 24 * 3_600_000;

/** Large directories are read for an hour; what takes more than two has stopped. */
const occupiedPatienceMs = 2 * 3_600_000;

const phases: Readonly<Record<Exclude<RunState, 'finished'>, Phase>> = {
  requested: async (work, definition) => {
    await askHost(work);
    const undoes = await takesBack(work);
    const absence = undoes ? null : await whatIsAbsent(work, definition);
    if (absence !== null) return fail(work, absence);
    if (!undoes) {
      const codes = await work.findMissing(definition, await work.host.capabilities());
      if (codes.length > 0) await work.store.runs.noteMissing({ runId: work.run.id, codes });
    }
    return move(work, 'reading');
  },

  reading: async (work, definition) => {
    const snapshot = await freshSnapshot(work, definition);
    return move(work, 'planning', { snapshotId: snapshot.id });
  },

  planning: async (work, definition) => {
    const snapshot = work.run.snapshotId === null ? null : await work.store.snapshots.get(work.run.snapshotId);
    if (snapshot === null) return fail(work, 'no_snapshot');
    const facts = await askHost(work);
    const { trigger } = work.run;
    if (trigger.kind === 'approval') {
      const taken = await takeOverPlan({ ...work, of: trigger.of, snapshotId: snapshot.id });
      return taken === 'taken' ? 'moved' : fail(work, 'plan_outdated');
    }
    // Without what was before there is nobody to give anything back to; a plan for nobody would say that all is well.
    const erased = trigger.kind === 'undo' && (await work.store.retention.erasureOf(trigger.of)) !== null;
    if (erased) return fail(work, 'before_images_erased');
    const { plan, people, unknown, digest, refusals, closings } = await planRun({
      ...work,
      definition,
      snapshot,
      host: facts,
      directoryOrder: () => readDirectoryOrder(work.host),
    });
    const ending: RunEnding | null = refusals.length > 0 ? 'quarantined' : null;
    // A clock that begins anew spares people, so it may be written before the plan: planning again finds it done.
    if (ending === null && work.run.mode === 'live') await work.store.stages.close(closings, work.clock.now());
    await work.store.runs.savePlan({
      runId: work.run.id,
      plan,
      people,
      unknown,
      digest,
      refusals,
      madeAt: work.clock.now(),
      to: ending === null ? 'executing' : 'reporting',
      ...(ending === null ? {} : { ending }),
    });
    return 'moved';
  },

  executing: async (work, definition) => {
    const [facts, isAsSealed] = await Promise.all([askHost(work, work.occupation.look), readSeal(work)]);
    if (work.run.mode === 'live' && !facts.confirmed) return fail(work, 'host_not_confirmed');
    if (!(await isAsSealed(facts.identity.hostId))) return fail(work, 'plan_not_as_sealed');
    const undoes = await takesBack(work);
    const { protection, unreadableGroups } = await gatherProtection({
      ...work,
      undoes,
      definition,
      snapshotId: work.run.snapshotId ?? 0,
      now: work.clock.now(),
      ...facts,
    });
    const { run, mayGoOn, lease } = work;
    // An approval lifts limits of size; that somebody protected cannot be recognised it does not lift.
    const blind = run.trigger.kind === 'approval' && run.mode === 'live' && unreadableGroups.length > 0;
    if (blind) return fail(work, 'exemption_unreadable');
    const cap = await capRun({ ...work, undoes, definition, now: work.clock.now() });
    const execution = {
      run,
      definition,
      protection,
      secondPerson: await isApprovedBySecondPerson(work),
      criteriaApply: !undoes && run.policyId !== provisioningPolicy,
      cap,
      mayGoOn,
      lease,
      occupation: work.occupation,
      directoryOrder: () => readDirectoryOrder(work.host),
    };
    const progress = await work.executor.execute(execution);
    if (progress !== 'done') return progress === 'held' ? 'held' : waitForHost(work, progress.waitsFor);
    work.occupation.stopWaiting(run.id);
    const cancelled = (await work.store.runs.get(run.id))?.cancelRequestedBy != null;
    return move(work, 'verifying', { ending: cancelled ? 'cancelled' : 'completed' });
  },

  verifying: async (work) => {
    const directories = work.directories.map(askUntilSilent);
    const signIn = openSignIn();
    const host = { directories: () => signIn.ask(() => work.host.directories()) };
    const reading = { ...work, host, reads: readSignedIn(work.reads, signIn), directories };
    await verifyRun(reading);
    await awaitSynchronisation(reading);
    return move(work, 'reporting');
  },

  reporting: async (work, definition) => {
    const identify = work.host.identify().catch(() => null);
    const leave = async (identity: HostIdentity | null) => identity && work.executor.leaveRecord({ ...work, identity });
    const asked = [findTokenEnd(work), identify, readFigures(work), identify.then(leave)] as const;
    const [tokenEnd, identity, figures] = await Promise.all(asked);
    const { statedUrl, version = null } = identity ?? {};
    const host = { url: work.configuredUrl, version, ...(statedUrl === undefined ? {} : { statedUrl }) };
    await finishWithReport({ ...work, definition, figures, host, tokenEnd });
    return 'moved';
  },
};

/** Carries a run on as far as it goes now. Host faults before anything was done end it with their code. */
export async function carryOn(work: PhaseWork): Promise<'finished' | 'held'> {
  let run: Run | null = work.run;
  while (run !== null && isOpen(run) && run.state !== 'finished') {
    const word = run.state === 'reporting' || run.state === 'verifying' ? 'go-on' : await work.mayGoOn();
    if (word === 'hold' || !work.lease.isHeld()) return 'held';
    const beforeActing = run.state === 'requested' || run.state === 'reading' || run.state === 'planning';
    if (word === 'cancel' && beforeActing) await end({ ...work, run }, 'cancelled');
    else if ((await enter({ ...work, run })) === 'held') return 'held';
    run = await work.store.runs.get(run.id);
  }
  return 'finished';
}

async function enter(work: PhaseWork): Promise<'moved' | 'held'> {
  const { run, store } = work;
  if (run.state === 'finished') return 'moved';
  const definition = await store.policies.definition(run.policyId, run.policyVersion);
  if (definition === null) throw new Error(`Run ${run.id} refers to a policy version that is not there.`);
  try {
    const progress = await phases[run.state](work, definition);
    work.silence.stop(run.id);
    return progress;
  } catch (error) {
    if (error instanceof SecondOpinionDiffers) return fail(work, 'second_opinion_differs');
    if (!(error instanceof HostFailure)) throw error;
    // Whoever cannot reach Confluence now cannot show that they still use it.
    if (isUnanswered(error)) await store.stages.noteReading({ at: work.clock.now(), complete: false });
    if (run.state !== 'executing' || isTurnedAway(error)) return fail(work, error.code);
    if (work.silence.waitedMs(run.id) < patienceMs) return 'held';
    work.silence.stop(run.id);
    return end(work, 'failed', error.code);
  }
}

/** Whether the run undoes another, also where its plan was held and approved. */
async function takesBack({ store, run }: PhaseWork): Promise<boolean> {
  return (await findFirstRun(store.runs, run)).trigger.kind === 'undo';
}

/** Why nothing of the run can be done here; said before anything is read. */
async function whatIsAbsent(work: PhaseWork, definition: PolicyDefinition): Promise<string | null> {
  const abilities = await work.abilities([]);
  if (work.run.trigger.kind !== 'provision') return findAbsence(definition, abilities);
  const newcomers = await work.store.runs.newcomers(work.run.id);
  return newcomers.every(({ directory }) => directory === null) ? abilities.absenceOf('create-user') : null;
}

function askHost(work: PhaseWork, beside?: () => Promise<unknown>): Promise<HostFacts> {
  return checkHost({ ...work, mode: work.run.mode, ...(beside === undefined ? {} : { beside }) });
}

/** Such work may take long; a run that waits in vain is held with its reason, or broken off once it has begun or where another comes to its people. */
async function waitForHost(work: PhaseWork, { directories }: Occupation): Promise<'moved' | 'held'> {
  const { store, occupation, clock, run } = work;
  const waitedMs = occupation.waitedMs(run.id);
  if (waitedMs < occupiedPatienceMs) return 'held';
  occupation.stopWaiting(run.id);
  const { steps } = await store.runs.counts(run.id);
  const touched = touchingOutcomes.some((kind) => (steps[kind] ?? 0) > 0);
  if (touched || (await isWave(work)))
    return fail(work, directories.length > 0 ? 'directory_synchronising' : 'reindex_running');
  const minutes = Math.floor(waitedMs / 60_000);
  const refusal: PlanRefusal =
    directories.length > 0
      ? { guard: 'directory-synchronising', details: { directories: directories.join(', '), minutes } }
      : { guard: 'reindex-running', details: { minutes } };
  await store.runs.hold({ runId: run.id, refusal, at: clock.now() });
  return 'moved';
}

/** Its people are left for the next wave, so nothing is left for a person to decide. */
async function isWave({ store, run }: PhaseWork): Promise<boolean> {
  return run.trigger.kind === 'approval' && (await store.waves.of(run.trigger.of)) !== null;
}

const touchingOutcomes = ['applied', 'applied-without-effect', 'pending-synchronisation', 'unknown'] as const;

async function move(
  work: PhaseWork,
  to: RunState,
  more: { snapshotId?: number; ending?: RunEnding } = {},
): Promise<'moved'> {
  await work.store.runs.advance({ runId: work.run.id, from: work.run.state, to, at: work.clock.now(), ...more });
  return 'moved';
}

async function end(work: PhaseWork, ending: RunEnding, failure?: string): Promise<'moved'> {
  await work.store.runs.advance({
    runId: work.run.id,
    from: work.run.state,
    to: 'reporting',
    at: work.clock.now(),
    ending,
    ...(failure === undefined ? {} : { failure }),
  });
  return 'moved';
}

function fail(work: PhaseWork, code: string): Promise<'moved'> {
  return end(work, 'failed', code);
}
