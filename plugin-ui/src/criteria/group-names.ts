// Names of groups to choose from while somebody types one: those of the newest reading that begin so.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { GroupListDocument } from '../../../sidecar/src/contract/groups.ts';
import { writeQuery } from '../api.ts';
import { useApi } from '../console.ts';

const shownNames = 20;

/** None before Confluence was read; then any name may be typed. */
export function useGroupNames(prefix: string, wanted: boolean): GroupListDocument['items'] {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ['groups', prefix],
    enabled: wanted,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api.get<GroupListDocument>(`/groups${writeQuery({ prefix, limit: shownNames })}`, signal),
  });
  return data?.items ?? [];
}
