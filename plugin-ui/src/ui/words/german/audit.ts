// German: the audit trail.
export const audit = {
  'audit.title': 'Protokoll der Entscheidungen',
  'audit.lead':
    'Jede Anmeldung, Entscheidung, jeder Lauf, jede Ausfuhr und jede Änderung einer Einstellung ist ein Eintrag, an den vorigen gekettet, sodass auffällt, was nachträglich geändert wurde.',
  'audit.entries': 'Einträge',
  'audit.checked': 'Geprüft',
  'audit.unchecked': 'noch nicht, seit dieses Produkt läuft',
  'audit.soundThrough': 'unversehrt bis Eintrag {entry}, nachgesehen {when}',
  'audit.brokenAfter': 'unversehrt bis Eintrag {entry}, dahinter gebrochen, nachgesehen {when}',
  'audit.checkpoint': 'Letzter Prüfpunkt',
  'audit.neverSigned': 'keiner',
  'audit.noCheckpoint': 'noch keiner; der erste wird binnen einer Stunde unterschrieben',
  'audit.signed': 'Eintrag {entry}, unterschrieben {when}',
  'audit.kept': 'Aufbewahrt',
  'audit.keptForGood': 'auf Dauer.',
  'audit.keptDays': { one: '{count} Tag lang.', other: '{count} Tage lang.' },
  'audit.removed': {
    one: '{count} älterer Eintrag wurde hinter einer unterschriebenen Marke entfernt.',
    other: '{count} ältere Einträge wurden hinter unterschriebenen Marken entfernt.',
  },
  'audit.feed': 'Weitergereicht',
  'audit.fedThrough': 'bis Eintrag {entry}',
  'audit.feedFails': 'misslingt seit {when}; nichts geht verloren, es wird weiter versucht',
  'audit.key': 'Öffentlicher Schlüssel',
  'audit.save': 'Ganzes Protokoll zum Prüfen sichern',
  'audit.verify':
    'Die gesicherte Datei lässt sich überall prüfen: user-management audit verify audit.jsonl. Als Tabellen stehen Benutzer, Läufe und Protokoll oben unter Rechte und Nachweis.',
  'audit.broken': 'Das Protokoll ist bei Eintrag {entry} gebrochen.',
  'audit.do.keep':
    'Sichern Sie vor allem anderen das ganze Protokoll und eine Kopie der Datenbank. Heben Sie beides dort auf, wo niemand von diesem Rechner schreiben kann.',
  'audit.do.checkpoint':
    'Was bis Eintrag {entry} steht, wurde am {when} unterschrieben. Halten Sie es gegen die Prüfpunkte, die Sie anderswo aufheben, und gegen Ihre letzte Sicherung; der erste Eintrag, der abweicht, ist der geänderte.',
  'audit.do.noCheckpoint':
    'Noch wurde nichts unterschrieben. Halten Sie das Protokoll gegen Ihre letzte Sicherung der Datenbank.',
  'audit.do.ask':
    'Fragen Sie, wer zwischen dieser Sicherung und heute in die Datenbank dieses Produkts schreiben konnte.',
  'audit.do.goesOn':
    'Dieses Produkt läuft weiter und schreibt neue Einträge, unterschreibt und entfernt aber nichts, bis das Protokoll wieder heil ist.',
} as const;
