// What the pages of policies ask: one policy, its coming runs, who stands where, simulations and differences of plans.
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import type { PolicyDocument } from '../../../sidecar/src/contract/policies.ts';
import type { RunDocument } from '../../../sidecar/src/contract/runs.ts';
import type {
  DiffDocument,
  SimulatedEntryPage,
  SimulationDocument,
} from '../../../sidecar/src/contract/simulations.ts';
import type { StandingPageDocument } from '../../../sidecar/src/contract/stages.ts';
import type { NextRunsDocument, StoredPolicyDocument } from '../../../sidecar/src/contract/stored-policies.ts';
import { writeQuery } from '../api.ts';
import { useApi } from '../console.ts';
import { names } from '../queries.ts';

const mostStandings = 500;
const shownRuns = 10;
const pageSize = 100;

const pathOf = (id: string): string => `/policies/${encodeURIComponent(id)}`;

export function usePolicy(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: names.policy(id),
    queryFn: ({ signal }) => api.get<StoredPolicyDocument>(pathOf(id), signal),
  });
}

export function useNextRuns(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...names.policy(id), 'next'],
    queryFn: ({ signal }) => api.get<NextRunsDocument>(`${pathOf(id)}/next`, signal),
  });
}

/** Those who have been on the timeline longest, at most `mostStandings`. */
export function useStandings(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...names.policy(id), 'stages'],
    queryFn: ({ signal }) =>
      api.get<StandingPageDocument>(`${pathOf(id)}/stages${writeQuery({ limit: mostStandings })}`, signal),
  });
}

/** The last ten runs, the newest first. */
export function useLastRuns(policy: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...names.runs, 'last', policy],
    queryFn: ({ signal }) =>
      api.get<{ readonly items: readonly RunDocument[] }>(`/runs${writeQuery({ policy, limit: shownRuns })}`, signal),
  });
}

/** What is simulated: a policy in use, or one that is not saved. */
export type Simulated = { readonly policy: string } | { readonly definition: PolicyDocument };

export function useSimulate() {
  const api = useApi();
  return useMutation({ mutationFn: (of: Simulated) => api.send<SimulationDocument>('POST', '/simulations', of) });
}

export function useSimulation(id: number | null) {
  const api = useApi();
  return useQuery({
    queryKey: ['simulations', id],
    enabled: id !== null,
    queryFn: ({ signal }) => api.get<SimulationDocument>(`/simulations/${id}`, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useSimulatedPeople(id: number) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['simulations', id, 'entries'],
    initialPageParam: 0,
    queryFn: ({ pageParam: after, signal }) =>
      api.get<SimulatedEntryPage>(`/simulations/${id}/entries${writeQuery({ after, limit: pageSize })}`, signal),
    getNextPageParam: (page) => page.nextAfter,
  });
}

/** From one plan to another, such as `last-run:idle` and `simulation:7`. */
export function useDiff({ left, right }: { readonly left: string; readonly right: string }) {
  const api = useApi();
  return useQuery({
    queryKey: ['plans', 'diff', left, right],
    queryFn: ({ signal }) => api.get<DiffDocument>(`/plans/diff${writeQuery({ left, right, limit: 50 })}`, signal),
  });
}
