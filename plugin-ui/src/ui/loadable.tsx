// Shows an answer, or that it is on its way, or why it did not come. Old answers stay while new ones are asked for.
import type { ComponentChildren } from 'preact';
import { FaultNotice } from './notice.tsx';
import { useWords } from './words/words.ts';

export interface LoadableProps<Answer> {
  readonly query: {
    readonly data: Answer | undefined;
    readonly error: Error | null;
    readonly refetch: () => unknown;
  };
  /** How many lines the answer will take, so that nothing jumps. */
  readonly lines?: number;
  readonly children: (answer: Answer) => ComponentChildren;
}

export function Loadable<Answer>({ query, lines = 3, children }: LoadableProps<Answer>) {
  const { data, error, refetch } = query;
  if (data !== undefined) return <>{children(data)}</>;
  if (error !== null) return <FaultNotice fault={error} tryAgain={() => void refetch()} />;
  return <Skeleton lines={lines} />;
}

/** Appears after a moment only: what is there at once needs no announcement. */
export function Skeleton({ lines }: { readonly lines: number }) {
  const words = useWords();
  return (
    <div class="um-skeleton" role="img" aria-label={words.say('common.loading')}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} />
      ))}
    </div>
  );
}
