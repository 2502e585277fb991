// An instant as people say it, with the exact one on hover and, where it can have the focus, on focus.
import { useWords } from './words/words.ts';

export interface InstantProps {
  readonly at: string;
  /** Many of them in a table would be as many stops of the keyboard; there the drawer has the exact one. */
  readonly focusable?: boolean;
}

export function Instant({ at, focusable = true }: InstantProps) {
  const words = useWords();
  const exact = words.exact(at);
  const relative = words.relative(at, Date.now());
  if (!focusable) {
    return (
      <time dateTime={at} title={exact}>
        {relative}
      </time>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the exact instant has to be reachable by keyboard.
    <time dateTime={at} class="um-instant" tabIndex={0}>
      {relative}
      <span class="um-tip">{exact}</span>
    </time>
  );
}
