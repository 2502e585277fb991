// German: how an audit trail, or an evidence pack made of it, can be broken.
export const audit = {
  'audit.fault.line-not-understood':
    'Diese Zeile ist nicht so geschrieben, wie dieses Produkt schreibt: Sie wurde geändert oder eingefügt.',
  'audit.fault.start-missing':
    'Die Datei beginnt nicht wie ein gesichertes Protokoll: Sie ist keines, oder ihre erste Zeile wurde entfernt, geändert oder verschoben.',
  'audit.fault.start-repeated': 'Hier beginnt die Datei ein zweites Mal: Zeilen zweier Dateien wurden zusammengesetzt.',
  'audit.fault.entry-changed':
    'Der Text dieses Eintrags ergibt nicht die Prüfsumme, die daneben steht: Eines von beiden wurde geändert.',
  'audit.fault.entry-missing': 'Dieser Eintrag fehlt: An seiner Stelle steht ein späterer.',
  'audit.fault.entry-out-of-place':
    'Dieser Eintrag steht an falscher Stelle: Er wurde verschoben, wiederholt oder eingefügt.',
  'audit.fault.chain-broken':
    'Dieser Eintrag schließt nicht an den vorigen an: Jener wurde gegen einen anderen getauscht.',
  'audit.fault.person-changed': 'Der Name neben diesem Eintrag ist nicht der, für den die Prüfsumme steht.',
  'audit.fault.person-missing': 'Neben diesem Eintrag fehlt ein Name, obwohl der Eintrag sagt, dass einer folgt.',
  'audit.fault.person-out-of-place': 'Hier steht ein Name, der zu keinem Eintrag davor gehört.',
  'audit.fault.key-unknown': 'Dies ist mit einem Schlüssel unterschrieben, den die Datei nicht nennt.',
  'audit.fault.key-not-trusted': 'Dies ist mit einem Schlüssel unterschrieben, dem Sie nicht vertrauen.',
  'audit.fault.signature-wrong':
    'Die Unterschrift passt nicht zu dem, worunter sie steht: Eines von beiden wurde geändert.',
  'audit.fault.checkpoint-contradicts':
    'Ein unterschriebener Prüfpunkt nennt für diesen Eintrag eine andere Prüfsumme: Die Kette wurde neu geschrieben.',
  'audit.fault.kept-checkpoint-wrong':
    'Ein anderswo aufbewahrter Prüfpunkt ist nicht mehr, wie er unterschrieben wurde, oder gehört zu einer anderen Installation.',
  'audit.fault.checkpoint-out-of-place': 'Dieser Prüfpunkt steht nicht hinter dem Eintrag, den er nennt.',
  'audit.fault.cut-out-of-place': 'Die Marke für entfernte Einträge passt nicht dazu, wo die Datei beginnt.',
  'audit.fault.cut-missing': 'Die Datei beginnt nicht mit Eintrag 1, und keine unterschriebene Marke sagt, warum.',
  'audit.fault.tail-missing':
    'Ein unterschriebener Prüfpunkt nennt einen Eintrag, bis zu dem die Datei nicht reicht: Ihr Ende fehlt.',
  'audit.fault.seal-missing': 'Die Datei endet ohne ihr Siegel: Am Ende fehlen Zeilen.',
  'audit.fault.seal-wrong':
    'Die Zeilen vor dem Siegel sind nicht die versiegelten: Eine wurde geändert, entfernt oder verschoben.',
  'audit.fault.after-seal': 'Hinter dem Siegel steht noch etwas.',
  'audit.fault.pack-not-understood':
    'Das ist kein Nachweispaket, wie dieses Produkt es schreibt: Es ist ein anderes Archiv, oder ein Byte darin wurde geändert.',
  'audit.fault.manifest-wrong':
    'Die Liste der Dateien fehlt oder ist nicht so geschrieben, wie dieses Produkt schreibt.',
  'audit.fault.file-changed':
    'Diese Datei ist nicht die, für die unterschrieben wurde: Sie wurde geändert, entfernt oder eingefügt.',
  'audit.fault.report-differs':
    'Der Bericht eines Laufs ist nicht der, dessen Prüfsumme der letzte Eintrag des Laufs trägt.',
  'audit.fault.journal-differs':
    'Die Schritte dieses Laufs sind nicht die, deren Prüfsumme sein letzter Eintrag trägt.',
} as const;
