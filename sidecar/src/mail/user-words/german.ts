// Mails to users in German.
import type { Action } from '../../domain/action.ts';
import type { UserWords } from './words.ts';

export const german: UserWords = {
  language: 'de',
  locale: 'de-DE',
  hello: 'Guten Tag',
  openConfluence: 'Confluence öffnen',
  noPassword: 'Diese Mail fragt nie nach einem Passwort.',
  warning: {
    subject: (day) =>
      day === null ? 'Zu Ihrem Confluence-Konto' : `Ihr Confluence-Konto: bitte handeln vor dem ${day}`,
    what: ({ several, changes }) => {
      if (several) {
        return changes
          ? 'Diese Confluence-Konten haben dieselbe Adresse. Ein Konto, das nicht genutzt wird, wird an den Tagen geändert, die dabeistehen:'
          : 'Eine Regel Ihrer Organisation meint diese Confluence-Konten:';
      }
      return changes
        ? 'Wenn es nicht genutzt wird, wird dieses Confluence-Konto geändert:'
        : 'Eine Regel Ihrer Organisation meint dieses Confluence-Konto:';
    },
    from: 'Ab',
    how: 'Damit alles bleibt, wie es ist, melden Sie sich vor diesem Tag in Confluence an. Jede Nutzung lässt die Zeit von vorn beginnen.',
    replaces: 'Hat eine frühere Mail für dieses Konto andere Tage genannt, gelten sie nicht mehr.',
    keep: 'Dieses Konto behalten',
    keepNote: (until) =>
      `Falls Sie sich gerade nicht anmelden können: Das öffnet eine Seite mit einem Knopf, gilt einmal und bis ${until}.`,
    why: (reasons) => `Warum Sie diese Mail bekommen: ${reasons}.`,
    lastUse: (activity, day) => {
      if (activity.state === 'never') return 'das Konto wurde noch nie genutzt';
      return activity.state === 'seen' ? `das Konto wurde zuletzt am ${day(activity.at)} genutzt` : null;
    },
    ask: (whom) => `Fragen beantwortet: ${whom}.`,
    administrators: 'die Administration Ihres Confluence',
    about: (zone, policy) => `Genannt sind jeweils die frühesten Tage (${zone}). Regel „${policy}“.`,
    warnedAgain: 'Sie werden noch einmal gewarnt',
    action: wordAction,
    and: ', und ',
    or: '; oder ',
  },
  taken: {
    subject: 'Ihr Zugang zu Confluence wurde entzogen',
    what: 'Eine Regel Ihrer Organisation hat diesem Confluence-Konto den Zugang entzogen:',
    button: 'Zugang zurückholen',
    note: (until) => `Das öffnet eine Seite mit einem Knopf, gibt einmal zurück und gilt bis ${until}.`,
    otherwise: 'Wenn Sie ihn nicht mehr brauchen, müssen Sie nichts tun.',
    about: (when, policy) => `Geschehen am ${when}. Regel „${policy}“.`,
  },
  notice: {
    reset: {
      subject: 'Ihr Confluence-Passwort wurde zurückgesetzt',
      what: 'Die Administration hat das Passwort dieses Confluence-Kontos durch ein zufälliges ersetzt, das niemand kennt:',
      how: 'Um sich wieder anzumelden, öffnen Sie Confluence, wählen auf der Anmeldeseite „Passwort vergessen“ und setzen ein neues.',
    },
    made: {
      subject: 'Sie haben ein Confluence-Konto',
      what: 'Die Administration hat dieses Confluence-Konto für Sie angelegt. Sein Passwort ist zufällig, niemand kennt es:',
      how: 'Um sich anzumelden, öffnen Sie Confluence, wählen auf der Anmeldeseite „Passwort vergessen“ und setzen ein eigenes.',
    },
    otherwise:
      'Wenn Sie sich über Ihre Organisation anmelden statt mit einem Confluence-Passwort, ändert sich für Sie nichts.',
    about: (when, zone) => `Geschehen am ${when} (${zone}).`,
  },
};

function wordAction(action: Action): string {
  switch (action) {
    case 'disable':
      return 'das Konto wird deaktiviert';
    case 'enable':
      return 'das Konto wird aktiviert';
    case 'delete':
      return 'das Konto wird endgültig gelöscht';
    case 'deleteOrDisable':
      return 'das Konto wird endgültig gelöscht oder deaktiviert';
    case 'resetPassword':
      return 'sein Passwort wird zurückgesetzt';
    case 'takeLicence':
      return 'es verliert seine Lizenz und damit den Zugang zu Confluence';
    default:
      return 'moveToDirectory' in action || 'copyToDirectory' in action
        ? 'es zieht in ein anderes Benutzerverzeichnis um'
        : 'seine Gruppen ändern sich, und damit, worauf es Zugriff hat';
  }
}
