// Mails to users in English.
import type { Action } from '../../domain/action.ts';
import type { UserWords } from './words.ts';

export const english: UserWords = {
  language: 'en',
  locale: 'en-GB',
  hello: 'Hello',
  openConfluence: 'Open Confluence',
  noPassword: 'This mail never asks for a password.',
  warning: {
    subject: (day) =>
      day === null ? 'About your Confluence account' : `Your Confluence account: action needed before ${day}`,
    what: ({ several, changes }) => {
      if (several) {
        return changes
          ? 'These Confluence accounts share your address. Unless it is used, each is going to be changed on the days that stand with it:'
          : 'A policy of your organisation means these Confluence accounts:';
      }
      return changes
        ? 'Unless it is used, this Confluence account is going to be changed:'
        : 'A policy of your organisation means this Confluence account:';
    },
    from: 'From',
    how: 'To keep it as it is, sign in to Confluence before that day. Any use of it starts the time anew.',
    replaces: 'If an earlier mail named other days for this account, they no longer count.',
    keep: 'Keep this account',
    keepNote: (until) => `If you cannot sign in now: this opens a page with a button, works once, and until ${until}.`,
    why: (reasons) => `Why you get this: ${reasons}.`,
    lastUse: () => null,
    ask: (whom) => `Questions: ask ${whom}.`,
    administrators: 'the administrators of your Confluence',
    about: (zone, policy) => `Days are the earliest ones (${zone}). Policy “${policy}”.`,
    warnedAgain: 'you are warned again',
    action: wordAction,
    and: ', and ',
    or: '; or ',
  },
  taken: {
    subject: 'Your access to Confluence was taken away',
    what: 'A policy of your organisation took away the access of this Confluence account:',
    button: 'Give me my access back',
    note: (until) => `This opens a page with a button, gives back once, and works until ${until}.`,
    otherwise: 'If you need it no more, there is nothing to do.',
    about: (when, policy) => `Done on ${when}. Policy “${policy}”.`,
  },
  notice: {
    reset: {
      subject: 'Your Confluence password was reset',
      what: 'An administrator had the password of this Confluence account replaced by a random one that nobody knows:',
      how: 'To sign in again, open Confluence, choose “Forgot your password” on its sign-in page, and set a new one.',
    },
    made: {
      subject: 'You have a Confluence account',
      what: 'An administrator had this Confluence account made for you. Its password is a random one that nobody knows:',
      how: 'To sign in, open Confluence, choose “Forgot your password” on its sign-in page, and set one of your own.',
    },
    otherwise:
      'If you sign in through your organisation instead of with a Confluence password, nothing changes for you.',
    about: (when, zone) => `Done on ${when} (${zone}).`,
  },
};

function wordAction(action: Action): string {
  switch (action) {
    case 'disable':
      return 'the account is disabled';
    case 'enable':
      return 'the account is enabled';
    case 'delete':
      return 'the account is deleted for good';
    case 'deleteOrDisable':
      return 'the account is deleted for good, or disabled';
    case 'resetPassword':
      return 'its password is reset';
    case 'takeLicence':
      return 'it loses its licence, and with it the access to Confluence';
    default:
      return 'moveToDirectory' in action || 'copyToDirectory' in action
        ? 'it moves to another user directory'
        : 'its groups, and what they give access to, change';
  }
}
