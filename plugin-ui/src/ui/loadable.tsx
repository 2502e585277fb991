// Shows an answer, or that it is on its way, or why it did not come. Old answers stay, and say so where no new one, or no more, came.
import type { ComponentChildren } from 'preact';
import { Button } from './button.tsx';
import { FaultNotice, sayFault } from './notice.tsx';
import { useWords } from './words/words.ts';

export interface LoadableProps<Answer> {
  readonly query: {
    readonly data: Answer | undefined;
    readonly error: Error | null;
    readonly refetch: () => unknown;
    /** Of lists that come page by page: the pages that are there are current, and only the next one did not come. */
    readonly isFetchNextPageError?: boolean;
    readonly fetchNextPage?: () => unknown;
  };
  /** How many lines the answer will take, so that nothing jumps. */
  readonly lines?: number;
  readonly children: (answer: Answer) => ComponentChildren;
}

export function Loadable<Answer>({ query, lines = 3, children }: LoadableProps<Answer>) {
  const { data, error, refetch, isFetchNextPageError = false, fetchNextPage } = query;
  if (data !== undefined) {
    const isMore = isFetchNextPageError && fetchNextPage !== undefined;
    return (
      <>
        {error !== null && !isMore && <Lacking says="common.outdated" error={error} ask={refetch} />}
        {children(data)}
        {error !== null && isMore && <Lacking says="common.noMore" error={error} ask={fetchNextPage} />}
      </>
    );
  }
  if (error !== null) return <FaultNotice fault={error} tryAgain={() => void refetch()} />;
  return <Skeleton lines={lines} />;
}

interface LackingProps {
  readonly says: 'common.outdated' | 'common.noMore';
  readonly error: Error;
  readonly ask: () => unknown;
}

/** What is shown was true once; no alarm, as a page may hold many answers and all of them may have grown old at once. */
function Lacking({ says, error, ask }: LackingProps) {
  const words = useWords();
  return (
    <p class="um-outdated">
      {words.say(says, { reason: sayFault(words, error) })}{' '}
      <Button kind="link" onPress={() => void ask()}>
        {words.say('common.tryAgain')}
      </Button>
    </p>
  );
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
