// The whole policy as YAML: the same policy as the form shows, for what the form cannot say and for carrying it elsewhere.
import { useEffect, useId, useState } from 'preact/compat';
import type { PolicyDocument } from '../../../../sidecar/src/contract/policies.ts';
import { Skeleton } from '../../ui/loadable.tsx';
import { FaultNotice } from '../../ui/notice.tsx';
import { useWords } from '../../ui/words/words.ts';
import type { KeptText } from './draft.ts';
import { FaultList } from './faults.tsx';
import { useDraft, useSettled } from './use-draft.ts';

export interface TextViewProps {
  /** What to begin with; null while it is being written. */
  readonly text: string | null;
  /** The text with the policy it stands for, or without one while it stands for none. */
  readonly tell: (kept: KeptText) => void;
}

export function TextView({ text, tell }: TextViewProps) {
  return (
    <section class="um-card">{text === null ? <Skeleton lines={12} /> : <Text first={text} tell={tell} />}</section>
  );
}

function Text({ first, tell }: { readonly first: string; readonly tell: TextViewProps['tell'] }) {
  const words = useWords();
  const id = useId();
  const [text, setText] = useState(first);
  const settled = useSettled(text);
  const { data, error, isPlaceholderData } = useDraft({ text: settled });
  const answered = data !== undefined && !isPlaceholderData && settled === text;
  const read: PolicyDocument | null = answered ? data.definition : null;
  useEffect(() => {
    if (answered) tell({ text: settled, policy: read });
  }, [answered, settled]);
  return (
    <>
      <div class="um-field">
        <label for={id}>{words.say('editor.textLabel')}</label>
        <textarea
          id={id}
          class="um-input um-area um-json"
          spellcheck={false}
          value={text}
          aria-describedby={`${id}-hint`}
          onInput={({ currentTarget: { value } }) => {
            setText(value);
            tell({ text: value, policy: null });
          }}
        />
        <div id={`${id}-hint`} class="um-hint">
          {words.say('editor.textHint')}
        </div>
      </div>
      {error !== null && <FaultNotice fault={error} />}
      {answered && <FaultList faults={data.faults} />}
    </>
  );
}
