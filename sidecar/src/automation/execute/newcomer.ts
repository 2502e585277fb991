// One newcomer's part of a run: guarded again, created, then treated like anybody who is there.
import { HostFailure } from '../../adapters/ports.ts';
import { isAccountChange } from '../../domain/action.ts';
import { refuseStep } from '../../domain/guard/step-guards.ts';
import { guardNewcomers, personOf } from '../../domain/newcomer.ts';
import type { Outcome } from '../../domain/run.ts';
import type { StoredEntry, StoredStep } from '../../store/runs.ts';
import { isUnanswered } from '../unanswered.ts';
import type { Present } from './host-step.ts';
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
  if (refusal !== null) {
    await leaveOpen(work, entry, refusal);
    return 'answered';
  }
  const word = await hearLastWord(work, entry);
  if (word !== null) return word;
  const [creation, ...others] = open;
  if (creation?.change.kind !== 'create-user') return carryOutRest(work, entry, open);
  const outcome = await carryOutStep(work, creation, wayOf(work, { entry, step: creation, present: null }));
  if (outcome === 'held') return outcome;
  const steps = entry.steps.map((step) => (step === creation ? { ...step, outcome } : step));
  const made = { ...entry, steps };
  if (!isSetback(outcome)) return (await hearLastWord(work, made)) ?? carryOutRest(work, made, others);
  await leaveOpen(work, made, { kind: 'skipped', reason: 'earlier-step-failed' });
  return 'code' in outcome && isUnanswered(outcome.code) ? 'unanswered' : 'answered';
}

async function carryOutRest(work: EntryWork, entry: StoredEntry, open: readonly StoredStep[]): Promise<EntryAnswer> {
  if (open.every(({ change }) => isAccountChange(change))) return carryOutSteps(work, entry, open, null);
  const present: Present | HostFailure | null = await readPresent(work.reads, entry.userKey);
  if (present instanceof HostFailure) {
    await leaveOpen(work, entry, { kind: 'failed', code: present.code });
    return isUnanswered(present) ? 'unanswered' : 'answered';
  }
  // Held since they were created, they are found by their name, which may be somebody else's by now.
  const isThem = present !== null && (entry.createdKey === null || present.user.userKey === entry.createdKey);
  if (isThem) return carryOutSteps(work, entry, open, present);
  await leaveOpen(work, entry, { kind: 'skipped', reason: 'user-is-gone' });
  return 'answered';
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
