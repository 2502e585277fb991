// Reads a list page by page, one page ahead of its reader, and ends whatever the host says about the next page.
import type { HttpClient } from '../http-client/client.ts';
import { describeRequest, type RequestSpec } from '../http-client/request.ts';
import { HostFailure } from '../ports.ts';
import { readBody } from './answers.ts';
import { isPage, type WireCheck, type WirePage } from './schema.ts';

/** Asked for; the host may give less and then goes on with its own number. */
const pageSize = 200;
/** `user/list` before 10.1.0 is known to repeat itself; this many pages without one new row is no list any more. */
const mostBarrenPages = 10;

type Query = Readonly<Record<string, string | number>>;

export interface PagedSource<Row> {
  readonly http: HttpClient;
  /** A GET; `start` and `limit` are added. */
  readonly spec: RequestSpec;
  readonly isRow: WireCheck<Row>;
  /** Tells rows apart, to notice a list that no longer gets anywhere. */
  readonly keyOf: (row: Row) => string;
  /** Where a list that keeps growing is given up; 20,000 unless told otherwise, four million rows at 200 a page. */
  readonly mostPages?: number;
}

/**
 * Yields the rows of each page; a row served twice is yielded twice. The path stays ours: of the host's `next` only
 * the query is taken, so that neither its base address nor its context path matters. Ends when `next` is absent or a
 * page is empty. Throws `HostFailure`: `host_endless_paging` when the list stops advancing, `host_unexpected_shape`
 * for rows of another shape, and whatever the single request failed with.
 */
export async function* readPages<Row>(source: PagedSource<Row>): AsyncGenerator<readonly Row[]> {
  const { spec } = source;
  const request = describeRequest(spec);
  const progress = watchProgress(source, request);
  let asked: Query = { ...spec.query, start: 0, limit: pageSize };
  let pending = fetchPage(source, asked);
  for (;;) {
    const page = await pending;
    progress.note(page);
    const query = nextQuery(asked, page, request);
    if (query !== null) {
      asked = query;
      pending = fetchPage(source, asked);
      // The reader may stop before it asks for this page: its failure is then nobody's business.
      pending.catch(() => undefined);
    }
    if (page.rows.length > 0) yield page.rows;
    if (query === null) return;
  }
}

interface Page<Row> extends WirePage {
  readonly rows: readonly Row[];
}

async function fetchPage<Row>({ http, spec, isRow }: PagedSource<Row>, query: Query): Promise<Page<Row>> {
  const answer = await http.send({ ...spec, query });
  const page = readBody(answer, isPage);
  const rows = page.results.filter(isRow);
  if (rows.length < page.results.length) {
    throw new HostFailure('host_unexpected_shape', { status: answer.status, request: answer.request });
  }
  return { ...page, rows };
}

/** What to ask next, or null at the end of the list. */
function nextQuery(asked: Query, page: WirePage, request: string): Query | null {
  const next = page._links?.next;
  if (next === undefined || next === null || next === '' || page.results.length === 0) return null;
  const told = readQuery(next, request);
  const givenLimit = naturalOf(page.limit) || naturalOf(asked.limit) || pageSize;
  const limit = Math.min(naturalOf(told.limit) || givenLimit, givenLimit);
  const query: Query = { ...asked, ...told, limit };
  const toldStart = naturalOf(told.start);
  if (toldStart === null) {
    // A cursor of a kind we do not know: it must at least differ from the last one.
    if (sameQuery(query, { ...asked, limit })) throw new HostFailure('host_endless_paging', { request });
    return query;
  }
  const start = naturalOf(page.start) ?? naturalOf(asked.start) ?? 0;
  if (start < (naturalOf(asked.start) ?? 0) || toldStart <= start) {
    throw new HostFailure('host_endless_paging', { request });
  }
  // A `next` further on than what was served would leave rows out, e.g. when the host lowered the limit.
  return { ...query, start: Math.min(toldStart, start + Math.max(givenLimit, page.results.length)) };
}

function readQuery(next: string, request: string): Record<string, string> {
  const url = URL.parse(next, 'http://host.invalid');
  if (url === null) throw new HostFailure('host_unexpected_shape', { request });
  return Object.fromEntries(url.searchParams);
}

function naturalOf(value: unknown): number | null {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

function sameQuery(one: Query, other: Query): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => String(one[name]) === String(other[name]));
}

function watchProgress<Row>({ keyOf, mostPages = 20_000 }: PagedSource<Row>, request: string) {
  const seen = new Set<string>();
  let pages = 0;
  let barren = 0;
  return {
    note: ({ rows }: { rows: readonly Row[] }) => {
      const before = seen.size;
      for (const row of rows) seen.add(keyOf(row));
      pages += 1;
      barren = seen.size > before || rows.length === 0 ? 0 : barren + 1;
      if (pages > mostPages || barren >= mostBarrenPages) throw new HostFailure('host_endless_paging', { request });
    },
  };
}
