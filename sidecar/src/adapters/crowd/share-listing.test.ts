// A list that several read at the same time is asked for once, and never remembered beyond that.
import { describe, expect, it } from 'vitest';
import { shareListing } from './share-listing.ts';

function countingList(pages: readonly string[], failAfter = Number.POSITIVE_INFINITY) {
  const tally = { begun: 0, given: 0, left: 0 };
  const list = async function* () {
    tally.begun += 1;
    try {
      for (const [place, page] of pages.entries()) {
        if (place >= failAfter) throw new Error('broken off');
        tally.given += 1;
        yield page;
      }
    } finally {
      tally.left += 1;
    }
  };
  return { tally, shared: shareListing(list) };
}

async function readAll(pages: AsyncIterable<string>): Promise<string[]> {
  const read: string[] = [];
  for await (const page of pages) read.push(page);
  return read;
}

describe('a shared listing', () => {
  it('is read once by all who read it together, each from its beginning, whoever is faster', async () => {
    const { tally, shared } = countingList(['a', 'b', 'c']);
    const slow = shared()[Symbol.asyncIterator]();
    expect((await slow.next()).value).toBe('a');
    expect(await readAll(shared())).toEqual(['a', 'b', 'c']);
    expect([(await slow.next()).value, (await slow.next()).value, (await slow.next()).done]).toEqual(['b', 'c', true]);
    expect(tally).toEqual({ begun: 1, given: 3, left: 1 });
  });

  it('is read anew by whoever comes after its end', async () => {
    const { tally, shared } = countingList(['a']);
    await readAll(shared());
    expect(await readAll(shared())).toEqual(['a']);
    expect(tally.begun).toBe(2);
  });

  it('fails for all who read it, and is tried anew afterwards', async () => {
    const { tally, shared } = countingList(['a', 'b'], 1);
    const both = await Promise.allSettled([readAll(shared()), readAll(shared())]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(readAll(shared())).rejects.toThrow('broken off');
    expect(tally.begun).toBe(2);
  });

  it('goes on for those who stay, and is forgotten when the last one leaves', async () => {
    const { tally, shared } = countingList(['a', 'b', 'c']);
    const staying = shared()[Symbol.asyncIterator]();
    await staying.next();
    for await (const page of shared()) if (page === 'a') break;
    expect((await staying.next()).value).toBe('b');
    await staying.return?.();
    expect(tally).toMatchObject({ begun: 1, left: 1 });
    expect(await readAll(shared())).toEqual(['a', 'b', 'c']);
    expect(tally.begun).toBe(2);
  });
});
