// The words of the page in the reader's language: sentences, numbers, and instants in the reader's own zone.
import { createContext } from 'preact';
import { useContext } from 'preact/compat';
import { english } from './english.ts';
import { cutMessage, fillMessage, type Message, type Piece, type Values } from './message.ts';
import { openSaid, type TranslateSaid } from './translate-said.ts';

export type Key = keyof typeof english;
export type Language = 'en' | 'de';

export interface Words {
  readonly language: Language;
  /** The reader's zone, such as Europe/Berlin. */
  readonly zone: string;
  readonly say: (key: Key, values?: Values) => string;
  /** The sentence cut at its places without a value, for whoever puts more than text into them. */
  readonly cut: (key: Key, values?: Values) => readonly Piece[];
  /** The sentence of a key made of a code, or null where the dictionary has none. */
  readonly find: (key: string, values?: Values) => string | null;
  /** What the sidecar said in English without a code; null where it is not known in the reader's language. */
  readonly translate: TranslateSaid;
  readonly number: (value: number) => string;
  readonly percent: (share: number) => string;
  /** A day of the calendar, given as `2026-03-01`. */
  readonly day: (day: string) => string;
  /** Such as "3 days ago"; within a minute "just now" or "in a moment". */
  readonly relative: (instant: string, nowMs: number) => string;
  /** The day of an instant in the reader's zone; nothing for what is no instant. */
  readonly date: (instant: string) => string;
  /** Day, time and zone. */
  readonly exact: (instant: string) => string;
}

export interface Dictionary {
  readonly language: Language;
  readonly sentences: Readonly<Record<Key, Message>>;
}

/** Part of the page itself; every other language comes as a file. */
export const inEnglish: Dictionary = { language: 'en', sentences: english };

/** German where the page or the browser says so, English everywhere else. */
export function chooseLanguage(told: string): Language {
  return told.toLowerCase().startsWith('de') ? 'de' : 'en';
}

/** Days up to two years: thresholds are told in days, so that both can be compared. */
const steps = [
  ['year', 365 * 86_400, 730 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

export function openWords({ language, sentences }: Dictionary, zone?: string): Words {
  const locale = language === 'en' ? 'en-GB' : 'de';
  const numbers = new Intl.NumberFormat(locale);
  const shares = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const relations = new Intl.RelativeTimeFormat(locale);
  const wording = { plurals: new Intl.PluralRules(locale), numbers };
  const dates = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    ...(zone === undefined ? {} : { timeZone: zone }),
  });
  const calendar = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const own = dates.resolvedOptions().timeZone;
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: own });
  return {
    language,
    zone: own,
    say: (key, values = {}) => fillMessage(sentences[key], values, wording),
    cut: (key, values = {}) => cutMessage(sentences[key], values, wording),
    find: (key, values = {}) => (key in sentences ? fillMessage(sentences[key as Key], values, wording) : null),
    translate: openSaid(sentences),
    number: (value) => numbers.format(value),
    // British figures stand apart from their sign here, as in every sentence of ours; German ones do so by themselves.
    percent: (share) => shares.format(share).replace(/(?<=\d)%/, '\u00a0%'),
    day: (day) => calendar.format(new Date(`${day}T00:00:00Z`)),
    relative(instant, nowMs) {
      const seconds = (Date.parse(instant) - nowMs) / 1000;
      const step = steps.find(([, length, from = length]) => Math.abs(seconds) >= from);
      if (step === undefined) return fillMessage(sentences[seconds > 0 ? 'time.soon' : 'time.now'], {}, wording);
      const [unit, length] = step;
      // What has passed is not made older than it is.
      return relations.format(seconds < 0 ? Math.trunc(seconds / length) : Math.round(seconds / length), unit);
    },
    date: (instant) => (Number.isNaN(Date.parse(instant)) ? '' : days.format(new Date(instant))),
    exact: (instant) => `${dates.format(new Date(instant))} (${own})`,
  };
}

export const WordsContext = createContext<Words>(openWords(inEnglish));

export function useWords(): Words {
  return useContext(WordsContext);
}
