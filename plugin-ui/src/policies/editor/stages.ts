// Stages of a policy under the editor's hands: how a policy gets them and loses them, and what becomes of one that is turned.
import type { ActionDocument } from '../../../../sidecar/src/contract/policies/actions.ts';
import type { StageDocument } from '../../../../sidecar/src/contract/policies/stages.ts';
import type { PolicyDocument } from '../../../../sidecar/src/contract/policies.ts';

/** What happens is either at once or on a timeline; what was written for the other way is kept by whoever edits. */
export type What = Pick<PolicyDocument, 'actions' | 'stages'>;

/** One stage may come so many days after the one before. */
const usualDays = 14;

/** The timeline most sites want: warn, take the licence, then what was to happen at once, here after 30 days. */
export function beginStages(actions: readonly ActionDocument[]): readonly StageDocument[] {
  const last = actions.length === 0 ? (['disable'] as const) : actions;
  return [
    { afterDays: 0, warn: {} },
    { afterDays: 14, actions: ['takeLicence'] },
    { afterDays: 30, actions: last },
  ];
}

/** The policy with this in place of what happened before. */
export function withWhat(policy: PolicyDocument, { actions, stages }: What): PolicyDocument {
  const { actions: _actions, stages: _stages, ...rest } = policy;
  return stages === undefined ? { ...rest, actions: actions ?? [] } : { ...rest, stages };
}

/** One more at the end, later than the last. */
export function addStage(stages: readonly StageDocument[]): readonly StageDocument[] {
  const last = stages.at(-1);
  const afterDays = last === undefined ? 0 : last.afterDays + usualDays;
  return [...stages, { afterDays, actions: ['disable'] }];
}

/** A warning in place of actions, or actions in place of a warning; name and day stay. */
export function turnStage({ name, afterDays }: StageDocument, warns: boolean): StageDocument {
  const placed = { ...(name === undefined ? {} : { name }), afterDays };
  return warns ? { ...placed, warn: {} } : { ...placed, actions: ['disable'] };
}

/** The stage with one word, or without it where that is empty. */
export function withName({ name: _name, ...rest }: StageDocument, name: string): StageDocument {
  return name === '' ? rest : { ...rest, name };
}

type Warning = NonNullable<StageDocument['warn']>;

export function withWarning(
  stage: StageDocument,
  key: keyof Warning,
  value: Warning[keyof Warning] | undefined,
): StageDocument {
  const { [key]: _gone, ...rest } = stage.warn ?? {};
  return { ...stage, warn: value === undefined || value === '' ? rest : { ...rest, [key]: value } };
}
