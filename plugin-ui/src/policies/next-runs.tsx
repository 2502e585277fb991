// The next five runs on the clock of the policy's zone, with what the change of clocks does to them.
import { Instant } from '../ui/instant.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { useWords } from '../ui/words/words.ts';
import { useNextRuns } from './policy-queries.ts';

export function NextRuns({ policyId }: { readonly policyId: string }) {
  const words = useWords();
  return (
    <section class="um-card" aria-labelledby="um-next-runs">
      <h2 id="um-next-runs">{words.say('policy.nextRuns')}</h2>
      <NextRunList policyId={policyId} />
    </section>
  );
}

export function NextRunList({ policyId }: { readonly policyId: string }) {
  const words = useWords();
  return (
    <Loadable query={useNextRuns(policyId)} lines={5}>
      {({ items }) =>
        items.length === 0 ? (
          <p class="um-quiet">{words.say('policy.noNextRuns')}</p>
        ) : (
          <ol class="um-plain">
            {items.map(({ instant, localTime, zone, notes }) => (
              <li key={instant}>
                {localTime.replace('T', ' ')} {zone}{' '}
                <span class="um-quiet">
                  <Instant at={instant} />
                  {notes.map(({ kind, message }) => (
                    <span key={kind}> · {message}</span>
                  ))}
                </span>
              </li>
            ))}
          </ol>
        )
      }
    </Loadable>
  );
}
