// The runs, the newest first, all of them or those that somebody looks for.
import { useInfiniteQuery } from '@tanstack/react-query';
import type { RunDocument } from '../../../sidecar/src/contract/runs.ts';
import { writeQuery } from '../api.ts';
import { useApi } from '../console.ts';
import { sayMode, sayPolicy, sayStanding } from '../plans/run-words.ts';
import { StandingLozenge } from '../plans/standing-lozenge.tsx';
import { names, usePolicies } from '../queries.ts';
import { writeRoute } from '../routes.ts';
import { Button } from '../ui/button.tsx';
import { Instant } from '../ui/instant.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { useWords } from '../ui/words/words.ts';
import { FilterBar } from './filter-bar.tsx';
import { isNarrowed, queryOf, type RunFilter } from './run-filter.ts';
import { sayTrigger } from './trigger-words.ts';

const pageSize = 50;
const lookMs = 5_000;

interface RunPageDocument {
  readonly items: readonly RunDocument[];
  readonly nextBefore: number | null;
}

export function RunList({ filter }: { readonly filter: RunFilter }) {
  const words = useWords();
  const api = useApi();
  const runs = useInfiniteQuery({
    queryKey: [...names.runs, 'list', filter],
    initialPageParam: null as number | null,
    queryFn: ({ pageParam: before, signal }) =>
      api.get<RunPageDocument>(`/runs${writeQuery({ ...queryOf(filter), before, limit: pageSize })}`, signal),
    getNextPageParam: (page) => page.nextBefore,
    refetchInterval: lookMs,
  });
  return (
    <>
      <FilterBar filter={filter} />
      <Loadable query={runs} lines={8}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) {
            return <p class="um-empty">{words.say(isNarrowed(filter) ? 'runs.noneSo' : 'runs.none')}</p>;
          }
          return <RunTable runs={items} />;
        }}
      </Loadable>
      {runs.hasNextPage && (
        <Button busy={runs.isFetchingNextPage} onPress={() => void runs.fetchNextPage()}>
          {words.say('common.more')}
        </Button>
      )}
    </>
  );
}

function RunTable({ runs }: { readonly runs: readonly RunDocument[] }) {
  const words = useWords();
  const policies = usePolicies();
  return (
    <table class="um-table">
      <thead>
        <tr>
          <th scope="col">{words.say('runs.number')}</th>
          <th scope="col">{words.say('runs.what')}</th>
          <th scope="col">{words.say('runs.when')}</th>
          <th scope="col">{words.say('runs.mode')}</th>
          <th scope="col">{words.say('runs.why')}</th>
          <th scope="col">{words.say('runs.standing')}</th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.id}>
            <td>{run.id}</td>
            <th scope="row">
              <a href={writeRoute(['runs', `${run.id}`])}>
                <bdi>{sayPolicy(words, run.policyId, policies.data)}</bdi>
              </a>
            </th>
            <td>
              <Instant at={run.requestedAt} focusable={false} />
            </td>
            <td>{sayMode(words, run.mode)}</td>
            <td>{sayTrigger(words, run)}</td>
            <td>
              <StandingLozenge run={run}>{words.say(sayStanding(run))}</StandingLozenge>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
