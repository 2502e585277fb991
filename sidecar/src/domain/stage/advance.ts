// What a run made of a user's standing, read from the outcomes of its steps: nothing else moves anybody on.
import type { Change } from '../action.ts';
import type { Outcome, Verification } from '../run.ts';
import { foldName, type Instant, type UserStatus } from '../user.ts';
import type { ClosingReason, Left, PlannedStage, Reached } from './stage.ts';

export interface DoneStage {
  readonly stage: PlannedStage;
  readonly statusBefore: UserStatus;
  readonly steps: readonly {
    readonly change: Change;
    readonly outcome: Outcome | null;
    readonly verification: Verification | null;
  }[];
  readonly at: Instant;
}

export interface Advance {
  /** Null where the user still stands before the first stage. */
  readonly reached: Reached | null;
  readonly left: Left;
  readonly closes: ClosingReason | null;
  /** Whether a warning has to go out. */
  readonly warns: boolean;
}

/** Outcomes after which a step is as the stage wants it. */
const wanted: ReadonlySet<Outcome['kind']> = new Set(['applied', 'already', 'pending-synchronisation']);

/**
 * Where the user stands after the run; null where nothing moved. A stage is reached only when all of it came about and no
 * reading contradicts it; what was done of it is remembered all the same.
 */
export function advanceStanding({ stage, statusBefore, steps, at }: DoneStage): Advance | null {
  const { standing, decision } = stage;
  const before = standing?.reached ?? null;
  const left = noteLeft(stage.left, statusBefore, steps);
  const opens = { reached: before, left, closes: null, warns: false };
  if (decision.kind !== 'due') return standing === null ? opens : null;
  const done = steps.every(
    ({ outcome, verification }) => outcome !== null && wanted.has(outcome.kind) && verification !== 'contradicted',
  );
  if (!done) return left === stage.left ? null : opens;
  const warns = steps.some(({ change, outcome }) => change.kind === 'warn' && outcome?.kind === 'applied');
  const deleted = steps.some(({ change, outcome }) => change.kind === 'delete' && outcome?.kind === 'applied');
  const reached = { stage: decision.stage, afterDays: decision.afterDays, at, warned: warns };
  return { reached, left, closes: deleted ? 'deleted' : null, warns };
}

function noteLeft(left: Left, statusBefore: UserStatus, steps: DoneStage['steps']): Left {
  return steps.reduce((known, { change, outcome }) => {
    if (outcome?.kind !== 'applied' && outcome?.kind !== 'pending-synchronisation') return known;
    return noteChange(known, statusBefore, change);
  }, left);
}

function noteChange(left: Left, statusBefore: UserStatus, change: Change): Left {
  switch (change.kind) {
    case 'disable':
      return { ...left, statusBefore: left.statusBefore ?? statusBefore };
    case 'enable':
      return { ...left, statusBefore: null };
    case 'remove-from-group':
      return { ...left, groups: [...without(left.groups, change.group), change.group] };
    case 'add-to-group':
      return { ...left, groups: without(left.groups, change.group) };
    default:
      return left;
  }
}

function without(groups: readonly string[], group: string): string[] {
  return groups.filter((one) => foldName(one) !== foldName(group));
}
