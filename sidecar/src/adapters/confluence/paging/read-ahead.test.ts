// Lists read several pages at a time: the same rows as by the chain of next, whatever the host does on the way.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HostFailure } from '../../ports.ts';
import { createFakeClient, type FakeAnswer } from '../../scripted-host.ts';
import { readPages } from '../paging.ts';
import { isGroup } from '../schema.ts';

const spec = { method: 'GET', path: '/rest/api/group' } as const;

type Host = (asked: { start: number; limit: number }) => FakeAnswer;

async function readAll(host: Host, pagesAtOnce: number, expected?: number) {
  const http = createFakeClient(({ query = {} }) => host({ start: Number(query.start), limit: Number(query.limit) }));
  const rows: string[] = [];
  let code: string | null = null;
  try {
    for await (const page of readPages({
      http,
      spec,
      isRow: isGroup,
      keyOf: (row) => row.name,
      pagesAtOnce,
      expected,
    })) {
      rows.push(...page.map((row) => row.name));
    }
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    code = error.code;
  }
  return { rows, code, starts: http.sent.map((one) => Number(one.query?.start)) };
}

interface Cut {
  readonly total: number;
  readonly cap?: number;
  /** `full-page`: a full page names a next one even if that is empty, as `user/list` does. */
  readonly nextRule?: 'exact' | 'full-page';
}

/** A decent host that cuts its list by offset. */
function cutPage({ start, limit: asked }: { start: number; limit: number }, { total, cap = 200, nextRule }: Cut) {
  const limit = Math.min(asked, cap);
  const size = Math.max(0, Math.min(limit, total - start));
  const names = Array.from({ length: size }, (_one, index) => `g${start + index}`);
  const more = nextRule === 'full-page' ? size === limit : start + limit < total;
  return { names, start, limit, next: more ? `/rest/api/group?limit=${limit}&start=${start + limit}` : undefined };
}

function answer({ names, start, limit, next }: ReturnType<typeof cutPage>): FakeAnswer {
  return {
    json: { results: names.map((name) => ({ name })), start, limit, _links: next === undefined ? {} : { next } },
  };
}

const decent =
  (cut: Cut): Host =>
  (asked) =>
    answer(cutPage(asked, cut));

