// German: why it is not known whether somebody is meant. The sidecar's own words are the English ones.
export const unknowns = {
  'unknown.activity-no-source':
    'nichts sagt, wann sich jemand zuletzt angemeldet hat: Dieses Confluence sagt es nicht, und weder seine Datenbank noch eine Datei mit Anmeldungen ist eingerichtet',
  'unknown.activity-not-covered':
    'keine Quelle nennt die letzte Anmeldung (in Confluence: deaktiviert oder ohne Lizenz)',
  'unknown.activity-not-told': 'eine Quelle nennt den Benutzer ohne letzte Anmeldung',
  'unknown.activity-in-the-future': 'eine letzte Anmeldung oder Nutzung liegt in der Zukunft',
  'unknown.activity-unreadable': 'eine letzte Anmeldung oder Nutzung war nicht zu verstehen',
  'unknown.activity-source-failed': 'das Lesen der Aktivität brach vorher ab',
  'unknown.activity-source-stale': 'eine Quelle von Aktivität ist zu alt, um sich darauf zu verlassen',
  'unknown.activity-before-coverage': 'eine Quelle von Aktivität reicht nicht so weit zurück wie das, was bekannt ist',
  'unknown.account-age-not-told':
    'Confluence nennt kein Datum der Anlage, und wir kennen den Benutzer noch nicht lange genug',
  'unknown.disabled-since-not-told':
    'Confluence nennt kein Datum der Deaktivierung, und wir sehen den Benutzer noch nicht lange genug deaktiviert',
  'unknown.status-not-told': 'Confluence sagt nicht, ob der Benutzer aktiv ist',
  'unknown.email-not-told': 'die E-Mail-Adresse ist nicht bekannt',
  'unknown.group-unreadable': 'die Mitglieder einer Gruppe waren nicht lesbar',
  'unknown.group-nesting-unread': 'verschachtelte Gruppen sind bei diesem Confluence nicht lesbar',
  'unknown.group-missing': 'eine Gruppe gibt es nicht',
  'unknown.accounts-not-told':
    'es ist nicht bekannt, in welchem Verzeichnis das Konto liegt, das für den Benutzer spricht',
  'unknown.seat-not-known': 'ob der Benutzer einen Lizenzplatz belegt, lässt sich nicht sagen',
  'unknown.licence-not-read': 'von der Lizenz ist nichts bekannt: Lesen Sie Confluence noch einmal',
  'unknown.logins-not-counted':
    'nichts sagt, wie oft sich der Benutzer angemeldet hat: Das tut nur die Datenbank von Confluence',
  'unknown.field-missing': 'dieses Feld gibt es nicht',
  'unknown.field-not-told': 'das Feld hat beim Benutzer keinen Wert',
  'unknown.field-no-day': 'der Wert des Feldes ist kein Datum',
  'unknown.field-day-open': 'der Tag ist noch nicht überall auf der Erde vorbei',
  'unknown.unsynced-not-told': 'nichts sagt, wen kein Verzeichnis mehr hat: Das tut nur die Datenbank von Confluence',
  'unknown.unsynced-at-odds':
    'Confluence listet den Benutzer auf, und seine Datenbank hat kein Konto von ihm: Sehen Sie dort nach, was stimmt',
  'unknown.list-missing': 'diese Liste gibt es nicht',
  'unknown.list-unmatched': 'eine Zeile der Liste, die zu niemandem sicher passt, kann den Benutzer meinen',
} as const;
