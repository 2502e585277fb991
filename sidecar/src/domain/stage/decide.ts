// Which stage of a timeline is due for a user now, or when the next one will be. One stage at a time, none skipped.
import { daysAfter } from '../days-after.ts';
import type { Instant } from '../user.ts';
import type { AgainReason, Stage, StageDecision, Standing } from './stage.ts';
import { isAsTold, lastWarning } from './told.ts';

/** A time in which the product was not up for longer than a day, or activity could not be read: nobody's grace passes meanwhile. */
export interface Gap {
  readonly from: Instant;
  readonly until: Instant;
}

export interface TimelineInput {
  /** In the order of their days, which grow. */
  readonly stages: readonly Stage[];
  /** Null for somebody who is selected for the first time. */
  readonly standing: Pick<Standing, 'openedAt' | 'reached' | 'warning'> | null;
  readonly now: Instant;
  /** In the order of time, none overlapping. */
  readonly gaps: readonly Gap[];
  /** The address to which the warning went is not told any more. */
  readonly addressLost: boolean;
  /** The stages of the version that warned; null where none did, or nobody can tell any more. */
  readonly told: readonly Stage[] | null;
}

/**
 * Decides by what took effect, never by the calendar alone: the wait for a stage begins when the one before was done, after
 * a warning when the mail server took it. A warning that never arrived is due again, and so is one that said otherwise of
 * what the policy does by now; while it is on its way nothing is.
 */
export function decideStage({ stages, standing, now, gaps, addressLost, told }: TimelineInput): StageDecision {
  const reached = standing?.reached ?? null;
  const next = stages.find((stage) => reached === null || stage.afterDays > reached.afterDays) ?? null;
  const warning = standing?.warning ?? { state: 'none' };
  // The policy may have got its warning after the user had passed that place: it is owed all the same.
  const owed = reached === null ? null : lastWarning(stages, reached.afterDays);
  if (owed !== null && warning.state !== 'delivered') {
    if (warning.state === 'on-its-way') {
      return { kind: 'held', stage: (next ?? owed).name, because: 'warning-not-delivered' };
    }
    return warnAgain(owed, warning.state === 'not-delivered' ? 'not-delivered' : null);
  }
  if (reached !== null && warning.state === 'delivered') {
    const differs = (stage: Stage) => !isAsTold(stage, { stages: told, reachedDays: reached.afterDays });
    const ahead = stages.filter((stage) => stage.afterDays > reached.afterDays);
    if (owed !== null && ahead.some(differs)) return warnAgain(owed, 'said-otherwise');
    // No warning is left to send again: whoever was told otherwise is not met by surprise.
    if (next !== null && differs(next)) return { kind: 'held', stage: next.name, because: 'warning-said-otherwise' };
  }
  if (next === null) return { kind: 'ended' };
  if (addressLost) return { kind: 'held', stage: next.name, because: 'address-unknown' };
  const from = startOfWait(standing, now);
  const dueAt = addGaps(daysAfter(from, next.afterDays - (reached?.afterDays ?? 0)), from, gaps);
  if (dueAt > now) return { kind: 'waiting', stage: next.name, dueAt };
  return { kind: 'due', stage: next.name, afterDays: next.afterDays, again: null };
}

function warnAgain({ name, afterDays }: Stage, again: AgainReason | null): StageDecision {
  return { kind: 'due', stage: name, afterDays, again };
}

function startOfWait(standing: TimelineInput['standing'], now: Instant): Instant {
  if (standing === null) return now;
  const { reached, warning, openedAt } = standing;
  if (reached === null) return openedAt;
  return reached.warned && warning.state === 'delivered' ? warning.at : reached.at;
}

/** The same wait counted only while the product was up: each gap that falls into it moves its end. */
function addGaps(dueAt: Instant, from: Instant, gaps: readonly Gap[]): Instant {
  let end = Date.parse(dueAt);
  const start = Date.parse(from);
  for (const gap of gaps) {
    const [gapStart, gapEnd] = [Math.max(Date.parse(gap.from), start), Date.parse(gap.until)];
    if (gapStart < end && gapEnd > gapStart) end += gapEnd - gapStart;
  }
  return new Date(end).toISOString();
}
