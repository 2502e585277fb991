// The users a table shows: pages found by search and conditions, one after the other, as far as somebody scrolls.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { FoundUserPage, UserSearchDocument } from '../../../sidecar/src/contract/users.ts';
import { useApi } from '../console.ts';
import { type Chip, treeOf } from '../criteria/chips.ts';
import { names } from '../queries.ts';

export type FoundUser = FoundUserPage['items'][number];
export type Sort = NonNullable<UserSearchDocument['sort']>;

export interface UserFilter {
  readonly chips: readonly Chip[];
  readonly search: string;
  readonly sort: Sort;
  readonly descending: boolean;
}

const pageSize = 100;

export function useFoundUsers({ chips, search, sort, descending }: UserFilter) {
  const api = useApi();
  const criteria = treeOf(chips);
  return useInfiniteQuery({
    queryKey: [...names.users, { criteria, search, sort, descending }],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      const body: UserSearchDocument = {
        search,
        sort,
        descending,
        limit: pageSize,
        ...(criteria === null ? {} : { criteria }),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      };
      return api.send<FoundUserPage>('POST', '/users/search', body, signal);
    },
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    // Pages hang together by their cursors; asking for all of them anew is for the reader to wish.
    refetchOnWindowFocus: false,
  });
}
