// One user's steps, one after the other: a journal row before and after each call, and what is left open when one fails.
import type { ContributionPort, ReadPort } from '../../adapters/ports.ts';
import type { WritePort } from '../../adapters/writes.ts';
import type { Clock } from '../../clock.ts';
import { type Change, isAccountChange, isByHand, isNotice } from '../../domain/action.ts';
import type { MatchKnowledge } from '../../domain/criteria/matches.ts';
import type { Protection } from '../../domain/guard/step/guard.ts';
import type { Nesting } from '../../domain/nesting.ts';
import type { PolicyDefinition } from '../../domain/policy.ts';
import type { Outcome, Run } from '../../domain/run.ts';
import type { StoredEntry, StoredStep } from '../../store/runs.ts';
import type { Store } from '../../store/store.ts';
import type { FreshActivity } from '../fresh-activity.ts';
import { isUnanswered } from '../unanswered.ts';
import { accountStep, type Directories } from './account-step.ts';
import { createStep, settleCreation } from './create-step.ts';
import { hostStep, notePresent, type Present, settleHostStep } from './host-step.ts';
import { byHandStep, noticeStep, outcomeOfResult, type Settled, type StepWay } from './step-way.ts';

export interface EntryWork {
  readonly store: Store;
  readonly reads: ReadPort;
  readonly writes: WritePort;
  /** Directories that are reached on their own, by folded name. */
  readonly directories: Directories;
  readonly clock: Clock;
  readonly run: Run;
  readonly definition: PolicyDefinition;
  readonly protection: Protection;
  /** Whether a second administrator approved the plan. */
  readonly secondPerson: boolean;
  readonly criteriaApply: boolean;
  readonly activity: FreshActivity;
  readonly contributions: ContributionPort;
  readonly soleEditors: SoleEditorCheck;
  /** Whether the run may still act; asked before a user's turn, and before each of their steps. */
  readonly mayGoOn: () => Promise<'go-on' | 'hold' | 'cancel'>;
  readonly lease: Lease;
  /**
   * By what the account of a begun transfer is taken away again, where that is something else: whoever refuses our sign-in
   * besides its own directory does not leave it where it is.
   */
  readonly withdrawing?: Pick<EntryWork, 'mayGoOn' | 'directories'>;
  /** Hears of the outcome of every step of the user that is carried out. */
  readonly tell?: (outcome: Outcome) => void;
  /** What the run's snapshot knows besides people. */
  readonly knowledge: MatchKnowledge;
  readonly nesting: Nesting;
  /** The directories of this Confluence in their order; null where it does not tell. */
  readonly directoryOrder: () => Promise<readonly string[] | null>;
}

/** Who works on the run. Whatever is written down while the run is in other hands is refused by the store. */
export interface Lease {
  readonly holder: string;
  /**
   * By the clock of this process: false once it was not renewed in time, though nobody may have taken the run over yet. It
   * stays false from the first time that somebody was told so.
   */
  readonly isHeld: () => boolean;
}

export interface SoleEditorCheck {
  /** What the guards over the user's steps are to know of pages. Throws nothing of the host's: what fails is not known. */
  readonly ask: (entry: StoredEntry) => Promise<Protection['soleEditors']>;
  /** Left alone for their pages, the user goes on editing: others of the plan are not the last ones on the same pages. */
  readonly leftAlone: (entry: StoredEntry) => Promise<void>;
}

/** What one user's part came to: `unanswered` when the host did not answer at all, `held` when the run must not act now. */
export type EntryAnswer = 'answered' | 'unanswered' | 'held';

/**
 * Asks once more whether the run may act, as minutes may have passed since it was asked; null where it may. A user whom a
 * stop comes before stays open, one whom a cancellation comes before is left alone. A rehearsal changes nobody.
 */
export async function hearLastWord(work: EntryWork, entry: StoredEntry): Promise<EntryAnswer | null> {
  if (work.run.mode === 'test') return null;
  const word = await work.mayGoOn();
  return word === 'go-on' ? null : heed(work, entry, word);
}

/** What the word leaves of a user. */
export async function heed(work: EntryWork, entry: StoredEntry, word: 'hold' | 'cancel'): Promise<EntryAnswer> {
  if (word === 'hold') return 'held';
  return (await leaveOpen(work, entry, { kind: 'skipped', reason: 'cancelled' })) ?? 'answered';
}

