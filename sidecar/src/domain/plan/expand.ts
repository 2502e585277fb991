// What the actions of a policy mean for one person: the changes they consist of here, in order.
import { type Action, changesOf, sameChange, transferOf } from '../action.ts';
import type { Seat } from '../licence/seat.ts';
import type { UserKey, UserWithGroups } from '../user.ts';
import type { AccountImage, NewcomerImage } from './before-image.ts';
import { successorsOf } from './directory-bars.ts';
import type { Intent, PlanNote } from './intent.ts';
import { takeLicence } from './take-licence.ts';
import { planTransfer, type TransferFacts } from './transfer.ts';

/** What was read for the plan beyond the snapshot, only for those who were selected. */
export interface PlanFacts {
  readonly transferOf: (userKey: UserKey) => TransferFacts;
  /** The directory that can mail the user a link to choose a new password; null where none is known to. */
  readonly resetMailFrom: (userKey: UserKey) => string | null;
  /** Whether the user takes a seat of the licence, and why; null where the snapshot knows nothing of the licence. */
  readonly seatOf: (person: UserWithGroups) => Seat | null;
  /** Whether this product can send mail. */
  readonly canNotify: boolean;
  /** Whether this product may change accounts in a directory by a Crowd application of its own. */
  readonly changesDirectly: (directory: string) => boolean;
}

export interface Expansion {
  readonly intents: readonly Intent[];
  readonly notes: readonly PlanNote[];
  readonly images: readonly AccountImage[];
  /** Set for somebody who is to be created. */
  readonly newcomer?: NewcomerImage;
}

/** Expands all actions for a person; a change that two actions ask for stands once. */
export function expandActions(actions: readonly Action[], person: UserWithGroups, facts: PlanFacts): Expansion {
  const parts = actions.map((action) => expandAction(action, person, facts));
  const intents = parts.flatMap((part) => part.intents);
  return {
    intents: onceEach(intents),
    notes: [...new Set(parts.flatMap((part) => part.notes))],
    images: parts.flatMap((part) => part.images),
  };
}

/** Of the same change, the one that nothing is known against: another action may ask for what this one must not do. */
function onceEach(intents: readonly Intent[]): Intent[] {
  return intents.flatMap((intent) => {
    const same = intents.filter((other) => sameChange(other.change, intent.change));
    return same[0] === intent ? [same.find((one) => one.known === null) ?? intent] : [];
  });
}

function expandAction(action: Action, person: UserWithGroups, facts: PlanFacts): Expansion {
  const transfer = transferOf(action);
  if (transfer !== null) {
    return planTransfer(transfer.order, transfer.keepsSource, facts.transferOf(person.user.userKey));
  }
  return { intents: intentsOf(action, person, facts), notes: [], images: [] };
}

function intentsOf(action: Action, person: UserWithGroups, facts: PlanFacts): readonly Intent[] {
  if (action === 'takeLicence') return takeLicence(facts.seatOf(person));
  if (action === 'disable') return disableAll(person, facts);
  if (action === 'deleteOrDisable') {
    const otherwise = disableAll(person, facts).map(({ change }) => change);
    return [{ change: { kind: 'delete' }, otherwise, known: null }];
  }
  return action === 'resetPassword' ? [resetPassword(person.user, facts)] : changesOf(action).map(openIntent);
}

/**
 * Confluence disables the account that speaks for the user and no other. Where another one would take over and its
 * directory can be changed directly, it is disabled first, so that nobody is let in again in between.
 */
function disableAll({ accounts }: UserWithGroups, { changesDirectly }: PlanFacts): readonly Intent[] {
  const others = successorsOf(accounts);
  const disable = openIntent({ kind: 'disable' });
  if (!others.every(({ directory }) => changesDirectly(directory))) return [disable];
  return [...others.map(({ directory }) => openIntent({ kind: 'disable-account', directory })), disable];
}

/** Crowd's own mail where a directory sends it; else a random password, which somebody has to be told of. */
function resetPassword({ userKey, email }: UserWithGroups['user'], facts: PlanFacts): Intent {
  const directory = facts.resetMailFrom(userKey);
  if (directory !== null) return openIntent({ kind: 'mail-password-reset', directory });
  const change = { kind: 'set-random-password' } as const;
  const reason = !facts.canNotify ? 'mail-off' : email === null ? 'email-not-told' : null;
  return { change, known: reason === null ? null : { kind: 'unsupported', reason } };
}

function openIntent(change: Intent['change']): Intent {
  return { change, known: null };
}
