// What the pages behind links in mails say, in the language of the mail. They name nobody.
import type { LinkLook, LinkState } from '../services/keep-link.ts';
import type { PersonalPage } from './personal-page.ts';

interface StateWords {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly button?: string;
}

type LinkWords = Readonly<Record<LinkState, StateWords>>;

const statuses: Readonly<Record<LinkState, number>> = {
  open: 200,
  done: 200,
  used: 410,
  ended: 410,
  over: 410,
  'too-often': 409,
  unknown: 404,
};

const keepEnglish: LinkWords = {
  open: {
    title: 'Keep this Confluence account',
    sentences: [
      'You were told that a Confluence account is going to be changed because nobody uses it. If it is still needed, say so here.',
    ],
    button: 'Keep the account',
  },
  done: {
    title: 'The account stays as it is',
    sentences: [
      'Thank you. Nothing is changed for now, and the time begins anew. It is best to sign in to Confluence now and then.',
    ],
  },
  used: {
    title: 'This was said already',
    sentences: ['The link works once, and it has been used. There is nothing more to do.'],
  },
  ended: {
    title: 'This link has ended',
    sentences: ['Sign in to Confluence to keep the account, or ask whom the mail names.'],
  },
  over: {
    title: 'This link does nothing any more',
    sentences: [
      'The account was used, or was changed, since the mail was sent. Sign in to Confluence to see, or ask whom the mail names.',
    ],
  },
  'too-often': {
    title: 'Sign in to keep the account',
    sentences: [
      'This account was kept by a link as often as is allowed within a year. Sign in to Confluence instead, or ask whom the mail names.',
    ],
  },
  unknown: {
    title: 'This is no link of ours',
    sentences: ['Perhaps a part of it is missing. Open it from the mail once more.'],
  },
};

const keepGerman: LinkWords = {
  open: {
    title: 'Dieses Confluence-Konto behalten',
    sentences: [
      'Ihnen wurde geschrieben, dass ein Confluence-Konto geändert wird, weil niemand es nutzt. Wenn es noch gebraucht wird, sagen Sie es hier.',
    ],
    button: 'Konto behalten',
  },
  done: {
    title: 'Das Konto bleibt, wie es ist',
    sentences: [
      'Danke. Vorerst wird nichts geändert, und die Zeit beginnt von vorn. Am besten melden Sie sich ab und zu in Confluence an.',
    ],
  },
  used: {
    title: 'Das wurde schon gesagt',
    sentences: ['Der Link gilt einmal und wurde schon benutzt. Sie müssen nichts weiter tun.'],
  },
  ended: {
    title: 'Dieser Link ist abgelaufen',
    sentences: ['Melden Sie sich in Confluence an, um das Konto zu behalten, oder fragen Sie, wen die Mail nennt.'],
  },
  over: {
    title: 'Dieser Link bewirkt nichts mehr',
    sentences: [
      'Das Konto wurde seit der Mail genutzt oder geändert. Melden Sie sich in Confluence an, oder fragen Sie, wen die Mail nennt.',
    ],
  },
  'too-often': {
    title: 'Bitte melden Sie sich an',
    sentences: [
      'Dieses Konto wurde so oft durch einen Link behalten, wie es in einem Jahr erlaubt ist. Melden Sie sich stattdessen in Confluence an, oder fragen Sie, wen die Mail nennt.',
    ],
  },
  unknown: {
    title: 'Diesen Link kennen wir nicht',
    sentences: ['Vielleicht fehlt ein Teil davon. Öffnen Sie ihn noch einmal aus der Mail.'],
  },
};

export function keepPage({ state, language }: LinkLook): PersonalPage {
  const words = (language === 'de' ? keepGerman : keepEnglish)[state];
  return {
    language,
    status: statuses[state],
    title: words.title,
    sentences: words.sentences,
    button: words.button ?? null,
  };
}
