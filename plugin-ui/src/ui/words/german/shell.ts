// German: the frame of the page, signing in, and what every page says.
export const shell = {
  product: 'Benutzerverwaltung',
  'nav.label': 'Seiten der Benutzerverwaltung',
  'nav.start': 'Start',
  'nav.users': 'Benutzer',
  'nav.bulk': 'Massenaktionen',
  'nav.runs': 'Laufprotokolle',
  'nav.zone': 'Zeiten in {zone}.',
  'nav.language': 'Sprache',
  'nav.languageMissing':
    'Die Texte dieser Sprache ließen sich nicht laden. Wählen Sie sie noch einmal, um es erneut zu versuchen.',
  'nav.nowhere': 'Unter dieser Adresse gibt es keine Seite.',
  'nav.toStart': 'Zur Startseite',
  'session.title': 'Anmelden',
  'session.lead': 'Melden Sie sich mit Ihrem Confluence-Konto an. Sie brauchen eine Rolle in diesem Produkt.',
  'session.token': 'Persönliches Zugriffstoken',
  'session.tokenHint':
    'Legen Sie eines in Ihrem Confluence-Profil unter „Persönliche Zugriffstoken“ an. Es wird einmal benutzt und nirgends aufbewahrt.',
  'session.usePassword': 'Stattdessen Benutzername und Passwort verwenden',
  'session.useToken': 'Stattdessen ein Token verwenden',
  'session.username': 'Benutzername',
  'session.password': 'Passwort',
  'session.passwordHint':
    'Confluence prüft es. Nach mehreren Fehlversuchen verlangt es womöglich ein CAPTCHA: Melden Sie sich dann einmal im Browser bei Confluence an.',
  'session.submit': 'Anmelden',
  'session.signedInAs': 'Angemeldet als {name}',
  'session.signOut': 'Abmelden',
  'session.expired':
    'Ihre Sitzung ist beendet. Was Sie sehen, bleibt stehen; melden Sie sich wieder an, um weiterzumachen.',
  'session.again': 'Wieder anmelden',
  'proof.title': 'Bestätigen Sie, dass Sie es sind',
  'proof.lead':
    'Das braucht Zugangsdaten aus den letzten zehn Minuten. Geben Sie Ihr Token oder Passwort noch einmal an; was Sie wollten, geht dann weiter.',
  'common.tryAgain': 'Erneut versuchen',
  'common.cancel': 'Abbrechen',
  'common.close': 'Schließen',
  'common.back': 'Zurück',
  'common.loading': 'Wird geladen',
  'common.more': 'Mehr anzeigen',
  'common.unknown': 'unbekannt',
  'common.none': 'keine',
  'common.download': 'CSV herunterladen',
} as const;
