// What a delivered warning told of the stages after it, and whether a later version of the policy still keeps to that.
import type { Action } from '../action.ts';
import { isWarning, type Stage } from './stage.ts';

/** A warning as it went out. */
export interface Told {
  /** The stages of the version that warned; null where nobody can tell any more what it said. */
  readonly stages: readonly Stage[] | null;
  /** The place reached since. */
  readonly reachedDays: number;
}

/** The warning passed last at that place. */
export function lastWarning(stages: readonly Stage[], reachedDays: number): Stage | null {
  return stages.findLast((stage) => isWarning(stage) && stage.afterDays <= reachedDays) ?? null;
}

/**
 * Whether the warning named every action of the stage, none for a later day. All days lie on one line, and between the
 * warning and a stage no fewer pass than lie between their places: so days are compared as they are, across versions.
 */
export function isAsTold(stage: Stage, { stages, reachedDays }: Told): boolean {
  if (isWarning(stage)) return true;
  const warning = stages === null ? null : lastWarning(stages, reachedDays);
  if (stages === null || warning === null) return false;
  const told = stages
    .filter((one) => one.afterDays > warning.afterDays && one.afterDays <= stage.afterDays)
    .flatMap((one) => (isWarning(one) ? [] : one.actions));
  return stage.actions.every((action) => told.some((one) => isSameAction(one, action)));
}

function isSameAction(one: Action, other: Action): boolean {
  return writeAction(one) === writeAction(other);
}

/** The same text for the same action, in whatever order its parts were written. */
function writeAction(action: Action): string {
  if (typeof action === 'string') return action;
  const [[kind, order] = ['', {}]] = Object.entries(action);
  return JSON.stringify([kind, Array.isArray(order) ? order : Object.entries(order).sort()]);
}
