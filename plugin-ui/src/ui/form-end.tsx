// The end of a small form: what went wrong, the button that sends it, the one that leaves it, and what else can be done.
import type { ComponentChildren } from 'preact';
import { Button } from './button.tsx';
import { FaultNotice } from './notice.tsx';
import { useWords } from './words/words.ts';

export interface FormEndProps {
  /** Null while nothing went wrong. */
  readonly fault: unknown;
  readonly busy: boolean;
  /** What the sending button says. */
  readonly save: string;
  readonly close: () => void;
  /** Stands before the two buttons. */
  readonly children?: ComponentChildren;
}

export function FormEnd({ fault, busy, save, close, children }: FormEndProps) {
  const words = useWords();
  return (
    <>
      {fault !== null && <FaultNotice fault={fault} />}
      <div class="um-buttons">
        {children}
        <Button kind="primary" submits busy={busy}>
          {save}
        </Button>
        <Button kind="subtle" onPress={close}>
          {words.say('common.cancel')}
        </Button>
      </div>
    </>
  );
}
