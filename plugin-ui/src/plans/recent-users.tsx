// The last users a run at work has come to, so that whoever watches sees people and not a bar alone. Not said aloud: the counts are.
import type { RunDetailDocument } from '../../../sidecar/src/contract/runs.ts';
import { useWords } from '../ui/words/words.ts';
import { sayChange, sayOutcome, sayReason } from './run-words.ts';

export function RecentUsers({ detail: { recent } }: { readonly detail: RunDetailDocument }) {
  const words = useWords();
  if (recent.length === 0) return null;
  return (
    <section class="um-recent" aria-labelledby="um-recent">
      <h3 id="um-recent">{words.say('run.recent')}</h3>
      <ul class="um-plain">
        {recent.map(({ username, displayName, steps }) => (
          <li key={username}>
            <bdi class="um-name">{displayName || username}</bdi> <bdi class="um-quiet">{username}</bdi>
            {steps.map(({ change, outcome }, at) => {
              const reason = sayReason(words, outcome);
              return (
                <span key={`${at} ${change.kind}`}>
                  {at === 0 ? ': ' : '; '}
                  {sayChange(words, change)}, {sayOutcome(words, outcome.kind)}
                  {reason !== null && ` (${reason})`}
                </span>
              );
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}
