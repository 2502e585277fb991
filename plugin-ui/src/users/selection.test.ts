// A selection means exactly whom the boxes show, by hand or as everybody but some.
import { describe, expect, it } from 'vitest';
import { chipsOf, countSelected, isSelected, nobody, toggle } from './selection.ts';

const filter = { chips: [{ kind: 'idle', days: 90 } as const], search: 'an' };

describe('a selection', () => {
  it('by hand means those with a box that is ticked', () => {
    const two = toggle(toggle(toggle(nobody, 'a'), 'b'), 'c');
    const selection = toggle(two, 'b');
    expect([isSelected(selection, 'a'), isSelected(selection, 'b'), countSelected(selection, 99)]).toEqual([
      true,
      false,
      2,
    ]);
    expect(chipsOf(selection, filter)).toEqual([{ kind: 'people', userKeys: ['a', 'c'] }]);
  });

  it('by hand of unsynced users asks for them, or nobody would be meant', () => {
    const unsynced = { kind: 'unsynced', gone: true } as const;
    expect(chipsOf(toggle(nobody, 'a'), { ...filter, chips: [...filter.chips, unsynced] })).toEqual([
      { kind: 'people', userKeys: ['a'] },
      unsynced,
    ]);
  });

  it('of everybody means the search and the conditions, without those taken out', () => {
    const selection = toggle({ kind: 'all', except: new Set() }, 'b');
    expect([isSelected(selection, 'a'), isSelected(selection, 'b'), countSelected(selection, 99)]).toEqual([
      true,
      false,
      98,
    ]);
    expect(chipsOf(selection, filter)).toEqual([
      { kind: 'idle', days: 90 },
      { kind: 'text', name: 'an' },
      { kind: 'people', userKeys: ['b'], not: true },
    ]);
  });
});
