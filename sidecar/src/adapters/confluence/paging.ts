// Reads a list page by page, ahead of its reader, and ends whatever the host says about the next page.
import type { HttpClient } from '../http-client/client.ts';
import { describeRequest } from '../http-client/request.ts';
import { HostFailure } from '../ports.ts';
import { fetchPage, nextQuery, type Page, type PageWork, pageSize, type Query } from './paging/page.ts';
import { openReadAhead } from './paging/read-ahead.ts';

/** `user/list` before 10.1.0 is known to repeat itself; this many pages without one new row is no list any more. */
const mostBarrenPages = 10;

export interface PagedSource<Row> extends PageWork<Row> {
  readonly http: HttpClient;
  /** Tells rows apart, to notice a list that no longer gets anywhere. */
  readonly keyOf: (row: Row) => string;
  /** Where a list that keeps growing is given up; 20,000 unless told otherwise, four million rows at 200 a page. */
  readonly mostPages?: number;
  /** Pages under way at the same time once the list has shown that it is cut by offset; 1 unless told otherwise. */
  readonly pagesAtOnce?: number;
  /** Rows the list had not long ago: up to there all pages that may be under way are, and beyond only what was named. */
  readonly expected?: number | undefined;
}

/**
 * Yields the rows of each page; a row served twice is yielded twice. The path stays ours: of the host's `next` only
 * the query is taken, so that neither its base address nor its context path matters. Ends when `next` is absent or a
 * page is empty. Throws `HostFailure`: `host_endless_paging` when the list stops advancing, `host_unexpected_shape`
 * for rows of another shape, and whatever the single request failed with.
 */
export async function* readPages<Row>(source: PagedSource<Row>): AsyncGenerator<readonly Row[]> {
  const { spec, pagesAtOnce = 1, expected } = source;
  const request = describeRequest(spec);
  const progress = watchProgress(source, request);
  const ahead = openReadAhead<Row>({
    fetch: (query) => fetchPage(source, query),
    repeats: progress.repeats,
    most: pagesAtOnce,
    expected,
  });
  let asked: Query = { ...spec.query, start: 0, limit: pageSize };
  ahead.begin(asked);
  for (;;) {
    const page = await ahead.take(asked);
    const query = nextQuery(asked, page, request);
    // Most lists are one page long: what ends needs no watching.
    if (query !== null) {
      progress.note(page);
      ahead.goOn(query, { asked, page });
    }
    if (page.rows.length > 0) yield page.rows;
    if (query === null) return;
    asked = query;
  }
}

function watchProgress<Row>({ keyOf, mostPages = 20_000 }: PagedSource<Row>, request: string) {
  const seen = new Set<string>();
  let pages = 0;
  let barren = 0;
  return {
    repeats: ({ rows }: Page<Row>) => rows.some((row) => seen.has(keyOf(row))),
    note: ({ rows }: Page<Row>) => {
      const before = seen.size;
      for (const row of rows) seen.add(keyOf(row));
      pages += 1;
      barren = seen.size > before || rows.length === 0 ? 0 : barren + 1;
      if (pages > mostPages || barren >= mostBarrenPages) throw new HostFailure('host_endless_paging', { request });
    },
  };
}
