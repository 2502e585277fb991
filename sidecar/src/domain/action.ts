// The catalogue of actions, and the single changes they are made of. One change is one call at most.
import { foldName } from './user.ts';

/** An action as a policy writes it. */
export type Action =
  | 'disable'
  | 'enable'
  | 'delete'
  /** A deletion where the plan finds it possible, otherwise disabling: which of the two stands in the plan, with the reason. */
  | 'deleteOrDisable'
  | 'resetPassword'
  /** Out of every group that grants a seat, whichever these are for the user. */
  | 'takeLicence'
  | { readonly addToGroups: readonly string[] }
  | { readonly removeFromGroups: readonly string[] }
  | { readonly moveToDirectory: TransferOrder }
  | { readonly copyToDirectory: TransferOrder };

/** From one directory to another, each reached through a Crowd application of its own; both named as Confluence shows them. */
export interface TransferOrder {
  readonly from: string;
  readonly to: string;
  /** What to do where the target lacks a group of the account: leave the user alone, or make the group there. */
  readonly missingGroups: 'refuse' | 'create';
  /** Crowd mails a link to choose a password: passwords themselves can be read by nobody, so they do not travel. */
  readonly mailPasswordReset: boolean;
}

/** One change made at Confluence: it reaches the account that speaks for the user. */
export type HostChange =
  | { readonly kind: 'disable' }
  | { readonly kind: 'enable' }
  | { readonly kind: 'delete' }
  | { readonly kind: 'add-to-group'; readonly group: string }
  | { readonly kind: 'remove-from-group'; readonly group: string }
  | { readonly kind: 'set-random-password' }
  /** With the name, display name and address of the entry, and a random password. */
  | { readonly kind: 'create-user' };

/** Changes at Confluence to somebody who is there. */
export type PresentChange = Exclude<HostChange, { readonly kind: 'create-user' }>;

/** Those of them whose effect can be read back. */
export type StateChange = Exclude<PresentChange, { readonly kind: 'set-random-password' }>;

/** Changes at Confluence whose effect can be read back. */
export type ReadableChange = Exclude<HostChange, { readonly kind: 'set-random-password' }>;

/** One change to the user's account in the named directory, made in that directory itself. */
export type AccountChange =
  | { readonly kind: 'disable-account'; readonly directory: string }
  | { readonly kind: 'enable-account'; readonly directory: string }
  | { readonly kind: 'create-group'; readonly directory: string; readonly group: string }
  | { readonly kind: 'create-account'; readonly directory: string; readonly from: string }
  /** The first account of somebody new, as the entry says; `create-account` copies one that is there. */
  | { readonly kind: 'create-first-account'; readonly directory: string }
  | { readonly kind: 'copy-attributes'; readonly directory: string; readonly from: string }
  | { readonly kind: 'add-account-to-group'; readonly directory: string; readonly group: string }
  /** Only after `keptIn` was read again and found to hold everything: the account goes from one directory, never the user. */
  | { readonly kind: 'delete-account'; readonly directory: string; readonly keptIn: string }
  | { readonly kind: 'mail-password-reset'; readonly directory: string }
  /** Held ready for a transfer that fails halfway: takes the new account away again while the old one is still there. */
  | { readonly kind: 'withdraw-account'; readonly directory: string; readonly keptIn: string };

/** What only a person can change: it stands in a plan to say so, and is never carried out. */
export type ByHandChange = { readonly kind: 'take-licence' };

/** A mail of ours to the user: it changes nothing, and is delivered only once the mail server has taken it. */
export type NoticeChange = { readonly kind: 'warn' };

/** One change to one user: what a step does. */
export type Change = HostChange | AccountChange | ByHandChange | NoticeChange;

export type HostChangeKind = HostChange['kind'];

/** Whether a change is made in one directory rather than at Confluence. */
export function isAccountChange(change: Change): change is AccountChange {
  return 'directory' in change;
}

/** Whether a change can be made by nobody but a person. */
export function isByHand(change: Change): change is ByHandChange {
  return change.kind === 'take-licence';
}

/** Whether a change is a mail of ours. */
export function isNotice(change: Change): change is NoticeChange {
  return change.kind === 'warn';
}

/** The transfer an action orders, or null. */
export function transferOf(action: Action): { readonly keepsSource: boolean; readonly order: TransferOrder } | null {
  if (typeof action === 'string') return null;
  if ('moveToDirectory' in action) return { keepsSource: false, order: action.moveToDirectory };
  return 'copyToDirectory' in action ? { keepsSource: true, order: action.copyToDirectory } : null;
}

/** The changes at Confluence an action consists of for everybody, in order; none where that depends on the person. */
export function changesOf(action: Action): HostChange[] {
  if (action === 'resetPassword' || action === 'takeLicence' || action === 'deleteOrDisable') return [];
  if (typeof action === 'string') return [{ kind: action }];
  if ('addToGroups' in action) return action.addToGroups.map((group) => ({ kind: 'add-to-group', group }));
  if ('removeFromGroups' in action) {
    return action.removeFromGroups.map((group) => ({ kind: 'remove-from-group', group }));
  }
  return [];
}

/** The kinds of changes at Confluence without which an action can do nothing; none where there are several ways. */
export function kindsOf(action: Action): HostChangeKind[] {
  if (action === 'deleteOrDisable') return ['delete', 'disable'];
  return action === 'takeLicence' ? ['remove-from-group'] : changesOf(action).map((change) => change.kind);
}

/** The group a change touches, or null. */
export function groupOfChange(change: Change): string | null {
  return 'group' in change ? change.group : null;
}

/** Whether two changes are the same change, names compared as Confluence does. */
export function sameChange(one: Change, other: Change): boolean {
  if (one.kind !== other.kind) return false;
  const directoryOf = (change: Change) => ('directory' in change ? change.directory : '');
  return (
    foldName(groupOfChange(one) ?? '') === foldName(groupOfChange(other) ?? '') &&
    foldName(directoryOf(one)) === foldName(directoryOf(other))
  );
}
