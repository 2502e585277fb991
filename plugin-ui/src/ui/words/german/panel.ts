// German: the line on a user's profile, and exempting the user from there.
export const panel = {
  'panel.label': 'Benutzerverwaltung',
  'panel.seen': 'Zuletzt aktiv {when} ({kind}).',
  'panel.never': 'Nie aktiv, soweit die Quellen es sagen.',
  'panel.unknown': 'Zuletzt aktiv: {what}.',
  'panel.next': 'Als Nächstes: „{stage}“ {when} durch {policy}.',
  'panel.due': 'Als Nächstes: „{stage}“ mit dem nächsten Lauf von {policy}.',
  'panel.exempted': 'Keine Regel rührt diesen Benutzer an: {reason} (bis {when}).',
  'panel.exempt': 'Ausnehmen …',
  'panel.why': 'Warum?',
  'panel.exemptTitle': '{name} von allen Regeln ausnehmen',
  'panel.exemptLead':
    'Keine Regel rührt diesen Benutzer bis zum Ende des letzten Tages an. Wer hinsieht, sieht den Grund.',
  'panel.owner': 'Wer dafür einsteht',
  'panel.reason': 'Grund',
  'panel.lastDay': 'Letzter Tag',
  'panel.exemptConfirm': '{name} ausnehmen',
} as const;
