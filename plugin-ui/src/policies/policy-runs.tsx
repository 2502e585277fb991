// The last runs of one policy, with the way to all of them.
import { sayMode, sayStanding } from '../plans/run-words.ts';
import { StandingLozenge } from '../plans/standing-lozenge.tsx';
import { writeRoute } from '../routes.ts';
import { Instant } from '../ui/instant.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { useWords } from '../ui/words/words.ts';
import { useLastRuns } from './policy-queries.ts';

export function PolicyRuns({ policyId }: { readonly policyId: string }) {
  const words = useWords();
  return (
    <section class="um-card" aria-labelledby="um-policy-runs">
      <h2 id="um-policy-runs">{words.say('policy.runs')}</h2>
      <Loadable query={useLastRuns(policyId)} lines={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="um-quiet">{words.say('policies.lastNone')}</p>
          ) : (
            <>
              <ul class="um-plain">
                {items.map((run) => (
                  <li key={run.id}>
                    <a href={writeRoute(['runs', `${run.id}`])}>{words.say('run.title', { run: `${run.id}` })}</a> (
                    {sayMode(words, run.mode)}){' '}
                    <StandingLozenge run={run}>{words.say(sayStanding(run))}</StandingLozenge>{' '}
                    <Instant at={run.requestedAt} />
                  </li>
                ))}
              </ul>
              <a href={writeRoute(['runs'], { policy: policyId })}>{words.say('policy.allRuns')}</a>
            </>
          )
        }
      </Loadable>
    </section>
  );
}
