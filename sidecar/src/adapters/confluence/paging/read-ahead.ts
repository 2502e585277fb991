// Asks for pages before the page in front of them has named them, and forgets them all once anything is not as expected.
import { naturalOf, type Page, type Query, sameQuery } from './page.ts';

export interface ReadAhead<Row> {
  /** Asks for the first page, and for as many after it as the length that is thought to be known tells of. */
  readonly begin: (query: Query) => void;
  /** The page that is to be read now, which the page before has named. */
  readonly take: (query: Query) => Promise<Page<Row>>;
  /** Told what the page just read names as next: asks for that, and for pages after it as far as allowed. */
  readonly goOn: (query: Query, read: { readonly asked: Query; readonly page: Page<Row> }) => void;
}

export interface ReadAheadWork<Row> {
  readonly fetch: (query: Query) => Promise<Page<Row>>;
  /** Whether a row of the page was served before. */
  readonly repeats: (page: Page<Row>) => boolean;
  /** Pages under way at the same time; 1 asks only for what was named. */
  readonly most: number;
  /** Rows the list is thought to have; undefined where nobody knows. */
  readonly expected?: number | undefined;
}

interface Asked<Row> {
  readonly query: Query;
  /** Nobody had named it when it was asked for. */
  readonly early: boolean;
  readonly page: Promise<Page<Row>>;
}

/**
 * The chain of `next` stays the rule: a page asked for early counts only if the page before it names exactly that query
 * and it came as asked (its start, its limit, full or the last, no row twice). Otherwise it is asked for again, and
 * from there on only what was named. The number of pages under way grows with every page that came as asked: a list of
 * one or two pages costs no request more. Where the length is thought to be known, no page is asked for beyond it, and all
 * before it at once.
 */
export function openReadAhead<Row>({ fetch, repeats, most, expected }: ReadAheadWork<Row>): ReadAhead<Row> {
  let underWay: Asked<Row>[] = [];
  const atFirst = expected === undefined ? 1 : most;
  let allowed = atFirst;
  let careful = most <= 1;
  const beCareful = (): void => {
    careful = true;
    underWay = [];
  };
  const ask = (query: Query, early: boolean): void => {
    const page = fetch(query);
    // The list may end, or its reader stop, before this page: its failure is then nobody's business.
    page.catch(() => undefined);
    underWay.push({ query, early, page });
  };
  /** Asks for the pages after this one that may be under way, in so far as they are to be expected. */
  const askEarly = ({ start, limit, ...query }: Query & { readonly start: number; readonly limit: number }): void => {
    for (let place = underWay.length; place < allowed; place += 1) {
      const from = start + place * limit;
      if (expected !== undefined && from >= expected) break;
      ask({ ...query, limit, start: from }, true);
    }
  };
  return {
    begin: (query) => {
      ask(query, false);
      const { start, limit } = query;
      if (!careful && expected !== undefined && typeof start === 'number' && typeof limit === 'number')
        askEarly({ ...query, start, limit });
    },
    take: async (query) => {
      const first = underWay.shift();
      if (first === undefined) return fetch(query);
      const page = await first.page;
      if (!first.early || (cameAsAsked(page, query) && !repeats(page))) return page;
      beCareful();
      return fetch(query);
    },
    goOn: (query, { asked, page }) => {
      const [first] = underWay;
      // What was asked for together with the first page was a guess: that it was wrong says nothing of the list.
      if (first !== undefined && !sameQuery(first.query, query)) {
        if (asked.start === 0) underWay = [];
        else beCareful();
      }
      if (underWay.length === 0) ask(query, false);
      const { start, limit } = query;
      if (careful || !cameAsAsked(page, asked) || typeof start !== 'number' || typeof limit !== 'number') {
        allowed = atFirst;
        return;
      }
      askEarly({ ...query, start, limit });
      allowed = Math.min(most, allowed + 1);
    },
  };
}

/** It starts where it was asked to, keeps to the limit that was asked for, and is full, or the last. */
function cameAsAsked<Row>({ start, limit, rows, _links }: Page<Row>, asked: Query): boolean {
  if (naturalOf(start) !== asked.start || naturalOf(limit) !== asked.limit) return false;
  const next = _links?.next;
  return rows.length === asked.limit || rows.length === 0 || next === undefined || next === null || next === '';
}
