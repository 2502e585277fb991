// Names of directories to choose from, in the order in which Confluence asks them.
import { useQuery } from '@tanstack/react-query';
import type { DirectoriesDocument } from '../../../sidecar/src/contract/directories.ts';
import { useApi } from '../console.ts';

/** None while they are not known; then any name may be typed. */
export function useDirectoryNames(wanted: boolean): readonly string[] {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ['directories'],
    enabled: wanted,
    queryFn: ({ signal }) => api.get<DirectoriesDocument>('/directories', signal),
  });
  return data?.items.map(({ name }) => name) ?? [];
}
