// A confirmation that names how many users it is about: above ten the number has to be typed.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/compat';
import { Confirm } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { useWords } from '../ui/words/words.ts';

/** Up to so many a press is enough. */
const untyped = 10;

export interface ConfirmNumberProps {
  readonly title: string;
  readonly confirm: string;
  readonly count: number;
  readonly danger?: boolean;
  readonly busy: boolean;
  /** While something else in the dialog is not as it must be. */
  readonly disabled?: boolean;
  readonly close: () => void;
  readonly onConfirm: () => void;
  readonly children: ComponentChildren;
}

export function ConfirmNumber({ count, children, disabled = false, ...dialog }: ConfirmNumberProps) {
  const words = useWords();
  const [typed, setTyped] = useState('');
  const matches = count <= untyped || typed.replaceAll(/\D/g, '') === `${count}`;
  return (
    <Confirm {...dialog} disabled={disabled || !matches}>
      {children}
      {count > untyped && (
        <Field label={words.say('confirm.type', { number: count })}>
          {({ id }) => (
            <input
              id={id}
              class="um-input um-short"
              inputMode="numeric"
              autocomplete="off"
              value={typed}
              onInput={({ currentTarget }) => setTyped(currentTarget.value)}
            />
          )}
        </Field>
      )}
    </Confirm>
  );
}
