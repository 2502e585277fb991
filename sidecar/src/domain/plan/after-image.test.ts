// Before → after: what the planned steps come to, and nothing from steps that are not planned.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPlanInput } from '../../../../test/support/plans.ts';
import type { Change } from '../action.ts';
import type { Username } from '../user.ts';
import { imageAfter } from './after-image.ts';
import type { AccountImage, BeforeImage } from './before-image.ts';
import { holdsAlready, planEntries } from './plan.ts';

const before: BeforeImage = {
  status: 'active',
  email: 'ada@example.com',
  displayName: 'Ada',
  directGroups: ['Confluence-Users', 'staff'],
};

function planned(...changes: Change[]) {
  return changes.map((change) => ({ change, disposition: { kind: 'planned' } as const }));
}

describe('a user after the plan', () => {
  it('is as before where nothing is planned: what is refused or there already changes nothing', () => {
    fc.assert(
      fc.property(anyPlanInput, (input) => {
        for (const entry of planEntries(input)) {
          const steps = entry.steps.filter(({ disposition }) => disposition.kind !== 'planned');
          const { status, directGroups } = entry.before;
          const same = { addedGroups: [], removedGroups: [], password: 'kept' };
          expect(imageAfter(entry.before, steps)).toMatchObject({ status, directGroups, ...same });
        }
      }),
    );
  });

  it('is in the state that the last word of the plan wishes for, unless it is deleted', () => {
    fc.assert(
      fc.property(anyPlanInput, (input) => {
        for (const { before: image, steps } of planEntries(input)) {
          const last = steps.filter(({ disposition }) => disposition.kind === 'planned').at(-1)?.change;
          if (last === undefined || last.kind === 'delete') continue;
          const { status, directGroups } = imageAfter(image, steps);
          if (status === 'deleted' || last.kind === 'take-licence') continue;
          if (last.kind === 'set-random-password' || last.kind === 'create-user') continue;
          if ('directory' in last || last.kind === 'warn') continue;
          expect(holdsAlready(last, { status, directGroups })).toBe(true);
        }
      }),
    );
  });

  it('tells groups that come and go, whatever their spelling', () => {
    const steps = planned(
      { kind: 'remove-from-group', group: 'confluence-users' },
      { kind: 'add-to-group', group: 'parked' },
    );
    expect(imageAfter(before, steps)).toMatchObject({
      directGroups: ['staff', 'parked'],
      addedGroups: ['parked'],
      removedGroups: ['Confluence-Users'],
    });
  });

  it('has no groups once deleted', () => {
    expect(imageAfter(before, planned({ kind: 'disable' }, { kind: 'delete' }))).toMatchObject({
      status: 'deleted',
      directGroups: [],
      removedGroups: ['Confluence-Users', 'staff'],
    });
  });

  it('has its account in the other directory after a move, the step held ready for a failure left out', () => {
    const account: AccountImage = {
      directory: 'Old',
      key: null,
      username: 'ada' as Username,
      firstName: '',
      lastName: '',
      displayName: 'Ada',
      email: '',
      status: 'active',
      attributes: {},
      groups: [],
    };
    const steps = planned(
      { kind: 'create-account', directory: 'New', from: 'Old' },
      { kind: 'delete-account', directory: 'Old', keptIn: 'New' },
      { kind: 'mail-password-reset', directory: 'New' },
      { kind: 'withdraw-account', directory: 'New', keptIn: 'Old' },
    );
    expect(imageAfter({ ...before, accountImages: [account] }, steps)).toMatchObject({
      status: 'active',
      password: 'chosen-by-mail',
      accounts: [
        { directory: 'Old', before: 'active', after: 'absent' },
        { directory: 'New', before: 'absent', after: 'active' },
      ],
    });
  });
});
