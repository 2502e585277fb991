// Which pending changes Confluence does not show, and when the directory says that somebody else was there.
import { describe, expect, it } from 'vitest';
import { type AccountSight, changesUnseen, isContraryTo } from './unseen.ts';

const before = { status: 'active', directGroups: [], displayName: 'Ada', email: null } as const;
const disable = { kind: 'disable-account', directory: 'Crowd' } as const;
const enable = { kind: 'enable-account', directory: 'Crowd' } as const;
const unseenAt = (change: typeof disable | typeof enable, outcome: 'applied' | 'pending-synchronisation') =>
  (['active', 'disabled', 'unknown'] as const).filter((status) => {
    const entry = { before, steps: [{ change, outcome: { kind: outcome } }] };
    return changesUnseen(entry, { status, directGroups: [] }).length > 0;
  });

describe('a pending change', () => {
  it('is unseen while Confluence shows the state before, and no other change ever is', () => {
    expect(unseenAt(disable, 'pending-synchronisation')).toEqual(['active']);
    expect(unseenAt(enable, 'pending-synchronisation')).toEqual(['disabled']);
    expect(unseenAt(disable, 'applied')).toEqual([]);
  });

  it('was answered by somebody only where the directory shows the opposite', () => {
    const sights = ['active', 'disabled', 'unknown', 'absent', 'unread'] as const satisfies readonly AccountSight[];
    expect(sights.filter((seen) => isContraryTo(disable, seen))).toEqual(['active', 'absent']);
    expect(sights.filter((seen) => isContraryTo(enable, seen))).toEqual(['disabled', 'absent']);
  });
});
