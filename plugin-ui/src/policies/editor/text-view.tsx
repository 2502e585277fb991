// The whole policy as JSON: the same policy as the form shows, for what the form cannot say and for carrying it elsewhere.
import { useId, useState } from 'preact/compat';
import type { PolicyDocument } from '../../../../sidecar/src/contract/policies.ts';
import type { ApiFault } from '../../api.ts';
import { useWords } from '../../ui/words/words.ts';
import { readText, writeText } from './draft.ts';
import { FaultList } from './faults.tsx';

export interface TextViewProps {
  readonly policy: PolicyDocument;
  readonly change: (policy: PolicyDocument) => void;
  /** Whether the text stands for a policy; while it does not, the policy is the last that did. */
  readonly tell: (complete: boolean) => void;
  readonly faults: ApiFault['details'];
}

export function TextView({ policy, change, tell, faults }: TextViewProps) {
  const words = useWords();
  const id = useId();
  const [text, setText] = useState(() => writeText(policy));
  const reading = readText(text);
  return (
    <section class="um-card">
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
            const read = readText(value);
            tell('policy' in read);
            if ('policy' in read) change(read.policy);
          }}
        />
        <div id={`${id}-hint`} class="um-hint">
          {words.say('editor.textHint')}
        </div>
      </div>
      {'fault' in reading && (
        <p class="um-fault" role="alert">
          {words.say('editor.textBroken', { message: reading.fault })}
        </p>
      )}
      <FaultList faults={faults} />
    </section>
  );
}
