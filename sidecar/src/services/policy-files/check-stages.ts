// Finds what is wrong with the stages of a policy: days that do not grow, a deletion without a warning before it, doubles.

import type { ActionDocument } from '../../contract/policies/actions.ts';
import type { StageDocument } from '../../contract/policies/stages.ts';
import type { PolicyDocument } from '../../contract/policies.ts';
import type { Fault, Path } from './fault.ts';

/** Checks the stages beside the rest of a policy whose shape is right. Their actions are checked like those of any policy. */
export function checkStages(
  { stages, actions, on }: Pick<Partial<PolicyDocument>, 'stages' | 'actions' | 'on'>,
  isSound: (path: Path) => boolean,
): Fault[] {
  if (stages === undefined) {
    return actions === undefined ? [wrong(['actions'], 'is missing; a policy has either actions or stages')] : [];
  }
  const faults =
    actions === undefined ? [] : [wrong(['stages'], 'a policy has either actions or stages; keep one of the two')];
  if (on !== undefined)
    faults.push(wrong(['stages'], 'stages go by days, so the policy needs a schedule in place of an event'));
  return isSound(['stages']) ? [...faults, ...stages.flatMap((_stage, at) => checkStage(stages, at))] : faults;
}

/** The name of a stage that has none, by its place. */
export function nameStage(stage: StageDocument, index: number): string {
  return stage.name ?? `stage ${index + 1}`;
}

function checkStage(stages: readonly StageDocument[], at: number): Fault[] {
  const stage = stages[at];
  if (stage === undefined) return [];
  const path: Path = ['stages', at];
  const before = stages.slice(0, at);
  const last = before.at(-1);
  const faults: Fault[] = [];
  if ((stage.actions === undefined) === (stage.warn === undefined)) {
    faults.push(wrong(path, 'a stage has either actions or warn; give it exactly one of the two'));
  }
  if (last !== undefined && stage.afterDays <= last.afterDays) {
    const growing = `must be more than the ${last.afterDays} of the stage before: days count on one line`;
    faults.push(wrong([...path, 'afterDays'], growing));
  }
  const name = nameStage(stage, at);
  if (before.some((one, index) => nameStage(one, index) === name)) {
    faults.push(
      wrong(stage.name === undefined ? path : [...path, 'name'], `another stage is called "${name}" already`),
    );
  }
  if (stage.actions?.some(deletes) === true) {
    if (!before.some(({ warn }) => warn !== undefined)) {
      faults.push(wrong([...path, 'actions'], 'deletes without a warning before it; put a stage with warn in front'));
    }
    if (at < stages.length - 1) {
      faults.push(
        wrong([...path, 'actions'], 'deletes before the last stage: nothing can follow for a user who is gone'),
      );
    }
  }
  const transfers = [...before, stage].filter((one) => one.actions?.some(movesAccount) === true);
  if (stage.actions?.some(movesAccount) === true && transfers.length > 1) {
    faults.push(wrong([...path, 'actions'], 'a timeline moves or copies accounts once; another stage does so already'));
  }
  return faults;
}

function deletes(action: ActionDocument): boolean {
  return action === 'delete' || action === 'deleteOrDisable';
}

function movesAccount(action: ActionDocument): boolean {
  return typeof action !== 'string' && ('moveToDirectory' in action || 'copyToDirectory' in action);
}

function wrong(path: Path, message: string): Fault {
  return { path, part: 'value', message };
}
