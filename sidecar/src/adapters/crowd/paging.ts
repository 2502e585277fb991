// Reads a list of Crowd by start index, page after page until one is empty, and gives up a list that gets nowhere.
import { describeRequest, type RequestSpec } from '../http-client/request.ts';
import { HostFailure } from '../ports.ts';
import { failureOf, readBody } from './answers.ts';
import type { CrowdClient } from './client.ts';
import { isRecord, rowsOf, type WireCheck } from './schema.ts';

/** What clients ask for by habit; a server that gives less is asked again from where it stopped. */
const pageSize = 1000;
/** Rows move up while others are removed, so a page may repeat itself; a list that keeps doing so has no end. */
const mostBarrenPages = 3;

export interface PagedSource<Row extends { readonly name: string }> {
  readonly crowd: CrowdClient;
  /** A GET; `start-index` and `max-results` are added. */
  readonly spec: RequestSpec;
  readonly entity: 'user' | 'group';
  readonly isRow: WireCheck<Row>;
  /** Where a list that keeps growing is given up: two million rows unless told otherwise. */
  readonly mostPages?: number;
}

/**
 * Yields pages that have something new in them. No total is told, so only an empty page is the end of the list.
 * Throws `HostFailure`: `crowd_endless_paging`, `crowd_unexpected_shape`, and whatever a request failed with.
 */
export async function* readPages<Row extends { readonly name: string }>(
  source: PagedSource<Row>,
): AsyncGenerator<readonly Row[]> {
  const { crowd, spec, entity, isRow, mostPages = 2_000 } = source;
  const seen = new Set<string>();
  let barren = 0;
  let start = 0;
  for (let page = 0; page < mostPages; page += 1) {
    const query = { ...spec.query, 'start-index': start, 'max-results': pageSize };
    const answer = await crowd.ask({ ...spec, query });
    const rows = rowsOf(readBody(answer, isRecord), entity);
    if (rows === null || !rows.every(isRow)) throw failureOf(answer, 'crowd_unexpected_shape');
    if (rows.length === 0) return;
    const before = seen.size;
    for (const row of rows) seen.add(row.name);
    barren = seen.size > before ? 0 : barren + 1;
    if (barren >= mostBarrenPages) break;
    if (barren === 0) yield rows;
    start += rows.length;
  }
  throw new HostFailure('crowd_endless_paging', { request: describeRequest(spec) });
}
