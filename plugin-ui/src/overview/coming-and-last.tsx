// What runs next, and what ran last with how it stands.
import type { PolicyListDocument } from '../../../sidecar/src/contract/stored-policies.ts';
import { sayMode, sayPolicy, sayStanding } from '../plans/run-words.ts';
import { StandingLozenge } from '../plans/standing-lozenge.tsx';
import { usePolicies } from '../queries.ts';
import { writeRoute } from '../routes.ts';
import { Instant } from '../ui/instant.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { useWords } from '../ui/words/words.ts';
import { useRecentRuns } from './recent-runs.ts';

const shownRuns = 4;

export function ComingAndLast() {
  const words = useWords();
  const policies = usePolicies();
  const runs = useRecentRuns();
  return (
    <section class="um-card" aria-labelledby="um-coming">
      <h2 id="um-coming">{words.say('overview.runs')}</h2>
      <Loadable query={policies} lines={1}>
        {(found) => <Coming policies={found} />}
      </Loadable>
      <h3>{words.say('overview.last')}</h3>
      <Loadable query={runs}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="um-quiet">{words.say('overview.lastNone')}</p>
          ) : (
            <ul class="um-plain">
              {items.slice(0, shownRuns).map((run) => (
                <li key={run.id}>
                  <a href={writeRoute(['runs', `${run.id}`])}>
                    {run.id} <bdi>{sayPolicy(words, run.policyId, policies.data)}</bdi>
                  </a>{' '}
                  ({sayMode(words, run.mode)}){' '}
                  <StandingLozenge run={run}>{words.say(sayStanding(run))}</StandingLozenge>{' '}
                  <Instant at={run.requestedAt} />
                </li>
              ))}
            </ul>
          )
        }
      </Loadable>
    </section>
  );
}

function Coming({ policies }: { readonly policies: PolicyListDocument }) {
  const words = useWords();
  const planned = policies.items.flatMap((policy) =>
    policy.nextRun === null ? [] : [{ policy, at: policy.nextRun.instant }],
  );
  const [next] = planned.sort((one, other) => (one.at < other.at ? -1 : 1));
  if (next === undefined) return <p class="um-quiet">{words.say('overview.nextNone')}</p>;
  return (
    <p>
      <Sentence
        says="overview.next"
        values={{ policy: next.policy.name, mode: sayMode(words, next.policy.mode) }}
        places={{ when: <Instant at={next.at} /> }}
      />
    </p>
  );
}
