// One newcomer's part of a run: guarded again, created, then treated like anybody who is there.
import { HostFailure } from '../../adapters/ports.ts';
import { isAccountChange } from '../../domain/action.ts';
import { refuseStep } from '../../domain/guard/step-guards.ts';
import { guardNewcomers, isSomeoneLike, personOf } from '../../domain/newcomer.ts';
import type { Outcome } from '../../domain/run.ts';
import { foldName } from '../../domain/user.ts';
import type { StoredEntry, StoredStep } from '../../store/runs.ts';
import { isUnanswered } from '../unanswered.ts';
import { noteKey } from './create-step.ts';
import type { Present } from './host-step.ts';
import { findUndoneReason, readPresentOf } from './person-now.ts';
import { readPresent } from './read-present.ts';
import {
  carryOutStep,
  carryOutSteps,
  type EntryAnswer,
  type EntryWork,
  hearLastWord,
  isSetback,
  leaveOpen,
  liftedFor,
  wayOf,
} from './steps.ts';

/** Carries out the open steps of somebody who is to be created. What the host makes of the name is settled by reading it. */
export async function carryOutNewcomer(work: EntryWork, entry: StoredEntry): Promise<EntryAnswer> {
  const open = entry.steps.filter((step) => step.outcome === null);
  const refusal = await findRefusal(work, entry, open);
  if (refusal !== null) return (await leaveOpen(work, entry, refusal)) ?? 'answered';
  const [creation, ...others] = open;
  if (!isCreation(creation)) return carryOutHeld(work, entry, open);
  const word = await hearLastWord(work, entry);
  if (word !== null) return word;
  const outcome = await carryOutStep(work, creation, wayOf(work, { entry, step: creation, present: null }));
  if (outcome === 'held') return outcome;
  const steps = entry.steps.map((step) => (step === creation ? { ...step, outcome } : step));
  const made = { ...entry, steps };
  if (!isSetback(outcome)) return carryOutRest(work, made, others);
  // A cancellation that came while the name was asked for is the reason of the rest, too.
  const left = await leaveOpen(
    work,
    made,
    outcome.kind === 'skipped' ? outcome : { kind: 'skipped', reason: 'earlier-step-failed' },
  );
  if (left !== null) return left;
  return 'code' in outcome && isUnanswered(outcome.code) ? 'unanswered' : 'answered';
}

function isCreation(step: StoredStep | undefined): step is StoredStep {
  return step?.change.kind === 'create-user' || step?.change.kind === 'create-first-account';
}

/** Right after they were created: nobody else can have their name yet. */
async function carryOutRest(work: EntryWork, entry: StoredEntry, open: readonly StoredStep[]): Promise<EntryAnswer> {
  if (isMadeInDirectory(open)) return goOn(work, entry, open, { present: null, objection: null });
  const present = await readPresent(work.reads, entry.userKey);
  if (present === null || present instanceof HostFailure) return goOn(work, entry, open, present);
  await noteKey(work, entry, present.user);
  return goOn(work, entry, open, { present, objection: null });
}

/** Held since they were created, they are found by their name, which may be somebody else's by now. */
async function carryOutHeld(work: EntryWork, entry: StoredEntry, open: readonly StoredStep[]): Promise<EntryAnswer> {
  return goOn(work, entry, open, await (isMadeInDirectory(open) ? findAccount(work, entry) : findUser(work, entry)));
}

interface Found {
  readonly present: Present | null;
  /** Why nothing more is done to them. */
  readonly objection: Outcome | null;
}

/** A stop may have come while they were created and read. */
async function goOn(
  work: EntryWork,
  entry: StoredEntry,
  open: readonly StoredStep[],
  found: Found | HostFailure | null,
): Promise<EntryAnswer> {
  const word = await hearLastWord(work, entry);
  if (word !== null) return word;
  if (found !== null && !(found instanceof HostFailure) && found.objection === null) {
    return carryOutSteps(work, entry, open, found.present);
  }
  if ((await leaveOpen(work, entry, wordAbsence(found))) === 'held') return 'held';
  return found instanceof HostFailure && isUnanswered(found) ? 'unanswered' : 'answered';
}

function wordAbsence(found: Found | HostFailure | null): Outcome {
  if (found instanceof HostFailure) return { kind: 'failed', code: found.code };
  return found?.objection ?? { kind: 'skipped', reason: 'user-is-gone' };
}

function isMadeInDirectory(open: readonly StoredStep[]): boolean {
  return open.every(({ change }) => isAccountChange(change));
}

const notCertain: Outcome = { kind: 'skipped', reason: 'user-not-certain' };

async function findUser(work: EntryWork, entry: StoredEntry): Promise<Found | HostFailure | null> {
  const present = await readPresentOf(work, entry);
  if (present === null || present instanceof HostFailure) return present;
  // Confluence tells of a name alone neither address nor age.
  if (entry.createdKey === null) return { present, objection: notCertain };
  if (present.user.userKey !== entry.createdKey) return null;
  const reason = await findUndoneReason(work, entry, present);
  return { present, objection: reason === null ? null : { kind: 'skipped', reason } };
}

/** Of an account nothing is kept that nobody could inherit with the name: name, display name and address tell it. */
async function findAccount(
  { directories }: EntryWork,
  { username, before, steps }: StoredEntry,
): Promise<Found | HostFailure | null> {
  const made = steps.find(
    ({ change, outcome }) => change.kind === 'create-first-account' && outcome?.kind === 'applied',
  );
  if (made === undefined || !('directory' in made.change)) return { present: null, objection: null };
  try {
    const account = await directories.get(foldName(made.change.directory))?.reads.readAccount(username);
    // Their steps say so of a directory that is not configured any more.
    if (account === undefined) return { present: null, objection: null };
    if (account === null) return null;
    if (!isSomeoneLike(account, before)) return { present: null, objection: notCertain };
    const isSwitched = account.status !== 'active';
    return { present: null, objection: isSwitched ? { kind: 'skipped', reason: 'status-changed' } : null };
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    return error;
  }
}

/** What was forbidden since the plan was made, such as a group that gives rights by now. */
async function findRefusal(
  { store, clock, protection, secondPerson }: EntryWork,
  { username, before }: StoredEntry,
  open: readonly StoredStep[],
): Promise<Outcome | null> {
  const now = clock.now();
  const { displayName, email } = before;
  const person = personOf({ username, displayName, email: email ?? '' }, now);
  const guarded = guardNewcomers({ ...protection, exemptions: await store.exemptions.active(now) });
  for (const step of open) {
    const refusal = refuseStep(person, step.change, { ...guarded, lifted: liftedFor(step, { secondPerson }) });
    if (refusal !== null) return { kind: 'refused', ...refusal };
  }
  return null;
}
