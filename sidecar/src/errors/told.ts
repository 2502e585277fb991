// Codes about what administrators tell of users: own fields, lists, and the tables they come in.

/** Part of the catalogue in `errors.ts`. */
export const toldCodes = {
  field_not_found: { status: 404, sentence: 'There is no field with this key. Define it with PUT /fields/{key}.' },
  list_not_found: { status: 404, sentence: 'There is no list of users with this name.' },
  csv_malformed: {
    status: 422,
    sentence: 'This is no table of separated values. See the details for the line, most likely a quote is left open.',
  },
  csv_without_names: {
    status: 422,
    sentence: 'The first line must name a column username, email or user_key, so that rows can be joined with users.',
  },
  csv_without_values: {
    status: 422,
    sentence: 'The first line must name a column value, or one by the key or the name of the field.',
  },
} as const;
