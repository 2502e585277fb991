// Codes of erasing one person and of evidence for a period: why it cannot be done so.
export const erasureCodes = {
  person_not_known: { status: 404, sentence: 'Nothing here tells of anybody of this username or user key.' },
  person_ambiguous: {
    status: 409,
    sentence:
      'Several accounts have had this name. Name the user key of the one you mean; the details tell which keys there are.',
  },
  person_is_yourself: {
    status: 409,
    sentence: 'You would erase yourself while you are signed in. Another administrator has to do it.',
  },
  person_still_active: {
    status: 409,
    sentence:
      'Confluence still shows this user as active, so everything would come back with the next reading. Delete, anonymise or disable them there, have Confluence read again, and then erase.',
  },
  person_needed: {
    status: 409,
    sentence:
      'A run or an approval in waves still needs this person. Let it end, or stop it; see the details for which.',
  },
  period_wrong: {
    status: 422,
    sentence: 'The period must end after it begins, and be no longer than 400 days. Ask for one part after the other.',
  },
} as const;
