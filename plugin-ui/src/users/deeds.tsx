// What live runs did about one user, the newest first.
import { useQuery } from '@tanstack/react-query';
import type { UserHistoryDocument } from '../../../sidecar/src/contract/user-history.ts';
import { useApi } from '../console.ts';
import { sayChange, sayOutcome, sayReason } from '../plans/run-words.ts';
import { names } from '../queries.ts';
import { writeRoute } from '../routes.ts';
import { Instant } from '../ui/instant.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { useWords } from '../ui/words/words.ts';

export function Deeds({ userKey, username }: { readonly userKey: string; readonly username: string }) {
  const words = useWords();
  const api = useApi();
  const history = useQuery({
    queryKey: [...names.runs, 'of-user', userKey],
    queryFn: ({ signal }) => api.get<UserHistoryDocument>(`/users/${encodeURIComponent(userKey)}/history`, signal),
  });
  return (
    <>
      <h3>{words.say('drawer.history')}</h3>
      <Loadable query={history} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="um-quiet">{words.say('drawer.historyNone')}</p>
          ) : (
            <ul class="um-plain">
              {items.map(({ stepId, runId, change, outcome, at }) => {
                const reason = sayReason(words, outcome);
                return (
                  <li key={stepId}>
                    {sayChange(words, change)}: {sayOutcome(words, outcome.kind)}
                    {reason !== null && `, ${reason}`}{' '}
                    <span class="um-quiet">
                      {at !== null && <Instant at={at} />}{' '}
                      <a href={writeRoute(['runs', `${runId}`])}>{words.say('run.title', { run: `${runId}` })}</a>
                    </span>
                  </li>
                );
              })}
            </ul>
          )
        }
      </Loadable>
      <p>
        <a href={writeRoute(['runs'], { user: username })}>{words.say('drawer.allRuns')}</a>
      </p>
    </>
  );
}
