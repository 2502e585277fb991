// A confirmation that names how many users it is about: above ten the number has to be typed.
import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/compat';
import { Confirm } from '../ui/dialog.tsx';
import { useWords } from '../ui/words/words.ts';

/** Up to so many a press is enough. */
const untyped = 10;

export interface ConfirmNumberProps {
  readonly title: string;
  readonly confirm: string;
  readonly count: number;
  readonly danger?: boolean;
  readonly busy: boolean;
  readonly close: () => void;
  readonly onConfirm: () => void;
  readonly children: ComponentChildren;
}

export function ConfirmNumber({ count, children, ...dialog }: ConfirmNumberProps) {
  const words = useWords();
  const id = useId();
  const [typed, setTyped] = useState('');
  const matches = count <= untyped || typed.replaceAll(/\D/g, '') === `${count}`;
  return (
    <Confirm {...dialog} disabled={!matches}>
      {children}
      {count > untyped && (
        <div class="um-field">
          <label for={id}>{words.say('confirm.type', { number: count })}</label>
          <input
            id={id}
            class="um-input um-short"
            inputMode="numeric"
            autocomplete="off"
            value={typed}
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </div>
      )}
    </Confirm>
  );
}
