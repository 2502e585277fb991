// What several pages ask of the sidecar, each answer kept once under its name, and how long an answer counts as fresh.
import { QueryClient, useQuery } from '@tanstack/react-query';
import type { ProcessDocument } from '../../sidecar/src/contract/process.ts';
import type { SnapshotDocument } from '../../sidecar/src/contract/snapshots.ts';
import type { PolicyListDocument } from '../../sidecar/src/contract/stored-policies.ts';
import { ApiFault } from './api.ts';
import { useApi } from './console.ts';

/** Only what may pass by itself is tried again, and only once: a person is waiting. */
function isWorthTrying(count: number, error: Error): boolean {
  return count < 1 && error instanceof ApiFault && error.status >= 502;
}

export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 300_000,
        retry: isWorthTrying,
        networkMode: 'always',
        refetchOnWindowFocus: true,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

/** Names under which answers are kept; what changes something makes those it touches stale. */
export const names = {
  process: ['process'],
  snapshot: ['snapshot'],
  policies: ['policies'],
  policy: (id: string) => ['policies', id],
  runs: ['runs'],
  run: (id: number) => ['runs', id],
  users: ['users'],
} as const;

export function useProcess() {
  const api = useApi();
  return useQuery({ queryKey: names.process, queryFn: ({ signal }) => api.get<ProcessDocument>('/process', signal) });
}

export function useSnapshot({ everyMs }: { readonly everyMs?: number } = {}) {
  const api = useApi();
  return useQuery({
    queryKey: names.snapshot,
    queryFn: ({ signal }) => api.get<SnapshotDocument>('/snapshots/newest', signal),
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
  });
}

export function usePolicies() {
  const api = useApi();
  return useQuery({
    queryKey: names.policies,
    queryFn: ({ signal }) => api.get<PolicyListDocument>('/policies', signal),
  });
}
