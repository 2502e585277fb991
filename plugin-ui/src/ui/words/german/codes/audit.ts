// German: how the stored audit trail can be broken; what only a saved file can lack is told by the command that checks it.
export const audit = {
  'audit.fault.entry-changed':
    'Der Text dieses Eintrags ergibt nicht die Prüfsumme, die daneben steht: Eines von beiden wurde geändert.',
  'audit.fault.entry-missing': 'Dieser Eintrag fehlt: An seiner Stelle steht ein späterer.',
  'audit.fault.entry-out-of-place':
    'Dieser Eintrag steht an falscher Stelle: Er wurde verschoben, wiederholt oder eingefügt.',
  'audit.fault.chain-broken':
    'Dieser Eintrag schließt nicht an den vorigen an: Jener wurde gegen einen anderen getauscht.',
  'audit.fault.checkpoint-contradicts':
    'Ein unterschriebener Prüfpunkt nennt für diesen Eintrag eine andere Prüfsumme: Die Kette wurde neu geschrieben.',
  'audit.fault.checkpoint-out-of-place': 'Dieser Prüfpunkt steht nicht hinter dem Eintrag, den er nennt.',
  'audit.fault.checkpoint-unreadable':
    'Ein unterschriebener Prüfpunkt dieses Eintrags ist nicht mehr lesbar: Er wurde geändert, oder die Datenbank ist beschädigt.',
  'audit.fault.cut-unreadable':
    'Der Vermerk über Einträge, die bis hierher entfernt wurden, ist nicht mehr lesbar: Er wurde geändert, oder die Datenbank ist beschädigt.',
  'audit.fault.cut-by-another-key':
    'Was unter dem Schlüssel dieser Installation geprüft oder unterschrieben war, wurde entfernt; die Marke davor hat ein anderer Schlüssel unterschrieben.',
  'audit.fault.tail-missing':
    'Ein Eintrag, der unterschrieben oder schon für unversehrt befunden war, wird nicht mehr erreicht: Das Ende fehlt.',
  'audit.fault.written-anew':
    'Dieser Eintrag ist ein anderer als der, der schon für unversehrt befunden war: Die Kette wurde neu geschrieben.',
  'audit.fault.key-unknown': 'Dies ist mit einem Schlüssel unterschrieben, der hier nicht genannt ist.',
  'audit.fault.signature-wrong':
    'Die Unterschrift passt nicht zu dem, worunter sie steht: Eines von beiden wurde geändert.',
} as const;
