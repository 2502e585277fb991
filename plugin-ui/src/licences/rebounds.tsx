// What of the last live runs came undone later, and what probably did it.
import { useQueries, useQuery } from '@tanstack/react-query';
import type { ReboundPageDocument } from '../../../sidecar/src/contract/rebounds.ts';
import type { RunDocument } from '../../../sidecar/src/contract/runs.ts';
import { useApi } from '../console.ts';
import { sayChange } from '../plans/run-words.ts';
import { names } from '../queries.ts';
import { writeRoute } from '../routes.ts';
import { Instant } from '../ui/instant.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { useWords } from '../ui/words/words.ts';

/** Each run is asked on its own: only the last ones are. */
const lookedAt = 10;
const shown = 50;

export function Rebounds() {
  const words = useWords();
  const api = useApi();
  const runs = useQuery({
    queryKey: [...names.runs, 'for-rebounds'],
    queryFn: ({ signal }) => api.get<{ readonly items: readonly RunDocument[] }>('/runs?limit=100', signal),
  });
  return (
    <section class="um-card" aria-labelledby="um-rebounds">
      <h2 id="um-rebounds">{words.say('rebounds.title')}</h2>
      <p>{words.say('rebounds.lead', { count: lookedAt })}</p>
      <Loadable query={runs} lines={1}>
        {({ items }) => (
          <ReboundTable
            runs={items.filter(({ mode, state }) => mode === 'live' && state === 'finished').slice(0, lookedAt)}
          />
        )}
      </Loadable>
    </section>
  );
}

function ReboundTable({ runs }: { readonly runs: readonly RunDocument[] }) {
  const words = useWords();
  const api = useApi();
  const pages = useQueries({
    queries: runs.map(({ id }) => ({
      queryKey: [...names.run(id), 'rebounds'],
      queryFn: () => api.get<ReboundPageDocument>(`/runs/${id}/rebounds?limit=${shown}`),
    })),
  });
  if (runs.length === 0) return <p class="um-quiet">{words.say('rebounds.noRuns')}</p>;
  const found = pages.flatMap(({ data }, index) =>
    (data?.items ?? []).map((item) => ({ ...item, run: runs[index]?.id })),
  );
  const waits = pages.some(({ isPending }) => isPending);
  if (found.length === 0) return <p class="um-quiet">{words.say(waits ? 'common.loading' : 'rebounds.none')}</p>;
  return (
    <table class="um-table">
      <thead>
        <tr>
          <th scope="col">{words.say('handOvers.user')}</th>
          <th scope="col">{words.say('rebounds.change')}</th>
          <th scope="col">{words.say('rebounds.seen')}</th>
          <th scope="col">{words.say('rebounds.why')}</th>
          <th scope="col">{words.say('handOvers.run')}</th>
        </tr>
      </thead>
      <tbody>
        {found.map(({ stepId, displayName, username, change, seenAt, reason, run }) => (
          <tr key={stepId}>
            <th scope="row">
              <bdi>{displayName}</bdi> <span class="um-quiet">{username}</span>
            </th>
            <td>{sayChange(words, change)}</td>
            <td>
              <Instant at={seenAt} focusable={false} />
            </td>
            <td>{words.say(`rebounds.reason.${reason}`)}</td>
            <td>
              <a href={writeRoute(['runs', `${run}`])}>{run}</a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
