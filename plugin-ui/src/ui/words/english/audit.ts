// English: the audit trail.
export const audit = {
  'audit.title': 'Audit trail',
  'audit.lead':
    'Every sign-in, decision, run, export and change of a setting is one entry, chained to the one before, so that what was changed afterwards shows.',
  'audit.entries': 'Entries',
  'audit.checked': 'Checked',
  'audit.unchecked': 'not yet since this product was started',
  'audit.soundThrough': 'sound up to entry {entry}, looked at {when}',
  'audit.brokenAfter': 'sound up to entry {entry} and broken behind it, looked at {when}',
  'audit.checkpoint': 'Last checkpoint',
  'audit.neverSigned': 'none',
  'audit.noCheckpoint': 'none yet; the first is signed within an hour',
  'audit.signed': 'entry {entry}, signed {when}',
  'audit.kept': 'Kept',
  'audit.keptForGood': 'for good.',
  'audit.keptDays': { one: 'for {count} day.', other: 'for {count} days.' },
  'audit.removed': {
    one: '{count} older entry was removed behind a signed marker.',
    other: '{count} older entries were removed behind signed markers.',
  },
  'audit.feed': 'Handed on',
  'audit.fedThrough': 'up to entry {entry}',
  'audit.feedFails': 'failing since {when}; nothing is lost, it is tried again',
  'audit.key': 'Public key',
  'audit.save': 'Save the whole trail for checking',
  'audit.verify':
    'Check the saved file anywhere: user-management audit verify audit.jsonl. As tables, users, runs and trail are above, under Rights and proof.',
  'audit.broken': 'The audit trail is broken at entry {entry}.',
  'audit.do.keep':
    'Save the whole trail now, and a copy of the database, before anything else. Keep both where nobody of this machine can write.',
  'audit.do.checkpoint':
    'What stands up to entry {entry} was signed on {when}. Hold it against the checkpoints you keep elsewhere and against your last backup; the first entry that differs is the one that was changed.',
  'audit.do.noCheckpoint': 'Nothing was signed yet. Hold the trail against your last backup of the database.',
  'audit.do.ask': 'Ask who could write to the database of this product between that backup and today.',
  'audit.do.goesOn':
    'This product goes on and writes further entries, but signs and removes nothing until the trail is sound again.',
} as const;
