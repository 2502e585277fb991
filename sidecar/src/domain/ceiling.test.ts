// What the ceiling demands, rank by rank, before it is known of whom.
import { describe, expect, it } from 'vitest';
import type { Change } from './action.ts';
import { highest, rankForChange, rankForPolicy, rankToTakeBack, reaches } from './ceiling.ts';

const systemGroups = new Set(['confluence-administrators']);
const above = { kind: 'add-to-group', group: 'Confluence-Administrators' } as const;

describe('the rank a change needs', () => {
  it('is that of a system administrator for their groups, however the name is written', () => {
    expect(rankForChange(above, systemGroups)).toBe('system-administrator');
    expect(rankForChange({ kind: 'add-to-group', group: 'keep' }, systemGroups)).toBe('administrator');
  });

  it('is none for taking back what cannot be taken back, and the same as before for all else', () => {
    const lost: Change[] = [{ kind: 'delete' }, { kind: 'set-random-password' }];
    expect(lost.map((change) => rankToTakeBack(change, systemGroups))).toEqual(['none', 'none']);
    expect(rankToTakeBack(above, systemGroups)).toBe('system-administrator');
    expect(rankToTakeBack({ kind: 'disable' }, systemGroups)).toBe('administrator');
  });
});

describe('the rank a policy needs', () => {
  it('is the highest of all its stages, and none where it only warns', () => {
    const warning = { name: 'warn', afterDays: 0, warn: {} };
    const deletion = { name: 'delete', afterDays: 30, actions: ['delete'] as const };
    expect(rankForPolicy({ actions: [], stages: [warning] }, systemGroups)).toBe('none');
    expect(rankForPolicy({ actions: [], stages: [warning, deletion] }, systemGroups)).toBe('system-administrator');
  });

  it('is that of a system administrator between two directories', () => {
    const order = { from: 'A', to: 'B', missingGroups: 'refuse', mailPasswordReset: false } as const;
    expect(rankForPolicy({ actions: [{ moveToDirectory: order }] }, systemGroups)).toBe('system-administrator');
  });
});

describe('ranks', () => {
  it('include the lower ones', () => {
    expect(reaches('system-administrator', 'administrator')).toBe(true);
    expect(reaches('administrator', 'system-administrator')).toBe(false);
    expect(highest(['none', 'administrator', 'none'])).toBe('administrator');
    expect(highest([])).toBe('none');
  });
});
