// The newest runs, as the start page looks at them.
import { useQuery } from '@tanstack/react-query';
import type { RunDocument } from '../../../sidecar/src/contract/runs.ts';
import { useApi } from '../console.ts';
import { names } from '../queries.ts';

const shown = 50;

export function useRecentRuns() {
  const api = useApi();
  return useQuery({
    queryKey: [...names.runs, 'recent'],
    queryFn: ({ signal }) => api.get<{ items: RunDocument[] }>(`/runs?limit=${shown}`, signal),
    refetchInterval: 15_000,
  });
}
