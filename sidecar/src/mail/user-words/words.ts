// What mails to users are made of: one shape for every language, so that none lacks a sentence of another.
import type { Action } from '../../domain/action.ts';
import type { Activity } from '../../domain/activity.ts';

export interface UserWords {
  /** For `lang`. */
  readonly language: MailLanguage;
  /** For dates. */
  readonly locale: string;
  readonly hello: string;
  readonly openConfluence: string;
  readonly noPassword: string;
  readonly warning: {
    readonly subject: (day: string | null) => string;
    readonly what: (accounts: { readonly several: boolean; readonly changes: boolean }) => string;
    /** In front of the day of a stage. */
    readonly from: string;
    readonly how: string;
    /** Of an account that was warned before. */
    readonly replaces: string;
    /** On the button that answers without signing in. */
    readonly keep: string;
    readonly keepNote: (until: string) => string;
    readonly why: (reasons: string) => string;
    /** Why somebody is warned, from what is known of their use. */
    readonly lastUse: (activity: Activity, day: (instant: string) => string) => string | null;
    readonly ask: (whom: string) => string;
    readonly administrators: string;
    readonly about: (zone: string, policy: string) => string;
    readonly warnedAgain: string;
    readonly action: (action: Action) => string;
    readonly and: string;
    readonly or: string;
  };
  readonly taken: {
    readonly subject: string;
    readonly what: string;
    readonly button: string;
    readonly note: (until: string) => string;
    readonly otherwise: string;
    readonly about: (when: string, policy: string) => string;
  };
  readonly notice: {
    readonly reset: NoticeWords;
    readonly made: NoticeWords;
    readonly otherwise: string;
    readonly about: (when: string, zone: string) => string;
  };
}

export interface NoticeWords {
  readonly subject: string;
  readonly what: string;
  readonly how: string;
}

export type MailLanguage = 'en' | 'de';
