// English: the line on a user's profile, and exempting the user from there.
export const panel = {
  'panel.label': 'User management',
  'panel.seen': 'Last active {when} ({kind}).',
  'panel.never': 'Never active, as far as the sources tell.',
  'panel.unknown': 'Last active: {what}.',
  'panel.next': 'Next: "{stage}" {when} by {policy}.',
  'panel.due': 'Next: "{stage}" with the next run of {policy}.',
  'panel.exempted': 'No policy touches this user: {reason} (until {when}).',
  'panel.exempt': 'Exempt …',
  'panel.why': 'See why',
  'panel.exemptTitle': 'Exempt {name} from all policies',
  'panel.exemptLead': 'No policy touches this user until the end of the last day. Everybody who looks sees the reason.',
  'panel.owner': 'Who answers for it',
  'panel.reason': 'Reason',
  'panel.lastDay': 'Last day',
  'panel.exemptConfirm': 'Exempt {name}',
} as const;
