// Moves and copies as steps: whatever the two directories hold, nobody can end without an account.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountChange, TransferOrder } from '../action.ts';
import type { AccountKey, Username } from '../user.ts';
import type { AccountImage } from './before-image.ts';
import { attributesToCopy, planTransfer, type TransferFacts } from './transfer.ts';

const order: TransferOrder = { from: 'Old', to: 'New', missingGroups: 'refuse', mailPasswordReset: false };

function makeImage(parts: Partial<AccountImage> = {}): AccountImage {
  return {
    directory: 'Old',
    key: '1:a' as AccountKey,
    username: 'mara' as Username,
    firstName: 'Mara',
    lastName: 'Lindqvist',
    displayName: 'Mara Lindqvist',
    email: 'mara@example.com',
    status: 'active',
    attributes: {},
    groups: ['staff'],
    ...parts,
  };
}

type ReadFacts = Extract<TransferFacts, { kind: 'read' }>;

function makeFacts(parts: Partial<ReadFacts> = {}): ReadFacts {
  const writable = { source: true, target: true };
  return { kind: 'read', source: makeImage(), target: null, missingGroups: [], writable, first: 'source', ...parts };
}

const kindsOf = (facts: TransferFacts, more: Partial<TransferOrder> = {}, keepsSource = false) =>
  planTransfer({ ...order, ...more }, keepsSource, facts).intents.map(({ change }) => change.kind);
const reasonOf = (facts: TransferFacts, more: Partial<TransferOrder> = {}) =>
  planTransfer({ ...order, ...more }, false, facts).intents.map(({ known }) => known);

describe('a transfer', () => {
  it('creates, joins, and deletes last but for what only helps; the withdrawal is held ready', () => {
    expect(kindsOf(makeFacts({ source: makeImage({ attributes: { costCentre: ['1'] } }) }))).toEqual([
      'create-account',
      'copy-attributes',
      'add-account-to-group',
      'delete-account',
      'withdraw-account',
    ]);
  });

  it('as a copy deletes nothing', () => {
    expect(kindsOf(makeFacts(), {}, true)).toEqual(['create-account', 'add-account-to-group', 'withdraw-account']);
  });

  it('goes on with an account of the same person and never withdraws one it did not make', () => {
    const target = makeImage({ directory: 'New', groups: [] });
    expect(kindsOf(makeFacts({ target }))).not.toContain('withdraw-account');
    expect(reasonOf(makeFacts({ target }))[0]).toEqual({ kind: 'already' });
  });

  it.each([
    ['somebody else has the name', { target: makeImage({ email: 'other@example.com' }) }, 'name-taken'],
    ['another display name stands there', { target: makeImage({ displayName: 'M. L.' }) }, 'name-taken'],
    ['the target has it disabled', { target: makeImage({ status: 'disabled' }) }, 'target-differs'],
    ['the target is read only', { writable: { source: true, target: false } }, 'target-read-only'],
    ['the source is read only', { writable: { source: false, target: true } }, 'source-read-only'],
    ['nobody tells the status', { source: makeImage({ status: 'unknown' }) }, 'status-not-told'],
    ['the target lacks a group', { missingGroups: ['staff'] }, 'groups-missing-in-target'],
    ['nobody is there', { source: null }, 'account-not-in-source'],
  ] as const)('is one step that cannot be made where %s', (_title, parts, reason) => {
    expect(reasonOf(makeFacts(parts as Partial<ReadFacts>))).toEqual([{ kind: 'unsupported', reason }]);
  });

  it('is so already where only the target has the account', () => {
    expect(reasonOf(makeFacts({ source: null, target: makeImage() }))).toEqual([{ kind: 'already' }]);
  });

  it('makes missing groups first where it may', () => {
    expect(kindsOf(makeFacts({ missingGroups: ['staff'] }), { missingGroups: 'create' })[0]).toBe('create-group');
  });

  it('says who speaks for the user in between', () => {
    const notesOf = (first: ReadFacts['first']) => planTransfer(order, false, makeFacts({ first })).notes[0];
    expect(notesOf('target')).toBe('target-wins-at-once');
    expect(notesOf('source')).toBe('source-wins-until-removed');
    expect(notesOf(null)).toBe('directory-order-not-told');
  });

  it('takes along when somebody was last seen, and nothing that belongs to the password left behind', () => {
    const attributes = {
      lastAuthenticated: ['1'],
      requiresPasswordChange: ['true'],
      invalidPasswordAttempts: ['3'],
      a: [],
    };
    expect([...attributesToCopy(makeImage({ attributes })).keys()]).toEqual(['lastAuthenticated']);
  });
});

const image = fc
  .record({
    status: fc.constantFrom('active' as const, 'disabled' as const, 'unknown' as const),
    email: fc.constantFrom('mara@example.com', 'MARA@example.com', 'other@example.com', ''),
    groups: fc.uniqueArray(fc.constantFrom('staff', 'Keep', 'vip')),
  })
  .map(makeImage);

const facts: fc.Arbitrary<TransferFacts> = fc.oneof(
  fc.constantFrom<TransferFacts>(
    { kind: 'unread', reason: 'directory-unreadable' },
    { kind: 'unread', reason: 'directory-not-configured' },
  ),
  fc
    .record({
      source: fc.option(image),
      target: fc.option(image, { freq: 1 }),
      missingGroups: fc.constantFrom<readonly string[]>([], [], ['staff'], ['staff', 'vip']),
      writable: fc.constantFrom(
        { source: true, target: true },
        { source: true, target: true },
        { source: false, target: true },
        { source: true, target: false },
      ),
      first: fc.constantFrom('source', 'target', null),
    })
    .map((read) => ({ kind: 'read', ...read }) as const),
);

describe('whatever two directories hold', () => {
  it('an account is deleted only from the source, after everything was put into the target, and only once', () => {
    let deletions = 0;
    fc.assert(
      fc.property(
        facts,
        fc.boolean(),
        fc.constantFrom('refuse' as const, 'create' as const),
        (read, keeps, missing) => {
          const { intents } = planTransfer({ ...order, missingGroups: missing }, keeps, read);
          const open = intents.filter(({ known }) => known === null).map(({ change }) => change as AccountChange);
          const deleted = open.filter((change) => change.kind === 'delete-account');
          deletions += deleted.length;
          expect(deleted.length).toBeLessThanOrEqual(keeps ? 0 : 1);
          for (const change of deleted) {
            expect(change).toEqual({ kind: 'delete-account', directory: 'Old', keptIn: 'New' });
            const later = open.slice(open.indexOf(change) + 1).map(({ kind }) => kind);
            expect(later.filter((kind) => kind !== 'withdraw-account' && kind !== 'mail-password-reset')).toEqual([]);
          }
          for (const change of open) {
            if (change.kind !== 'withdraw-account') continue;
            expect(change).toEqual({ kind: 'withdraw-account', directory: 'New', keptIn: 'Old' });
            expect(open.some(({ kind }) => kind === 'create-account')).toBe(true);
          }
          expect(intents.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 1_000 },
    );
    expect(deletions).toBeGreaterThan(10);
  });
});
