// What somebody keeps for this page: filters by name, and the columns they like to see. The sidecar keeps both.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PersonalViewsDocument } from '../../../sidecar/src/contract/personal-views.ts';
import { useApi } from '../console.ts';
import { type Column, columns, usualColumns } from './columns.tsx';

const name = ['personal'];

export function usePersonalViews() {
  const api = useApi();
  return useQuery({
    queryKey: name,
    queryFn: ({ signal }) => api.get<PersonalViewsDocument>('/personal', signal),
    staleTime: 300_000,
  });
}

/** A filter to keep under a name, one to forget, or columns; each answer is all that is kept. */
type Wish = { readonly save: string; readonly query: string } | { readonly remove: string } | readonly Column['id'][];

export function useKeep() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: Wish) => {
      if ('save' in wish) {
        const { save, query } = wish;
        return api.send<PersonalViewsDocument>('PUT', `/personal/filters/${encodeURIComponent(save)}`, { query });
      }
      if ('remove' in wish) {
        return api.send<PersonalViewsDocument>('DELETE', `/personal/filters/${encodeURIComponent(wish.remove)}`);
      }
      return api.send<PersonalViewsDocument>('PUT', '/personal/columns', { columns: wish });
    },
    onSuccess: (views) => queries.setQueryData(name, views),
  });
}

/** The columns that were kept, as far as they exist; who somebody is always stands in front. Else the usual ones: stages where anybody is at one. */
export function readColumns(kept: readonly string[] | null | undefined, isStaged: boolean): readonly Column['id'][] {
  if (kept == null) return isStaged ? [...usualColumns, 'stage'] : usualColumns;
  return columns.map(({ id }) => id).filter((id) => id === 'user' || kept.includes(id));
}
