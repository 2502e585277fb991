// A run, its plan and its users, as pages ask for them: followed while it is under way.
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'preact/compat';
import type { EntryPageDocument, PlanDocument } from '../../../sidecar/src/contract/plans.ts';
import type { RunDetailDocument, RunDocument } from '../../../sidecar/src/contract/runs.ts';
import { writeQuery } from '../api.ts';
import { useApi, useSession } from '../console.ts';
import { names } from '../queries.ts';
import { followRun } from './follow-run.ts';

export type Entry = EntryPageDocument['items'][number];

export interface EntryFilter {
  readonly fate?: Entry['fate'];
  readonly outcome?: string;
  /** A guard, or a reason why somebody was left alone. */
  readonly because?: string;
}

/** A run under way is looked at so often where the sidecar's stream does not reach the page. */
const watchMs = 1_000;
const pageSize = 100;

/** States in which a run has no plan yet. */
const unplanned: readonly RunDocument['state'][] = ['requested', 'reading', 'planning'];

/** A run, kept up to date until it is finished. Nobody asks for it while nobody is signed in. */
export function useRun(id: number) {
  const api = useApi();
  const queries = useQueryClient();
  const isIn = useSession().kind === 'signed-in';
  const isSeen = useIsSeen();
  const [isTold, setTold] = useState(false);
  const query = useQuery({
    queryKey: names.run(id),
    queryFn: ({ signal }) => api.get<RunDetailDocument>(`/runs/${id}`, signal),
    refetchInterval: ({ state }) => (isTold || !isIn || state.data?.run.state === 'finished' ? false : watchMs),
  });
  const isUnderWay = query.data !== undefined && query.data.run.state !== 'finished';
  const follows = isUnderWay && isIn && isSeen;
  useEffect(() => {
    if (!follows) return;
    const leaving = new AbortController();
    const onRun = (detail: RunDetailDocument) => queries.setQueryData(names.run(id), detail);
    void followRun({ api, id, signal: leaving.signal, onRun, onLine: setTold });
    return () => {
      leaving.abort();
      setTold(false);
    };
  }, [follows, id, api, queries]);
  return query;
}

/** Whether the page is looked at: a browser has few lines to one place, and a hidden tab must not hold one of them. */
function useIsSeen(): boolean {
  const [isSeen, setSeen] = useState(!document.hidden);
  useEffect(() => {
    const look = (): void => setSeen(!document.hidden);
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return isSeen;
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
