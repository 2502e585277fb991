// Runs, plans and steps as the wire shows them.
import type { EntryPageDocument, PlanDocument, StepPageDocument } from '../../contract/plans.ts';
import type { ReboundPageDocument } from '../../contract/rebounds.ts';
import type { RunDetailDocument, RunDocument } from '../../contract/runs.ts';
import type { UnknownPageDocument } from '../../contract/unknown-users.ts';
import type { Run } from '../../domain/run.ts';
import { sentenceOf } from '../../errors.ts';
import { wordRefusal } from '../../mail/guard-words.ts';
import { wordSelection, wordTrace } from '../../mail/trace-words.ts';
import { wordUnknown } from '../../mail/words.ts';
import type { Entry, JournaledStep, MadePlan, RunDetail, Step, Undone, UnknownUser } from '../../services/runs.ts';
import { viewOutcome } from './outcomes.ts';
import { viewEntryStage } from './stages.ts';

/** A run; a failure is shown with its sentence. */
export function viewRun(run: Run): RunDocument {
  return {
    id: run.id,
    policyId: run.policyId,
    policyVersion: run.policyVersion,
    trigger: run.trigger,
    mode: run.mode,
    rehearsalReason: run.rehearsalReason,
    state: run.state,
    ending: run.ending,
    failure: viewFailure(run.failure),
    snapshotId: run.snapshotId,
    cancelRequestedBy: run.cancelRequestedBy,
    pausedBy: run.pausedBy,
    requestedAt: run.requestedAt,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
  };
}

/** Why a plan is held, as a code with its numbers and in words. */
export function viewRefusal(refusal: MadePlan['refusals'][number]): PlanDocument['refusals'][number] {
  return { ...refusal, words: wordRefusal(refusal) };
}

/** A code with its sentence, or null. */
export function viewFailure(code: string | null): RunDocument['failure'] {
  return code === null ? null : { code, message: sentenceOf(code) };
}

/** Codes of what is missing, with the sentences that say what would help. */
export function viewMissing(codes: readonly string[]): RunDetailDocument['missing'] {
  return codes.map((code) => ({ code, message: sentenceOf(code) }));
}

export function viewRunDetail({
  run,
  held,
  counts,
  pace,
  takesMinutes,
  keeping,
  mails,
  missing,
  recent,
}: RunDetail): RunDetailDocument {
  return {
    run: viewRun(run),
    held: viewStanding(held),
    missing: viewMissing(missing),
    counts: {
      steps: counts.steps,
      users: counts.users,
      verified: counts.verified,
      skipped: counts.skipped,
      refused: counts.refused,
    },
    pace,
    takesMinutes,
    keptUntil: keeping.keptUntil,
    erasedAt: keeping.erasedAt,
    recent: recent.map(({ username, displayName, steps }) => ({
      username,
      displayName,
      steps: steps.map(({ change, outcome }) => ({ change, outcome: viewOutcome(outcome) })),
    })),
    mails: mails.map(({ id, kind, to, state, attempts, nextAttemptAt, sentAt, failure }) => ({
      id,
      kind,
      to,
      state,
      attempts,
      nextAttemptAt,
      sentAt,
      failure,
    })),
  };
}

/** How a held run stands; a time for the next wave only while there is one to come before the approval ends. */
export function viewStanding(held: RunDetail['held']): RunDetailDocument['held'] {
  if (held?.waves == null) return held === null ? null : { ...held, waves: null };
  const { users, left, nextAt, expiresAt, lastRunId, ended } = held.waves;
  const next = ended === null && left > 0 && nextAt < expiresAt ? nextAt : null;
  return { ...held, waves: { users, left, nextAt: next, expiresAt, lastRunId, ended } };
}

export function viewPlan(plan: MadePlan): PlanDocument {
  const { runId, snapshotId, digest, madeAt, summary, unknownByReason, refusals } = plan;
  return { runId, snapshotId, digest, madeAt, summary, unknownByReason, refusals: refusals.map(viewRefusal) };
}

function viewStep(step: Step) {
  const { id, position, change, disposition, verification, attempts, finishedAt } = step;
  const outcome = step.outcome === null ? null : viewOutcome(step.outcome);
  return { id, position, change, disposition, outcome, verification, attempts, finishedAt };
}

/** Who an entry is about. */
function viewPerson({
  personId,
  userKey,
  username,
  displayName,
}: Pick<Entry, 'personId' | 'userKey' | 'username' | 'displayName'>) {
  return { personId, userKey, username, displayName };
}

export function viewRebound(rebound: Undone): ReboundPageDocument['items'][number] {
  const { stepId, change, doneAt, snapshotId, at, reason } = rebound;
  return { ...viewPerson(rebound), stepId, change, doneAt, snapshotId, seenAt: at, reason };
}

/** A user's part of a plan but for the steps. */
export function viewIntended(entry: Omit<Entry, 'steps' | 'createdKey'>, timeZone: string) {
  const { fate, after, trace, notes } = entry;
  // What the seat becomes stands with what the user becomes.
  const { stage, seatAfter: _, ...before } = entry.before;
  const why = wordSelection(entry, timeZone);
  return { ...viewPerson(entry), fate, before, after, stage: viewEntryStage(stage, timeZone), trace, why, notes };
}

/** A user's part of the plan; days in the words are those of the zone. */
export function viewEntry(entry: Entry, timeZone: string): EntryPageDocument['items'][number] {
  return { ...viewIntended(entry, timeZone), steps: entry.steps.map(viewStep) };
}

/** Somebody of whom it was not certain whether they are meant. */
export function viewUnknown(user: UnknownUser, timeZone: string): UnknownPageDocument['items'][number] {
  const { position, userKey, username, displayName, trace, reasons } = user;
  const unknown = reasons.map((reason) => ({ reason, words: wordUnknown(reason) }));
  return { position, userKey, username, displayName, trace, why: wordTrace(trace, timeZone), unknown };
}

function viewContent(content: JournaledStep['journal'][number]['content']) {
  return content !== null && typeof content === 'object' ? viewOutcome(content) : content;
}

export function viewJournaledStep({ entry, step, journal }: JournaledStep): StepPageDocument['items'][number] {
  return {
    ...viewPerson(entry),
    ...viewStep(step),
    journal: journal.map(({ id, at, kind, content }) => ({ id, at, kind, content: viewContent(content) })),
  };
}
