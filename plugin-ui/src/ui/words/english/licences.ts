// English: the page of users and licences.
export const licences = {
  'nav.licences': 'Users and licences',
  'licences.activity': 'Last activity',
  'licences.activityLead': 'Everybody who is not disabled, each once, as read {when}.',
  'licences.lastActive': 'Last active',
  'licences.users': 'Users',
  'licences.share': 'Share',
  'licences.between': { one: 'within the last day', other: '{from} to {count} days ago' },
  'licences.beyond': { one: 'more than {count} day ago', other: 'more than {count} days ago' },
  'licences.never': 'never',
  'licences.unknown': 'unknown',
  'licences.showIdle': {
    one: 'Look at everybody who was not active for {count} day',
    other: 'Look at everybody who was not active for {count} days',
  },
  'licences.groups': 'Who grants a seat',
  'licences.group': 'Group',
  'licences.grants': 'Seats it grants',
  'licences.only': 'By it alone',
  'licences.members': 'Members known',
  'licences.complete': 'all',
  'licences.incomplete': 'not all',
  'licences.own': 'Permissions of users of their own',
  'licences.uncertain': {
    one: '{count} user shares a display name with a holder',
    other: '{count} users share a display name with a holder',
  },
  'licences.onlyMeans': '"By it alone" is how many seats become free when everybody leaves that group.',
  'licences.explained': 'The users of whom it is not known can account for the difference.',
  'licences.unexplained': 'The difference cannot be explained by what is known.',
  'licences.assumed':
    'Nobody tells which groups grant a seat, so the usual one is assumed. Name them in UM_LICENCE_GROUPS, or let the database of Confluence be read.',
} as const;
