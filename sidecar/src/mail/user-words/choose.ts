// The words of mails to users by language. Which language a user reads is told by nobody, so the site's own is taken.
import { english } from './english.ts';
import { german } from './german.ts';
import type { MailLanguage, UserWords } from './words.ts';

const dictionaries: Readonly<Record<MailLanguage, UserWords>> = { en: english, de: german };

export function userWordsIn(language: MailLanguage): UserWords {
  return dictionaries[language];
}
