// One bar cut into shares, with each share named and counted below it: the figures are the words, the bar helps.
import type { ComponentChildren } from 'preact';
import { useWords } from './words/words.ts';

export interface Share {
  readonly key: string;
  readonly label: string;
  readonly count: number;
  /** Which pattern and colour it has: `um-share-<look>`. */
  readonly look: string;
  /** Where a press on the figure leads. */
  readonly href?: string | undefined;
}

export interface SharesBarProps {
  readonly shares: readonly Share[];
  readonly children?: ComponentChildren;
}

export function SharesBar({ shares }: SharesBarProps) {
  const words = useWords();
  const shown = shares.filter(({ count }) => count > 0);
  return (
    <div class="um-shares">
      <div class="um-shares-bar" aria-hidden="true">
        {shown.map(({ key, count, look }) => (
          <span key={key} class={`um-share um-share-${look}`} style={{ flexGrow: count }} />
        ))}
      </div>
      <ul class="um-shares-legend">
        {shares.map(({ key, label, count, look, href }) => (
          <li key={key}>
            <span class={`um-swatch um-share-${look}`} aria-hidden="true" />
            {label} {href === undefined ? <b>{words.number(count)}</b> : <a href={href}>{words.number(count)}</a>}
          </li>
        ))}
      </ul>
    </div>
  );
}
