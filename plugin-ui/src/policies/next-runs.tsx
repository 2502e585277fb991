// The next five runs on the clock of the policy's zone, with what the change of clocks does to them.
import type { NextRunsDocument } from '../../../sidecar/src/contract/stored-policies.ts';
import { Instant } from '../ui/instant.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { useWords } from '../ui/words/words.ts';
import { useNextRuns } from './policy-queries.ts';

export function NextRuns({ policyId }: { readonly policyId: string }) {
  const words = useWords();
  return (
    <section class="um-card" aria-labelledby="um-next-runs">
      <h2 id="um-next-runs">{words.say('policy.nextRuns')}</h2>
      <Loadable query={useNextRuns(policyId)} lines={5}>
        {({ items }) => <RunTimes items={items} />}
      </Loadable>
    </section>
  );
}

export function RunTimes({ items }: Pick<NextRunsDocument, 'items'>) {
  const words = useWords();
  if (items.length === 0) return <p class="um-quiet">{words.say('policy.noNextRuns')}</p>;
  return (
    <ol class="um-plain">
      {items.map(({ instant, localTime, zone, notes }) => (
        <li key={instant}>
          {words.day(localTime.slice(0, 10))}, {localTime.slice(11)} {zone}{' '}
          <span class="um-quiet">
            <Instant at={instant} />
            {notes.map(({ kind, message }) => (
              <span key={kind}> · {words.find(`clock.${kind}`) ?? message}</span>
            ))}
          </span>
        </li>
      ))}
    </ol>
  );
}
