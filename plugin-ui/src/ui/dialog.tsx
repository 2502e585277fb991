// A question that has to be answered before anything else. The browser keeps the focus inside and gives it back.
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/compat';
import { Button } from './button.tsx';
import { useWords } from './words/words.ts';

export interface DialogProps {
  readonly title: string;
  readonly close: () => void;
  /** For what has to be seen in its whole width. */
  readonly wide?: boolean;
  readonly children: ComponentChildren;
}

export function Dialog({ title, close, wide = false, children }: DialogProps) {
  const node = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Before anybody can press a key: one that is shown late does not hear the first Escape.
  useLayoutEffect(() => {
    const dialog = node.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={node}
      class={wide ? 'um-dialog um-dialog-wide' : 'um-dialog'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}

export interface ConfirmProps extends DialogProps {
  readonly confirm: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly onConfirm: () => void;
}

/** The way out has the focus at first: what destroys is never the default. */
export function Confirm({
  title,
  close,
  confirm,
  danger = false,
  busy = false,
  disabled = false,
  onConfirm,
  children,
}: ConfirmProps) {
  const words = useWords();
  return (
    <Dialog title={title} close={close}>
      {children}
      <div class="um-buttons um-buttons-end">
        <Button kind="subtle" onPress={close}>
          {words.say('common.cancel')}
        </Button>
        <Button kind={danger ? 'danger' : 'primary'} busy={busy} disabled={disabled} onPress={onConfirm}>
          {confirm}
        </Button>
      </div>
    </Dialog>
  );
}
