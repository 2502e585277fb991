// One page of a list: how it is asked for, fetched and checked, and what it says is to be asked next.
import type { HttpClient } from '../../http-client/client.ts';
import type { RequestSpec } from '../../http-client/request.ts';
import { HostFailure } from '../../ports.ts';
import { readBody } from '../answers.ts';
import { isPage, type WireCheck, type WirePage } from '../schema.ts';

/** Asked for; the host may give less and then goes on with its own number. */
export const pageSize = 200;

export type Query = Readonly<Record<string, string | number>>;

export interface Page<Row> extends WirePage {
  readonly rows: readonly Row[];
}

export interface PageWork<Row> {
  readonly http: Pick<HttpClient, 'send'>;
  /** A GET; `start` and `limit` are added. */
  readonly spec: RequestSpec;
  readonly isRow: WireCheck<Row>;
}

/** Throws `HostFailure`: `host_unexpected_shape` for rows of another shape, and whatever the request failed with. */
export async function fetchPage<Row>({ http, spec, isRow }: PageWork<Row>, query: Query): Promise<Page<Row>> {
  const answer = await http.send({ ...spec, query });
  const page = readBody(answer, isPage);
  const rows = page.results.filter(isRow);
  if (rows.length < page.results.length) {
    throw new HostFailure('host_unexpected_shape', { status: answer.status, request: answer.request });
  }
  return { ...page, rows };
}

/** What to ask next, or null at the end of the list. Throws `host_endless_paging` where it would not get anywhere. */
export function nextQuery(asked: Query, page: WirePage, request: string): Query | null {
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

export function naturalOf(value: unknown): number | null {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

export function sameQuery(one: Query, other: Query): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => String(one[name]) === String(other[name]));
}
