// What happens to those who are meant: at once, or in stages on one timeline.
import { useRef } from 'preact/compat';
import type { StageDocument } from '../../../../sidecar/src/contract/policies/stages.ts';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../ui/words/words.ts';
import { ActionsField } from './actions-field.tsx';
import { withPart } from './draft.ts';
import { ChoiceField, NumberField, TextField } from './fields.tsx';
import { SectionFrame, type SectionProps } from './section-frame.tsx';
import { addStage, beginStages, turnStage, type What, withName, withWarning, withWhat } from './stages.ts';

const mostStages = 10;

export function WhatSection({ policy, change, fault }: SectionProps) {
  const words = useWords();
  const { actions = [], stages } = policy;
  // Whoever looks at the other way and comes back finds what stood there.
  const other = useRef<What>({});
  const turn = (staged: boolean): void => {
    const next = staged
      ? { stages: other.current.stages ?? beginStages(actions) }
      : { actions: other.current.actions ?? ['disable' as const] };
    other.current = staged ? { actions } : stages === undefined ? {} : { stages };
    change(withWhat(policy, next));
  };
  return (
    <SectionFrame section="what" fault={fault}>
      <ChoiceField<'once' | 'staged'>
        label={words.say('editor.how')}
        value={stages === undefined ? 'once' : 'staged'}
        options={(['once', 'staged'] as const).map((value) => ({ value, label: words.say(`editor.how.${value}`) }))}
        change={(value) => turn(value === 'staged')}
      />
      {stages === undefined ? (
        <ActionsField actions={actions} change={(next) => change({ ...policy, actions: next })} />
      ) : (
        <Stages stages={stages} change={(next) => change({ ...policy, stages: next })} />
      )}
      <NumberField
        label={words.say('editor.giveBack')}
        value={policy.giveBack?.days}
        change={(days) => change(withPart(policy, 'giveBack', days === undefined ? undefined : { days }))}
      />
    </SectionFrame>
  );
}

interface StagesProps {
  readonly stages: readonly StageDocument[];
  readonly change: (stages: readonly StageDocument[]) => void;
}

function Stages({ stages, change }: StagesProps) {
  const words = useWords();
  return (
    <>
      <p class="um-hint">{words.say('editor.stageRules')}</p>
      <ol class="um-plain um-stages">
        {stages.map((stage, at) => (
          <li key={`${at} of ${stages.length}`}>
            <Stage
              stage={stage}
              number={`${at + 1}`}
              change={(next) => change(stages.map((one, index) => (index === at ? next : one)))}
              {...(stages.length > 1 ? { remove: () => change(stages.filter((_, index) => index !== at)) } : {})}
            />
          </li>
        ))}
      </ol>
      {stages.length < mostStages && (
        <Button kind="subtle" onPress={() => change(addStage(stages))}>
          {words.say('editor.addStage')}
        </Button>
      )}
    </>
  );
}

interface StageProps {
  readonly stage: StageDocument;
  readonly number: string;
  readonly change: (stage: StageDocument) => void;
  readonly remove?: () => void;
}

function Stage({ stage, number, change, remove }: StageProps) {
  const words = useWords();
  const { name = '', afterDays, warn, actions = [] } = stage;
  return (
    <fieldset class="um-stage">
      <legend>{words.say('editor.stage', { number })}</legend>
      <div class="um-fields">
        <NumberField
          label={words.say('editor.afterDays')}
          value={afterDays}
          change={(value) => change({ ...stage, afterDays: value ?? 0 })}
        />
        <TextField
          label={words.say('editor.stageName')}
          value={name}
          change={(value) => change(withName(stage, value))}
        />
        <ChoiceField<'warn' | 'act'>
          label={words.say('editor.stageDoes')}
          value={warn === undefined ? 'act' : 'warn'}
          options={(['warn', 'act'] as const).map((value) => ({
            value,
            label: words.say(`editor.stageDoes.${value}`),
          }))}
          change={(value) => change(turnStage(stage, value === 'warn'))}
        />
      </div>
      {warn === undefined ? (
        <ActionsField actions={actions} change={(next) => change({ ...stage, actions: next })} />
      ) : (
        <div class="um-fields">
          {(['message', 'ask'] as const).map((key) => (
            <TextField
              key={key}
              label={words.say(`editor.warn.${key}`)}
              value={warn[key] ?? ''}
              change={(value) => change(withWarning(stage, key, value))}
            />
          ))}
          <NumberField
            label={words.say('editor.warn.keepTimes')}
            value={warn.keepTimes}
            change={(value) => change(withWarning(stage, 'keepTimes', value))}
          />
        </div>
      )}
      {remove !== undefined && (
        <div class="um-buttons-end">
          <Button kind="link" onPress={remove}>
            {words.say('editor.removeStage', { number })}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
