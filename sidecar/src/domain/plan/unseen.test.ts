// Which pending changes Confluence does not show, and why: the directory and the user's other accounts tell.
import { describe, expect, it } from 'vitest';
import type { Account, AccountsKnown } from '../account.ts';
import type { Username, UserStatus } from '../user.ts';
import { type AccountSight, changesUnseen, judgeUnseen } from './unseen.ts';

const before = { status: 'active', directGroups: [], displayName: 'Ada', email: null } as const;
const disable = { kind: 'disable-account', directory: 'Crowd' } as const;
const enable = { kind: 'enable-account', directory: 'Crowd' } as const;
const create = { kind: 'create-first-account', directory: 'Crowd' } as const;
const sights = ['active', 'disabled', 'unknown', 'absent', 'unanswered', 'unconfigured'] as const;
const untold: AccountsKnown = { kind: 'untold' };

const unseenAt = (change: typeof disable | typeof enable, outcome: 'applied' | 'pending-synchronisation') =>
  (['active', 'disabled', 'unknown'] as const).filter((status) => {
    const entry = { before, steps: [{ change, outcome: { kind: outcome } }] };
    return changesUnseen(entry, { status, directGroups: [] }).length > 0;
  });

const accountIn = (directory: string, status: UserStatus, effective: boolean | null = false): Account => {
  const nothing = { email: null, displayName: null, key: null, createdAt: null };
  return { directory, username: 'ada' as Username, status, effective, ...nothing };
};
const told = (accounts: readonly Account[], complete = true): AccountsKnown => ({ kind: 'told', complete, accounts });
const judge = (seen: AccountSight, accounts: AccountsKnown) => judgeUnseen([{ change: disable, seen }], accounts);

describe('a pending change', () => {
  it('is unseen while Confluence shows the state before, and no other change ever is', () => {
    expect(unseenAt(disable, 'pending-synchronisation')).toEqual(['active']);
    expect(unseenAt(enable, 'pending-synchronisation')).toEqual(['disabled']);
    expect(unseenAt(disable, 'applied')).toEqual([]);
  });

  it('was answered by somebody where the directory shows the opposite', () => {
    const answered = (change: typeof disable | typeof enable | typeof create) =>
      sights.filter((seen) => judgeUnseen([{ change, seen }], untold) === 'other-hand');
    expect(answered(disable)).toEqual(['active', 'absent']);
    expect(answered(enable)).toEqual(['disabled', 'absent']);
    expect(answered(create)).toEqual(['absent']);
  });
});

describe('somebody who was disabled in a directory and whom Confluence shows as active', () => {
  it('was not read yet where no other account can be the reason', () => {
    expect(judge('disabled', told([accountIn('crowd', 'disabled'), accountIn('Internal', 'disabled')]))).toBe(
      'not-read',
    );
    expect(judge('disabled', told([accountIn('Crowd', 'active', true)]))).toBe('not-read');
  });

  it('was changed by somebody where another account is active', () => {
    expect(judge('disabled', told([accountIn('Internal', 'active', true)]))).toBe('other-hand');
    expect(judge('unconfigured', told([accountIn('Internal', 'active', true)], false))).toBe('other-hand');
  });

  it('is one or the other where not every account is known, or the directory cannot be asked any more', () => {
    const others = [told([accountIn('Internal', 'disabled')], false), told([accountIn('Internal', 'unknown')]), untold];
    expect(others.map((accounts) => judge('disabled', accounts))).toEqual(['untold', 'untold', 'untold']);
    expect(judge('disabled', told([accountIn('Maybe', 'active', null)]))).toBe('untold');
    expect(judge('unconfigured', told([]))).toBe('untold');
  });

  it('is not judged while the directory does not answer', () => {
    expect(judge('unanswered', told([accountIn('Internal', 'active', true)]))).toBe('unanswered');
  });
});

it('a user made in a directory and not shown yet is waited for, unless nobody may ask there any more', () => {
  const why = sights.map((seen) => judgeUnseen([{ change: create, seen }], untold));
  expect(why).toEqual(['not-read', 'not-read', 'not-read', 'other-hand', 'unanswered', 'unconfigured']);
});
