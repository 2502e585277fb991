// A small box that a button opens and closes: by itself, by Escape, and by a press anywhere else.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/compat';

export interface PopoverProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

export function Popover({ title, children }: PopoverProps) {
  const node = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const leave = ({ target }: Event): void => {
      const box = node.current;
      if (box !== null && target instanceof Node && !box.contains(target)) box.open = false;
    };
    document.addEventListener('pointerdown', leave);
    return () => document.removeEventListener('pointerdown', leave);
  }, []);
  return (
    <details
      class="um-choice"
      ref={node}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.currentTarget.open = false;
        event.currentTarget.querySelector('summary')?.focus();
      }}
    >
      <summary class="aui-button um-button">{title}</summary>
      <div class="um-choice-box">{children}</div>
    </details>
  );
}
