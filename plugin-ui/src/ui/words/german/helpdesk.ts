// German: the one page of the helpdesk.
export const helpdesk = {
  'helpdesk.title': 'Jemandem den Zugang zurückgeben',
  'helpdesk.name': 'Ganzer Benutzername, Name oder Mailadresse',
  'helpdesk.find': 'Suchen',
  'helpdesk.nobody': 'Niemand heißt genau so. Versuchen Sie den Benutzernamen.',
  'helpdesk.several': 'Mehrere heißen so. Versuchen Sie den Benutzernamen.',
  'helpdesk.nothing': 'Dieses Produkt hat diesem Benutzer nichts genommen.',
  'helpdesk.status.active': 'In Confluence aktiv, gelesen',
  'helpdesk.status.disabled': 'In Confluence deaktiviert, gelesen',
  'helpdesk.status.unknown': 'Ob in Confluence aktiv, ist nicht bekannt, gelesen',
  'helpdesk.run': 'Lauf {run}',
  'helpdesk.give': 'Zurückgeben',
  'helpdesk.givenBack': 'Zurückgegeben.',
  'helpdesk.state.under-way': 'Lauf {run} gibt es gerade zurück.',
  'helpdesk.state.done': 'Lauf {run} hat es zurückgegeben.',
  'helpdesk.state.rehearsed':
    'Lauf {run} hat es nur geprobt: Dieses Produkt ist so eingestellt, dass es nichts ändert. Fragen Sie einen Administrator.',
  'helpdesk.state.not-done':
    'Lauf {run} konnte es nicht zurückgeben. Sein Bericht sagt, warum; fragen Sie einen Administrator.',
  'fault.no_seat_free':
    'Von keinem Platz der Lizenz ist bekannt, dass er frei ist; nichts wurde zurückgegeben. Fragen Sie einen Administrator.',
} as const;
