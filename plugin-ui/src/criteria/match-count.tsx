// How many the conditions mean, and of how many that is not known: those are never taken along.
import { useWords } from '../ui/words/words.ts';

export interface MatchCountProps {
  readonly counts: { readonly total: number; readonly unknown: number };
  readonly users: number;
}

export function MatchCount({ counts: { total, unknown }, users }: MatchCountProps) {
  const words = useWords();
  const all = total === users;
  return (
    <p class="um-match" aria-live="polite">
      <b>
        {all
          ? words.say('criteria.matchAll', { count: total })
          : words.say('criteria.match', { count: total, total: users })}
      </b>{' '}
      {unknown > 0 && words.say('criteria.unknown', { count: unknown })}
    </p>
  );
}
