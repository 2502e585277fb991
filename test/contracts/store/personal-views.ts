// What the store promises of what people keep for their own page, on either engine.
import { expect, it } from 'vitest';
import { type Given, later, noon } from './given.ts';

export function describePersonalViews(given: () => Given): void {
  it('keeps filters by name for one person alone, writes them anew and removes them', async () => {
    const { personalViews } = given().store;
    const idle = { name: 'Idle', query: 'q=1', savedAt: noon };
    const save = (userKey: string, filter: typeof idle) => personalViews.saveFilter({ userKey, most: 2, ...filter });
    expect(await save('key-ada', idle)).toBe(true);
    expect(await save('key-ada', { ...idle, name: 'Älter' })).toBe(true);
    expect(await save('key-ada', { ...idle, name: 'One more' })).toBe(false);
    expect(await save('key-ada', { ...idle, query: 'q=2', savedAt: later(1) })).toBe(true);
    expect(await save('key-bob', idle)).toBe(true);
    expect(await personalViews.filters('key-ada')).toEqual([
      { name: 'Idle', query: 'q=2', savedAt: later(1) },
      { ...idle, name: 'Älter' },
    ]);
    expect(await personalViews.removeFilter('key-ada', 'Idle')).toBe(true);
    expect(await personalViews.removeFilter('key-ada', 'Idle')).toBe(false);
    expect(await personalViews.filters('key-bob')).toEqual([idle]);
  });

  it('keeps which columns somebody chose, the last time alone', async () => {
    const { personalViews } = given().store;
    expect(await personalViews.columns('key-ada')).toBeNull();
    await personalViews.saveColumns({ userKey: 'key-ada', columns: ['user', 'seat'], at: noon });
    await personalViews.saveColumns({ userKey: 'key-ada', columns: ['user'], at: later(1) });
    expect(await personalViews.columns('key-ada')).toEqual(['user']);
    expect(await personalViews.columns('key-bob')).toBeNull();
  });
}
