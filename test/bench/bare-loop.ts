// The reference of the sync benchmark: fetches the same pages with the same concurrency by undici, and does nothing else.
import { Pool } from 'undici';

export interface BarePage {
  readonly results: readonly { readonly name?: string }[];
  readonly _links: { readonly next?: string };
}

export interface BareOptions {
  readonly baseUrl: string;
  readonly token: string;
  /** Requests at the same time. */
  readonly concurrency: number;
}

/** Follows every list the sync reads: users, activity, groups, and each group's members and child groups. */
export async function fetchBare({
  baseUrl,
  token,
  concurrency,
}: BareOptions): Promise<{ requests: number; seconds: number }> {
  const url = new URL(baseUrl);
  const pool = new Pool(url.origin, { connections: concurrency });
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
  const startedMs = performance.now();
  let requests = 0;
  const get = async (path: string): Promise<BarePage> => {
    requests += 1;
    const { body } = await pool.request({ path: url.pathname + path, method: 'GET', headers });
    return (await body.json()) as BarePage;
  };
  const follow = async (first: string, onPage: (page: BarePage) => void = () => undefined): Promise<void> => {
    for (let path: string | undefined = first; path !== undefined; ) {
      const page: BarePage = await get(path);
      onPage(page);
      path = page._links.next;
    }
  };
  const readGroups = async (): Promise<void> => {
    const names: string[] = [];
    await follow('/rest/api/group?limit=200', (page) => names.push(...page.results.flatMap((row) => row.name ?? [])));
    const worker = async (): Promise<void> => {
      for (let name = names.shift(); name !== undefined; name = names.shift()) {
        const query = `groupName=${encodeURIComponent(name)}&limit=200`;
        await follow(`/rest/api/group/member?${query}&expand=status`);
        await follow(`/rest/api/group/groupmember?${query}`);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
  };
  await Promise.all([
    follow('/rest/api/user/list?limit=200&expand=status'),
    follow('/rest/api/admin/users/list/active?limit=200&expand=lastLogin'),
    readGroups(),
  ]);
  await pool.close();
  return { requests, seconds: (performance.now() - startedMs) / 1000 };
}