/** An unclear write is settled by reading; if it took no effect, it is tried once more, deletes excepted. */
const attemptsPerStep = 2;

/**
 * Carries out steps in their order; what follows a setback is left open for good. Before each but the first, which the
 * caller asks before, it is asked again whether the run may act: a stop is heard within one user, too.
 */
export async function carryOutSteps(
  work: EntryWork,
  entry: StoredEntry,
  open: readonly StoredStep[],
  /** Needed by changes at Confluence alone. */
  present: Present | null,
): Promise<EntryAnswer> {
  const steps = [...entry.steps];
  for (const [place, step] of open.entries()) {
    const word = place === 0 ? null : await hearLastWord(work, { ...entry, steps });
    if (word !== null) return word;
    // Everything before it went well: there is nothing to withdraw.
    if (step.change.kind === 'withdraw-account') {
      await conclude(work, [step], { kind: 'already' });
      continue;
    }
    const outcome = await carryOutStep(work, step, wayOf(work, { entry, step, present }));
    if (outcome === 'held') return outcome;
    const atHost = !isAccountChange(step.change) && !isNotice(step.change);
    if (outcome.kind === 'applied' && present !== null && atHost) notePresent(present, step.change);
    steps[steps.indexOf(step)] = { ...step, outcome };
    if (!isSetback(outcome)) continue;
    // An account that was made may be taken away again now: that is a change, too.
    const last = await hearLastWord(work, { ...entry, steps });
    if (last !== null) return last;
    const left = await leaveOpen(work, { ...entry, steps }, { kind: 'skipped', reason: 'earlier-step-failed' });
    if (left !== null) return left;
    return 'code' in outcome && isUnanswered(outcome.code) ? 'unanswered' : 'answered';
  }
  return 'answered';
}

/** An outcome after which the user's other steps must not follow. */
export function isSetback(outcome: Outcome | null): boolean {
  switch (outcome?.kind) {
    case 'failed':
    case 'unknown':
    case 'unsupported':
    case 'refused':
    case 'skipped':
      return true;
    default:
      return false;
  }
}

/**
 * Leaves the open steps of one user alone for good, with the same outcome. A transfer that was begun is not left
 * halfway: the account it made is taken away again, unless the old one is gone or on its way; `held` where that may not be
 * done now, and is still open.
 */
export async function leaveOpen(work: EntryWork, entry: StoredEntry, outcome: Outcome): Promise<'held' | null> {
  const open = entry.steps.filter((step) => step.outcome === null);
  const withdrawal = open.find((step) => step.change.kind === 'withdraw-account') ?? null;
  await conclude(
    work,
    open.filter((step) => step !== withdrawal),
    outcome,
  );
  if (withdrawal === null || !isAccountChange(withdrawal.change)) return null;
  const needless = findNeedless(entry, outcome);
  if (needless !== null) {
    await conclude(work, [withdrawal], needless);
    return null;
  }
  const by = { ...work, ...work.withdrawing };
  const answer = await carryOutStep(by, withdrawal, accountStep(by.directories, entry, withdrawal.change));
  return answer === 'held' ? answer : null;
}

/** What stands at a withdrawal that has nothing to take away; null where it has. */
function findNeedless({ steps }: StoredEntry, outcome: Outcome): Outcome | null {
  const outcomeOf = (kind: Change['kind']) => steps.find((step) => step.change.kind === kind)?.outcome?.kind;
  const made = ['applied', 'rehearsed', 'unknown'].includes(outcomeOf('create-account') ?? '');
  const moved = ['applied', 'already', 'rehearsed'].includes(outcomeOf('delete-account') ?? '');
  if (!made) return outcome;
  return moved ? { kind: 'already' } : null;
}

export interface StepPlace {
  readonly entry: StoredEntry;
  readonly step: StoredStep;
  /** Needed by changes at Confluence to somebody who is there. */
  readonly present: Present | null;
}

export function wayOf(work: EntryWork, { entry, step, present }: StepPlace): StepWay {
  const { change } = step;
  if (isAccountChange(change)) return accountStep(work.directories, entry, change);
  if (change.kind === 'create-user') return createStep(work, entry, step.attempts);
  if (isNotice(change)) return noticeStep(work.run.mode);
  if (isByHand(change) || present === null) return byHandStep;
  return hostStep(work, entry, change, present);
}

