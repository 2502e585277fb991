// Lists of every kind of Crowd, decent and broken: read whole, or ended with a code.
import { describe, expect, it } from 'vitest';
import type { FakeAnswer } from '../scripted-host.ts';
import { readPages } from './paging.ts';
import { isWireUser } from './schema.ts';
import { scriptCrowd } from './scripted-crowd.ts';

type Query = Readonly<Record<string, string | number>>;

async function readAll(answer: (query: Query) => FakeAnswer, mostPages?: number) {
  const { crowd, sent } = scriptCrowd({ 'GET /search': answer });
  const spec = { method: 'GET', path: '/search', query: { 'entity-type': 'user' } } as const;
  const names: string[] = [];
  const options = mostPages === undefined ? {} : { mostPages };
  for await (const page of readPages({ crowd, spec, entity: 'user', isRow: isWireUser, ...options })) {
    names.push(...page.map((user) => user.name));
  }
  return { names, requests: sent.length };
}

const people = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `user-${index}` }));

function serve(rows: readonly unknown[], { cap = 1000, key = 'users' } = {}) {
  return (query: Query): FakeAnswer => {
    const start = Number(query['start-index']);
    return { json: { expand: 'user', [key]: rows.slice(start, start + Math.min(cap, Number(query['max-results']))) } };
  };
}

describe('a list of Crowd', () => {
  it.each([0, 1, 999, 1000, 1001, 20_001])('of %i rows is read whole', async (count) => {
    const { names } = await readAll(serve(people(count)));
    expect(new Set(names).size).toBe(count);
  });

  it('is read whole when the server gives less than it was asked for', async () => {
    const { names, requests } = await readAll(serve(people(25), { cap: 10 }));
    expect(names).toHaveLength(25);
    expect(requests).toBe(4);
  });

  it('may come in the singular, or as its one row', async () => {
    expect((await readAll(serve(people(2), { key: 'user' }))).names).toEqual(['user-0', 'user-1']);
    const single = ({ 'start-index': start }: Query) => ({ json: { user: start === 0 ? { name: 'ann' } : [] } });
    expect((await readAll(single)).names).toEqual(['ann']);
  });

  it.each([
    ['always gives the same page', () => ({ json: { users: people(3) } }), undefined],
    [
      'always has one more',
      ({ 'start-index': start }: Query) => ({ json: { users: [{ name: `user-${start}` }] } }),
      50,
    ],
  ])('is given up when the server %s', async (_what, answer, mostPages) => {
    await expect(readAll(answer, mostPages)).rejects.toMatchObject({ code: 'crowd_endless_paging' });
  });

  it.each([
    ['under an unknown key', { people: [] }],
    ['with no list', { expand: 'user' }],
    ['with a nameless row', { users: [{ name: 'ann' }, { link: {} }] }],
    ['as a bare list', []],
  ])('is refused %s: it must not be taken for an empty one', async (_what, json) => {
    await expect(readAll(() => ({ json }))).rejects.toMatchObject({ code: 'crowd_unexpected_shape' });
  });

  it('fails with a code of its own behind a page', async () => {
    const page = { text: '<html>', headers: { 'content-type': 'text/html' } };
    await expect(readAll(() => page)).rejects.toMatchObject({ code: 'crowd_not_data', status: 200 });
  });
});
