// German: how the stored audit trail can be broken; what only a saved file can lack is told by the command that checks it.
export const audit = {
  'audit.fault.entry-changed':
    'Der Text dieses Eintrags ergibt nicht die Prüfsumme, die daneben steht: Eines von beiden wurde geändert.',
  'audit.fault.entry-missing': 'Dieser Eintrag fehlt: An seiner Stelle steht ein späterer.',
  'audit.fault.entry-out-of-place':
    'Dieser Eintrag steht an falscher Stelle: Er wurde verschoben, wiederholt oder eingefügt.',
  'audit.fault.chain-broken':
    'Dieser Eintrag schließt nicht an den vorigen an: Jener wurde gegen einen anderen getauscht.',
} as const;
