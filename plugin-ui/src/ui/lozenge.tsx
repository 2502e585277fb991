// A small word in a frame that says how something stands; the colour only helps.
import type { ComponentChildren } from 'preact';

export type Tone = 'neutral' | 'success' | 'current' | 'warning' | 'danger' | 'discovery';

export function Lozenge({
  tone = 'neutral',
  children,
}: {
  readonly tone?: Tone;
  readonly children: ComponentChildren;
}) {
  return <span class={`um-lozenge um-tone-${tone}`}>{children}</span>;
}
