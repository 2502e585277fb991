// German: the page of users and licences.
export const licences = {
  'nav.licences': 'Benutzer und Lizenzen',
  'licences.activity': 'Letzte Aktivität',
  'licences.activityLead': 'Alle, die nicht deaktiviert sind, jeder einmal, gelesen {when}.',
  'licences.lastActive': 'Zuletzt aktiv',
  'licences.users': 'Benutzer',
  'licences.share': 'Anteil',
  'licences.between': { one: 'am letzten Tag', other: 'vor {from} bis {count} Tagen' },
  'licences.beyond': { one: 'vor mehr als {count} Tag', other: 'vor mehr als {count} Tagen' },
  'licences.never': 'nie',
  'licences.unknown': 'unbekannt',
  'licences.showIdle': {
    one: 'Alle ansehen, die seit {count} Tag nicht aktiv waren',
    other: 'Alle ansehen, die seit {count} Tagen nicht aktiv waren',
  },
  'licences.groups': 'Wer einen Platz gewährt',
  'licences.group': 'Gruppe',
  'licences.grants': 'Plätze durch sie',
  'licences.only': 'Durch sie allein',
  'licences.members': 'Mitglieder bekannt',
  'licences.complete': 'alle',
  'licences.incomplete': 'nicht alle',
  'licences.own': 'Eigene Berechtigungen von Benutzern',
  'licences.uncertain': {
    one: '{count} Benutzer teilt den Anzeigenamen mit einem Inhaber',
    other: '{count} Benutzer teilen den Anzeigenamen mit einem Inhaber',
  },
  'licences.onlyMeans': '„Durch sie allein“ sagt, wie viele Plätze frei werden, wenn alle diese Gruppe verlassen.',
  'licences.explained': 'Die Benutzer, bei denen es nicht bekannt ist, können den Unterschied erklären.',
  'licences.unexplained': 'Was bekannt ist, erklärt den Unterschied nicht.',
  'licences.assumed':
    'Niemand sagt, welche Gruppen einen Platz gewähren, darum wird die übliche angenommen. Nennen Sie sie in UM_LICENCE_GROUPS, oder lassen Sie die Datenbank von Confluence lesen.',
} as const;
