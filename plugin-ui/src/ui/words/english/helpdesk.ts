// English: the one page of the helpdesk.
export const helpdesk = {
  'helpdesk.title': 'Give somebody their access back',
  'helpdesk.name': 'Whole username, name or mail address',
  'helpdesk.find': 'Find',
  'helpdesk.nobody': 'Nobody goes by exactly this. Try the username.',
  'helpdesk.several': 'Several people go by this name. Try the username.',
  'helpdesk.nothing': 'This product has taken nothing from this user.',
  'helpdesk.status.active': 'Active in Confluence, read',
  'helpdesk.status.disabled': 'Disabled in Confluence, read',
  'helpdesk.status.unknown': 'Nobody knows whether active in Confluence, read',
  'helpdesk.run': 'run {run}',
  'helpdesk.give': 'Give it back',
  'helpdesk.givenBack': 'Given back.',
  'helpdesk.state.under-way': 'It is being given back by run {run}.',
  'helpdesk.state.done': 'It was given back by run {run}.',
  'helpdesk.state.rehearsed':
    'Run {run} only rehearsed it: this product is set to change nothing. Ask an administrator.',
  'helpdesk.state.not-done': 'Run {run} could not give it back. Its report says why; ask an administrator.',
  'fault.no_seat_free': 'No seat of the licence is known to be free, so nothing was given back. Ask an administrator.',
} as const;
