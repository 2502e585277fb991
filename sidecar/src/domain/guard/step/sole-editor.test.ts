// Who turned out to be the only one to edit a page is left alone with the page named, and so is who cannot be told about.
import { describe, expect, it } from 'vitest';
import { makePerson } from '../../../../../test/support/people.ts';
import { protect } from '../../../../../test/support/protection.ts';
import type { Change } from '../../action.ts';
import type { UserKey } from '../../user.ts';
import { refuseStep } from '../step-guards.ts';

const found = (answer: readonly string[] | 'unknown') =>
  protect({ soleEditors: new Map([['key-mara' as UserKey, answer]]) });
const disable: Change = { kind: 'disable' };
const mara = makePerson({ username: 'mara' });

describe('right before a step', () => {
  it('the only editor of a page is left alone, and the refusal names the page', () => {
    expect(refuseStep(mara, disable, found(['42']))).toEqual({ guard: 'sole-editor', details: { pages: ['42'] } });
  });

  it('whoever cannot be told about is left alone too, and nothing is named', () => {
    expect(refuseStep(mara, disable, found('unknown'))).toEqual({ guard: 'sole-editor-unknown' });
  });

  it('nobody is refused what takes nothing from them', () => {
    const change: Change = { kind: 'add-to-group', group: 'some' };
    expect(refuseStep(mara, change, found(['42']))).toBeNull();
    expect(refuseStep(mara, change, found('unknown'))).toBeNull();
  });

  it('everybody else passes, and ten pages are named at most', () => {
    expect(refuseStep(makePerson({ username: 'ada' }), disable, found(['42']))).toBeNull();
    const many = Array.from({ length: 12 }, (_, at) => `${at}`);
    expect(refuseStep(mara, disable, found(many))).toMatchObject({ details: { pages: many.slice(0, 10) } });
  });
});
