// A run, its plan and its users, as pages ask for them: again and again while it is under way.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { EntryPageDocument, PlanDocument } from '../../../sidecar/src/contract/plans.ts';
import type { RunDetailDocument, RunDocument } from '../../../sidecar/src/contract/runs.ts';
import { writeQuery } from '../api.ts';
import { useApi } from '../console.ts';
import { names } from '../queries.ts';

export type Entry = EntryPageDocument['items'][number];

export interface EntryFilter {
  readonly fate?: Entry['fate'];
  readonly outcome?: string;
}

/** A run under way is looked at so often. */
const watchMs = 1_000;
const pageSize = 100;

/** States in which a run has no plan yet. */
const unplanned: readonly RunDocument['state'][] = ['requested', 'reading', 'planning'];

export function useRun(id: number) {
  const api = useApi();
  return useQuery({
    queryKey: names.run(id),
    queryFn: ({ signal }) => api.get<RunDetailDocument>(`/runs/${id}`, signal),
    refetchInterval: ({ state }) => (state.data?.run.state === 'finished' ? false : watchMs),
  });
}

/** Asked for once the run has got so far; a failed run may have none. */
export function usePlan({ id, state }: Pick<RunDocument, 'id' | 'state'>) {
  const api = useApi();
  return useQuery({
    queryKey: [...names.run(id), 'plan'],
    enabled: !unplanned.includes(state),
    queryFn: ({ signal }) => api.get<PlanDocument>(`/runs/${id}/plan`, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The users of a plan page by page; asked for anew when the run goes on to another state. */
export function useEntries({ id, state }: Pick<RunDocument, 'id' | 'state'>, filter: EntryFilter) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...names.run(id), 'entries', state === 'finished', filter],
    enabled: !unplanned.includes(state),
    initialPageParam: 0,
    queryFn: ({ pageParam: after, signal }) =>
      api.get<EntryPageDocument>(`/runs/${id}/entries${writeQuery({ ...filter, after, limit: pageSize })}`, signal),
    getNextPageParam: (page) => page.nextAfter,
  });
}
