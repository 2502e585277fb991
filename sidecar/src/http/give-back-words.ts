// What the page behind a "give me my access back" link says, in the language of the mail. It names nobody.
import type { GiveBackLook, GiveBackState } from '../services/give-back-link.ts';
import type { PersonalPage } from './personal-page.ts';

type Words = Readonly<
  Record<GiveBackState, { readonly title: string; readonly sentence: string; readonly button?: string }>
>;

const statuses: Readonly<Record<GiveBackState, number>> = {
  open: 200,
  done: 202,
  trying: 202,
  again: 200,
  wait: 409,
  used: 410,
  ended: 410,
  over: 410,
  'no-seat': 409,
  later: 409,
  unknown: 404,
};

const english: Words = {
  open: {
    title: 'Get access to Confluence back',
    sentence:
      'You were told that access of a Confluence account was taken away because nobody used it. If it is still needed, take it back here.',
    button: 'Give the access back',
  },
  done: {
    title: 'The access is being given back',
    sentence: 'This takes some minutes. Then sign in to Confluence as before.',
  },
  trying: {
    title: 'The access is being given back',
    sentence:
      'This takes some minutes, and it may be that nothing can be given back before Confluence has read the directory of the account. If you cannot sign in, open this link again in an hour: it stays good until something was given back.',
  },
  again: {
    title: 'Nothing was given back so far',
    sentence:
      'Confluence may not have read the directory of the account yet, or something did not answer. The link is still good: try again, best in an hour.',
    button: 'Try again',
  },
  wait: {
    title: 'Nothing was given back so far',
    sentence:
      'Confluence may not have read the directory of the account yet, or something did not answer. The link is still good: open it again in an hour.',
  },
  used: {
    title: 'This was asked for already',
    sentence:
      'The link gives back once, and it has been used. If you still cannot sign in, ask the administrators of Confluence.',
  },
  ended: { title: 'This link has ended', sentence: 'Ask the administrators of Confluence.' },
  over: {
    title: 'There is nothing left to give back',
    sentence: 'What was taken has been given back or changed since. Sign in to Confluence to see.',
  },
  'no-seat': {
    title: 'No seat is known to be free',
    sentence:
      'The licence of Confluence may have no room just now. Ask its administrators; this link still works once there is.',
  },
  later: {
    title: 'Not at this moment',
    sentence: 'Something else is being done just now, or changes rest for a while. Open the link again in an hour.',
  },
  unknown: {
    title: 'This is no link of ours',
    sentence: 'Perhaps a part of it is missing. Open it from the mail once more.',
  },
};

const german: Words = {
  open: {
    title: 'Zugang zu Confluence zurückholen',
    sentence:
      'Ihnen wurde geschrieben, dass einem Confluence-Konto der Zugang genommen wurde, weil niemand es genutzt hat. Wenn es noch gebraucht wird, holen Sie ihn hier zurück.',
    button: 'Zugang zurückholen',
  },
  done: {
    title: 'Der Zugang wird zurückgegeben',
    sentence: 'Das dauert einige Minuten. Danach melden Sie sich wie gewohnt in Confluence an.',
  },
  trying: {
    title: 'Der Zugang wird zurückgegeben',
    sentence:
      'Das dauert einige Minuten, und vielleicht kann nichts zurückgegeben werden, bevor Confluence das Verzeichnis des Kontos gelesen hat. Wenn Sie sich nicht anmelden können, öffnen Sie diesen Link in einer Stunde noch einmal: Er gilt, bis etwas zurückgegeben wurde.',
  },
  again: {
    title: 'Bisher wurde nichts zurückgegeben',
    sentence:
      'Vielleicht hat Confluence das Verzeichnis des Kontos noch nicht gelesen, oder etwas hat nicht geantwortet. Der Link gilt weiter: Versuchen Sie es noch einmal, am besten in einer Stunde.',
    button: 'Noch einmal versuchen',
  },
  wait: {
    title: 'Bisher wurde nichts zurückgegeben',
    sentence:
      'Vielleicht hat Confluence das Verzeichnis des Kontos noch nicht gelesen, oder etwas hat nicht geantwortet. Der Link gilt weiter: Öffnen Sie ihn in einer Stunde noch einmal.',
  },
  used: {
    title: 'Das wurde schon angefordert',
    sentence:
      'Der Link gibt einmal zurück und wurde schon benutzt. Wenn Sie sich noch nicht anmelden können, fragen Sie die Administration von Confluence.',
  },
  ended: { title: 'Dieser Link ist abgelaufen', sentence: 'Fragen Sie die Administration von Confluence.' },
  over: {
    title: 'Es gibt nichts mehr zurückzugeben',
    sentence:
      'Was genommen wurde, wurde seither zurückgegeben oder geändert. Melden Sie sich in Confluence an, um nachzusehen.',
  },
  'no-seat': {
    title: 'Kein freier Platz bekannt',
    sentence:
      'Die Lizenz von Confluence hat gerade vielleicht keinen Platz. Fragen Sie seine Administration; der Link gilt weiter, sobald es einen gibt.',
  },
  later: {
    title: 'Nicht in diesem Augenblick',
    sentence:
      'Gerade wird etwas anderes getan, oder Änderungen ruhen eine Zeit lang. Öffnen Sie den Link in einer Stunde noch einmal.',
  },
  unknown: {
    title: 'Diesen Link kennen wir nicht',
    sentence: 'Vielleicht fehlt ein Teil davon. Öffnen Sie ihn noch einmal aus der Mail.',
  },
};

export function giveBackPage({ state, language }: GiveBackLook): PersonalPage {
  const { title, sentence, button = null } = (language === 'de' ? german : english)[state];
  return { language, status: statuses[state], title, sentences: [sentence], button };
}
