// Codes about what administrators tell of users: own fields, lists, and the tables they come in.

/** Part of the catalogue in `errors.ts`. */
export const toldCodes = {
  newcomers_invalid: {
    status: 422,
    sentence:
      'Some of the users to be created lack a username, a name or an e-mail address, or there are none or too many. See the details for each row.',
  },
  newcomers_beyond_limit: {
    status: 403,
    sentence:
      'Administrators allow fewer users to be created at once without an approval. Leave maxUsers out, or ask an administrator to raise the limit (PUT /process/newcomers).',
  },
  policy_reserved: {
    status: 409,
    sentence: 'This id is kept for runs that create users. Give the policy another one.',
  },
  field_not_found: { status: 404, sentence: 'There is no field with this key. Define it with PUT /fields/{key}.' },
  field_has_old_values: {
    status: 409,
    sentence:
      'A field with this key was deleted, and users still have values of it, by which policies would select at once. Say with oldValues whether to bring them back or to drop them.',
  },
  list_not_found: { status: 404, sentence: 'There is no list of users with this name.' },
  list_in_use: {
    status: 409,
    sentence:
      'Policies ask for this list, see the details. Take it out of their criteria or take them out of use first.',
  },
  filter_not_found: { status: 404, sentence: 'You keep no filter of this name.' },
  too_many_filters: {
    status: 409,
    sentence: 'You keep a hundred filters already. Remove one that you do not need any more.',
  },
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