/**
 * `held` where the run must not act now, before the call or after one that had no effect or of which nobody can tell: the
 * step stays open. A proven `no-effect` is written down, as whatever is found there later is the work of somebody else.
 */
export async function carryOutStep(work: EntryWork, step: StoredStep, way: StepWay): Promise<Outcome | 'held'> {
  const place = placeOf(work, step);
  const record = async (outcome: Outcome, settled: boolean): Promise<Outcome> => {
    await work.store.journal.outcomes([{ ...place, at: work.clock.now(), outcome, settled }]);
    work.tell?.(outcome);
    return outcome;
  };
  const look = await way.look();
  if (look !== 'open') return record(look === 'holds' ? { kind: 'already' } : look, false);
  const last = way.asksOthers ? await hearBeforeCall(work, step) : 'go-on';
  if (last === 'hold') return 'held';
  if (last === 'cancel') return record({ kind: 'skipped', reason: 'cancelled' }, false);
  for (let attempt = 1; ; attempt += 1) {
    await work.store.journal.attempting({ ...place, at: work.clock.now() });
    // Its answer may have been long in coming.
    if (!work.lease.isHeld()) return takeAttemptBack(work, step, attempt + step.attempts > 1);
    const result = await way.make();
    const settled = result.kind === 'unclear' ? await way.settle(result.code) : outcomeOfResult(result);
    if (typeof settled === 'object') return record(settled, result.kind === 'unclear');
    const code = 'code' in result ? result.code : 'host_error';
    const ended: Outcome = { kind: settled === 'untold' ? 'unknown' : 'failed', code };
    if (attempt === attemptsPerStep) return record(ended, true);
    if (settled === 'no-effect') await work.store.journal.withoutEffect({ ...place, at: work.clock.now() });
    const word = await hearBeforeCall(work, step);
    if (word === 'cancel') return record(ended, true);
    if (word === 'hold') return 'held';
  }
}

/**
 * No call went out. In other hands the store refuses to write that down: whoever took the run over reads what came of it. Of
 * a password that was attempted before nobody can say so, as it cannot be read.
 */
async function takeAttemptBack(work: EntryWork, step: StoredStep, isRepeated: boolean): Promise<'held'> {
  if (isRepeated && step.change.kind === 'set-random-password') return 'held';
  await work.store.journal.withoutEffect({ ...placeOf(work, step), at: work.clock.now() }).catch(() => undefined);
  return 'held';
}

/** A cancellation stops no withdrawal: it would leave a begun transfer halfway. A rehearsal changes nobody. */
async function hearBeforeCall({ run, mayGoOn }: EntryWork, { change }: StoredStep) {
  const word = run.mode === 'test' ? 'go-on' : await mayGoOn();
  return word === 'cancel' && change.kind === 'withdraw-account' ? 'go-on' : word;
}

/** Finds out by reading what became of a step that was begun before a crash. */
export function settleStep(work: EntryWork, entry: StoredEntry, change: Change): Promise<Settled> {
  const code = 'interrupted';
  if (isAccountChange(change)) return accountStep(work.directories, entry, change).settle(code);
  if (isByHand(change)) return byHandStep.settle(code);
  if (isNotice(change)) return noticeStep(work.run.mode).settle(code);
  if (change.kind === 'create-user') return settleCreation(work, entry, code);
  return settleHostStep(work, entry, change, code);
}

/** Of a step in the journal, with who must still hold the run. */
export function placeOf({ run, lease: { holder } }: EntryWork, { id: stepId }: StoredStep) {
  return { runId: run.id, stepId, holder };
}

async function conclude(work: EntryWork, steps: readonly StoredStep[], outcome: Outcome): Promise<void> {
  if (steps.length === 0) return;
  const at = work.clock.now();
  await work.store.journal.outcomes(steps.map((step) => ({ ...placeOf(work, step), at, outcome })));
  work.tell?.(outcome);
}

/** Only what the approved plan itself names as privileged: who became an administrator since is left alone. */
export function liftedFor(
  { disposition }: StoredStep,
  { secondPerson }: Pick<EntryWork, 'secondPerson'>,
): Protection['lifted'] {
  return new Set(secondPerson && 'privilege' in disposition ? [disposition.privilege] : []);
}
