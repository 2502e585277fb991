// Buttons in the look of the host. One that is busy keeps its size and its focus, and cannot be pressed again.
import type { ComponentChildren } from 'preact';

export interface ButtonProps {
  readonly kind?: 'primary' | 'danger' | 'warning' | 'link' | 'subtle';
  readonly onPress?: () => void;
  /** Sends the form it stands in. */
  readonly submits?: boolean;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly label?: string;
  readonly expanded?: boolean;
  readonly children: ComponentChildren;
}

const looks = {
  primary: 'aui-button aui-button-primary um-button',
  danger: 'aui-button um-button um-button-danger',
  warning: 'aui-button um-button um-button-warning',
  link: 'um-link',
  subtle: 'aui-button aui-button-subtle um-button',
  plain: 'aui-button um-button',
} as const;

export function Button({
  kind,
  onPress,
  submits = false,
  busy = false,
  disabled,
  label,
  expanded,
  children,
}: ButtonProps) {
  return (
    <button
      type={submits ? 'submit' : 'button'}
      class={looks[kind ?? 'plain']}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      aria-expanded={expanded}
      aria-label={label}
      disabled={disabled}
      onClick={() => {
        if (!busy) onPress?.();
      }}
    >
      {children}
    </button>
  );
}