describe('reading several pages of a list at a time', () => {
  it('has as many pages under way as it may once the list has shown that it is cut by offset', async () => {
    const http = createFakeClient(({ query = {} }) =>
      answer(cutPage({ start: Number(query.start), limit: Number(query.limit) }, { total: 5_000 })),
    );
    const pages = readPages({ http, spec, isRow: isGroup, keyOf: (row) => row.name, pagesAtOnce: 4 });
    const underWay: number[] = [];
    for (let read = 1; read <= 7; read += 1) {
      await pages.next();
      underWay.push(http.sent.length - read);
    }
    await pages.return(undefined);
    expect(underWay).toEqual([1, 2, 3, 4, 4, 4, 4]);
  });

  it.each([1, 2])('asks for no page too many where the list has %i', async (pages) => {
    const { starts, rows } = await readAll(decent({ total: pages * 200 }), 4);
    expect(rows).toHaveLength(pages * 200);
    expect(starts).toHaveLength(pages);
  });

  it('asks for three pages beyond the end at most', async () => {
    const { starts, rows } = await readAll(decent({ total: 4_000, nextRule: 'full-page' }), 4);
    expect(rows).toHaveLength(4_000);
    expect(Math.max(...starts)).toBeLessThanOrEqual(4_000 + 3 * 200);
  });

  it('asks for all pages it may together with the first, and for none beyond the end, where the length is known', async () => {
    const http = createFakeClient(({ query = {} }) =>
      answer(
        cutPage({ start: Number(query.start), limit: Number(query.limit) }, { total: 2_000, nextRule: 'full-page' }),
      ),
    );
    const known = { pagesAtOnce: 4, expected: 2_000 };
    const pages = readPages({ http, spec, isRow: isGroup, keyOf: (row) => row.name, ...known });
    const first = pages.next();
    expect(http.sent.map((one) => Number(one.query?.start))).toEqual([0, 200, 400, 600]);
    await first;
    expect(http.sent.map((one) => Number(one.query?.start))).toEqual([0, 200, 400, 600, 800]);
    for await (const _page of pages);
    // The host names one more page after a full one.
    expect(Math.max(...http.sent.map((one) => Number(one.query?.start)))).toBe(2_000);
  });

  it.each([0, 150, 900, 5_000])('reads everything of 2,000 rows where it was told to expect %i', async (expected) => {
    const { rows } = await readAll(decent({ total: 2_000 }), 4, expected);
    expect(rows).toHaveLength(2_000);
  });

  it('goes on several pages at a time where the first page names what nobody could guess', async () => {
    const host: Host = (asked) => {
      const page = cutPage(asked, { total: 2_000 });
      return answer({ ...page, next: page.next === undefined ? undefined : `${page.next}&since=5` });
    };
    const { rows, starts } = await readAll(host, 4, 2_000);
    expect(rows).toHaveLength(2_000);
    // The three that were guessed are asked for once more, and nothing else is.
    expect(starts.toSorted((one, other) => one - other)).toEqual([
      0, 200, 200, 400, 400, 600, 600, 800, 1_000, 1_200, 1_400, 1_600, 1_800,
    ]);
    expect(starts.slice(0, 8)).toEqual([0, 200, 400, 600, 200, 400, 600, 800]);
  });

  it('goes on with the limit the first page told', async () => {
    const { starts, rows } = await readAll(decent({ total: 1_000, cap: 100 }), 4);
    expect(rows).toHaveLength(1_000);
    expect(new Set(starts)).toEqual(new Set(starts.map((_start, place) => place * 100)));
  });

  it('does not mind that a page beyond the end fails', async () => {
    const host: Host = (asked) =>
      asked.start >= 900 ? { status: 500, json: {} } : answer(cutPage(asked, { total: 900 }));
    const { rows, code, starts } = await readAll(host, 4);
    expect({ rows: rows.length, code }).toEqual({ rows: 900, code: null });
    expect(starts.some((start) => start >= 900)).toBe(true);
  });

  it('says what a page in the middle failed with', async () => {
    const host: Host = (asked) =>
      asked.start === 1_000 ? { status: 500, json: {} } : answer(cutPage(asked, { total: 2_000 }));
    const { rows, code } = await readAll(host, 4);
    expect({ rows: rows.length, code }).toEqual({ rows: 1_000, code: 'host_error' });
  });

  const total = 3_000;
  it.each<[string, Host]>([
    [
      'lowers its limit in the middle',
      (asked) => answer(cutPage(asked, { total, cap: asked.start >= 800 ? 70 : 200 })),
    ],
    [
      'raises its limit in the middle',
      (asked) => answer(cutPage(asked, { total, cap: asked.start >= 800 ? 200 : 90 })),
    ],
    [
      'serves another start than it was asked for',
      (asked) => answer({ ...cutPage(asked, { total }), ...(asked.start === 1_200 ? { start: 1_210 } : {}) }),
    ],
    [
      'gives fewer rows than a page holds and still names a next one',
      (asked) => {
        const page = cutPage(asked, { total });
        return answer(asked.start === 1_000 ? { ...page, names: page.names.slice(0, 150) } : page);
      },
    ],
    [
      'repeats rows of the page before',
      (asked) => {
        const page = cutPage(asked, { total });
        const stutters = asked.start > 0 && page.names.length > 0;
        return answer(stutters ? { ...page, names: [`g${asked.start - 1}`, ...page.names.slice(0, -1)] } : page);
      },
    ],
    [
      'names a next page nearer than the limit',
      (asked) => {
        const next = `/rest/api/group?limit=200&start=${asked.start + 120}`;
        return answer({ ...cutPage(asked, { total }), ...(asked.start === 600 ? { next } : {}) });
      },
    ],
    [
      'goes over to a cursor',
      (asked) => answer({ ...cutPage(asked, { total }), ...(asked.start === 600 ? { next: '?cursor=abc' } : {}) }),
    ],
    ['never ends', (asked) => answer({ ...cutPage(asked, { total }), next: `?start=${asked.start}&limit=200` })],
    [
      'ends with an empty page in the middle',
      (asked) => answer({ ...cutPage(asked, { total }), ...(asked.start === 1_400 ? { names: [] } : {}) }),
    ],
  ])('reads the same rows as by the chain of next where the host %s', async (_title, host) => {
    const byChain = await readAll(host, 1);
    const atOnce = await readAll(host, 4);
    expect({ rows: atOnce.rows, code: atOnce.code }).toEqual({ rows: byChain.rows, code: byChain.code });
    // What was asked for in vain is asked for once: after that, only what was named.
    expect(atOnce.starts.length).toBeLessThanOrEqual(byChain.starts.length + 4);
  });

  it.each<[string, (page: ReturnType<typeof cutPage>) => Partial<ReturnType<typeof cutPage>>]>([
    ['too short', ({ names }) => ({ names: names.slice(0, 10) })],
    ['with rows that were served before', ({ names }) => ({ names: ['g599', ...names.slice(1)] })],
    ['from another start', () => ({ start: 400 })],
    ['with another limit', () => ({ limit: 150 })],
  ])('asks again for a page that came early and %s, and believes what it is told then', async (_title, spoil) => {
    let asked600 = 0;
    const { rows, starts } = await readAll((asked) => {
      const page = cutPage(asked, { total: 1_000 });
      if (asked.start === 600) asked600 += 1;
      return answer(asked.start === 600 && asked600 === 1 ? { ...page, ...spoil(page) } : page);
    }, 4);
    expect(new Set(rows).size).toBe(1_000);
    expect(rows).toHaveLength(1_000);
    expect(starts.filter((start) => start === 600)).toHaveLength(2);
  });

  it('reads of any host that answers by start and limit what the chain of next reads', async () => {
    const quirk = fc.record({
      from: fc.integer({ min: 0, max: 60 }),
      to: fc.integer({ min: 0, max: 60 }),
      cap: fc.integer({ min: 1, max: 12 }),
      lose: fc.integer({ min: 0, max: 3 }),
      repeat: fc.boolean(),
      startsBy: fc.constantFrom(0, 0, 0, 1, -1),
      nextBy: fc.constantFrom(0, 0, 0, -3, 3, -50),
      fails: fc.constantFrom(false, false, false, false, true),
    });
    const site = fc.record({
      total: fc.integer({ min: 0, max: 60 }),
      cap: fc.integer({ min: 1, max: 12 }),
      nextRule: fc.constantFrom('exact', 'full-page'),
      quirks: fc.array(quirk, { maxLength: 3 }),
    });
    const expectedRows = fc.option(fc.integer({ min: 0, max: 90 }), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(site, fc.integer({ min: 2, max: 6 }), expectedRows, async (quirky, pagesAtOnce, expected) => {
        const { quirks, ...cut } = quirky;
        const host: Host = (asked) => {
          const found = quirks.find(({ from, to }) => asked.start >= from && asked.start < to);
          if (found === undefined) return answer(cutPage(asked, cut));
          if (found.fails) return { status: 500, json: {} };
          const page = cutPage(asked, { ...cut, cap: found.cap });
          const names = page.names.slice(0, page.names.length - found.lose);
          const next =
            page.next && `?limit=${page.limit}&start=${Math.max(0, asked.start + page.limit + found.nextBy)}`;
          const before = found.repeat && asked.start > 0 ? [`g${asked.start - 1}`] : [];
          return answer({ ...page, names: [...before, ...names], start: page.start + found.startsBy, next });
        };
        const byChain = await readAll(host, 1);
        const atOnce = await readAll(host, pagesAtOnce, expected);
        expect({ rows: atOnce.rows, code: atOnce.code }).toEqual({ rows: byChain.rows, code: byChain.code });
        expect(atOnce.starts.length).toBeLessThanOrEqual(byChain.starts.length + pagesAtOnce);
      }),
      { numRuns: 500 },
    );
  });
});
