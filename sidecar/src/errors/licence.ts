// Codes about the terms of the licence and the lines drawn for it.

/** Part of the catalogue in `errors.ts`. */
export const licenceCodes = {
  licence_terms_wrong: {
    status: 422,
    sentence:
      'The table of tiers does not make sense as it stands. See the details for each place and what it must be.',
  },
  licence_alert_wrong: {
    status: 422,
    sentence: 'An alert needs a share of the licence or a number of seats. Give one of them, or switch the alert off.',
  },
  no_seat_free: {
    status: 409,
    sentence:
      'No seat of the licence is known to be free, so nothing was given back. Ask an administrator to free one, or to read Confluence again.',
  },
} as const;
