// Lists of every kind of host, decent and broken: read whole, or ended with a code.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HostFailure } from '../ports.ts';
import { createFakeClient, type FakeAnswer } from '../scripted-host.ts';
import { readPages } from './paging.ts';
import { isGroup } from './schema.ts';

const spec = { method: 'GET', path: '/rest/api/group' } as const;

type Query = Readonly<Record<string, string | number>>;

async function readAll(answer: (query: Query, n: number) => FakeAnswer, mostPages?: number) {
  let n = 0;
  const http = createFakeClient(({ query = {} }) => answer(query, ++n));
  const rows: string[] = [];
  let code: string | null = null;
  const limits = mostPages === undefined ? {} : { mostPages };
  try {
    for await (const page of readPages({ http, spec, isRow: isGroup, keyOf: (row) => row.name, ...limits })) {
      rows.push(...page.map((row) => row.name));
    }
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    code = error.code;
  }
  return { rows, code, queries: http.sent.map((one) => one.query ?? {}) };
}

function page(names: readonly string[], fields: object, next?: string): FakeAnswer {
  return { json: { results: names.map((name) => ({ name })), ...fields, _links: next === undefined ? {} : { next } } };
}

const all = Array.from({ length: 1001 }, (_one, index) => `g${index}`);

/** A decent host with a cap of its own that may change on the way. */
function serve(query: Query, cap: number): FakeAnswer {
  const start = Number(query.start);
  const limit = Math.min(Number(query.limit), cap);
  const names = all.slice(start, start + limit);
  const more = start + limit < all.length;
  const next = more ? `/rest/api/group?limit=${limit}&start=${start + limit}` : undefined;
  return page(names, { start, limit, size: names.length }, next);
}

describe('reading a list page by page', () => {
  it('reads all of it, also when the host gives less than was asked for', async () => {
    const { rows, queries } = await readAll((query) => serve(query, 150));
    expect(rows).toEqual(all);
    expect(queries[0]).toEqual({ start: 0, limit: 200 });
    expect(queries[1]).toEqual({ start: 150, limit: 150 });
  });

  it('leaves no row out when pages shrink on the way', async () => {
    const { rows } = await readAll((query, n) => serve(query, Math.max(7, 200 - n * 40)));
    expect(rows).toEqual(all);
  });

  it('goes on from what was served when next points further', async () => {
    const { rows } = await readAll((query) => {
      const served = serve({ ...query, limit: 50 }, 50);
      const start = Number(query.start);
      return start + 50 < all.length
        ? { json: { ...(served.json as object), _links: { next: `/rest/api/group?limit=200&start=${start + 200}` } } }
        : served;
    });
    expect(rows).toEqual(all);
  });

  it('takes only the query of next: no address, no path, no context path', async () => {
    const { queries, rows } = await readAll((_query, n) =>
      n === 1
        ? page(['a'], { start: 0, limit: 1 }, 'http://evil.example/confluence/rest/other?start=1&limit=1&expand=status')
        : page(['b'], { start: 1, limit: 1 }),
    );
    expect(rows).toEqual(['a', 'b']);
    expect(queries[1]).toEqual({ start: 1, limit: 1, expand: 'status' });
  });

  it('ends at an empty page that still names a next one', async () => {
    const { rows, code } = await readAll((_query, n) => page(n === 1 ? ['a'] : [], { start: n - 1 }, `?start=${n}`));
    expect({ rows, code }).toEqual({ rows: ['a'], code: null });
  });

  it.each([
    ['repeats itself', () => page(['a', 'b'], { start: 0, limit: 2 }, '?start=0&limit=2')],
    ['goes backwards', (query: Query) => page([`x${query.start}`], { start: query.start }, '?start=1&limit=1')],
    ['is a cursor that stays', () => page(['a'], {}, '?cursor=same')],
    [
      'advances while the host serves the same page again',
      (query: Query) => {
        return page(['a', 'b'], { start: 0, limit: 2 }, `?start=${Number(query.start) + 2}&limit=2`);
      },
    ],
    [
      'advances for ever with the same rows',
      (query: Query) => {
        return page(['a', 'b'], { start: query.start, limit: 2 }, `?start=${Number(query.start) + 2}&limit=2`);
      },
    ],
  ] as const)('says host_endless_paging when next %s', async (_title, answer) => {
    const { code, queries } = await readAll(answer);
    expect(code).toBe('host_endless_paging');
    expect(queries.length).toBeLessThan(20);
  });

  it('says host_endless_paging when new rows never end', async () => {
    const endless = (query: Query) => {
      const start = Number(query.start);
      return page([`g${start}`], { start, limit: 1 }, `?start=${start + 1}&limit=1`);
    };
    const { code, rows } = await readAll(endless, 50);
    expect(code).toBe('host_endless_paging');
    expect(rows).toHaveLength(50);
  });

  it('never asks for pages of no rows', async () => {
    const { queries } = await readAll((_query, n) =>
      n === 1 ? page(['a'], { start: 0, limit: 1 }, '?start=1&limit=0') : page([], {}),
    );
    expect(queries[1]).toMatchObject({ limit: 1 });
  });

  it('says host_unexpected_shape for rows of another kind and keeps what came before', async () => {
    const { rows, code } = await readAll((_query, n) =>
      n === 1 ? page(['a'], { start: 0, limit: 1 }, '?start=1&limit=1') : { json: { results: [{ title: 'x' }] } },
    );
    expect({ rows, code }).toEqual({ rows: ['a'], code: 'host_unexpected_shape' });
  });

  it('asks for the next page before its reader is done with this one, and for no more than that', async () => {
    const http = createFakeClient(({ query = {} }) => serve(query, 200));
    const pages = readPages({ http, spec, isRow: isGroup, keyOf: (row) => row.name });
    await pages.next();
    expect(http.sent).toHaveLength(2);
    await pages.return(undefined);
    expect(http.sent).toHaveLength(2);
  });

  it('ends whatever the host does, and yields no row more often than it was served', async () => {
    const anyStart = fc.oneof(
      fc.integer({ min: -5, max: 40 }),
      fc.constant('7'),
      fc.constant(undefined),
      fc.constant('x'),
    );
    const anyNext = fc.oneof(
      fc.constant(undefined),
      fc.constant(''),
      fc.integer({ min: -2, max: 60 }).map((start) => `/rest/api/group?start=${start}&limit=3`),
      fc.string().map((cursor) => `?cursor=${encodeURIComponent(cursor)}`),
      fc.constant('http://['),
      fc.constant('?start=1e9'),
    );
    const anyPage = fc.record({
      names: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 6 }),
      start: anyStart,
      limit: anyStart,
      next: anyNext,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyPage, { minLength: 1, maxLength: 12 }), async (script) => {
        const served = new Map<string, number>();
        let asked = 0;
        const { rows } = await readAll((_query, n) => {
          asked = n;
          const { names, start, limit, next } = script[(n - 1) % script.length] ?? { names: [], start: 0, limit: 0 };
          for (const name of names) served.set(name, (served.get(name) ?? 0) + 1);
          return page(names, { start, limit }, next);
        });
        expect(asked).toBeLessThan(100);
        for (const name of new Set(rows)) {
          expect(rows.filter((row) => row === name).length).toBeLessThanOrEqual(served.get(name) ?? 0);
        }
      }),
      { numRuns: 300 },
    );
  });
});
