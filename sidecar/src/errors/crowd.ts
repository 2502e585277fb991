// The codes a Crowd directory can fail with, each with the sentence that says what to do.

export const crowdCodes = {
  crowd_not_configured: {
    status: 409,
    sentence: 'No Crowd application is configured for this directory any more. See UM_DIRECTORIES_FILE.',
  },
  crowd_unreachable: {
    status: 502,
    sentence:
      'Crowd cannot be reached. Check the url of this directory in UM_DIRECTORIES_FILE, the network and whether Crowd is up.',
  },
  crowd_timeout: { status: 504, sentence: 'Crowd did not answer in time. Try again when it is less busy.' },
  crowd_not_crowd: {
    status: 502,
    sentence:
      'There is no Crowd at this address. Check the url of this directory in UM_DIRECTORIES_FILE, its context path included.',
  },
  crowd_unauthorised: {
    status: 502,
    sentence:
      'Crowd refused the application. Its name and password in UM_DIRECTORIES_FILE must be those of a Crowd application, not of a person.',
  },
  crowd_address_refused: {
    status: 502,
    sentence:
      "Crowd turns our address away. Add the address of the sidecar to the application's remote addresses in Crowd, and see that the application is active.",
  },
  crowd_permission_denied: {
    status: 502,
    sentence:
      'The Crowd application may not do this in this directory. Grant it in Crowd, both to the application and in the directory.',
  },
  crowd_read_only: {
    status: 409,
    sentence: 'This directory is only read. To change that, set writable: true for it in UM_DIRECTORIES_FILE.',
  },
  crowd_wrong_directory: {
    status: 409,
    sentence:
      'The Crowd application answers for another directory than the configured one. Compare directoryId in UM_DIRECTORIES_FILE with the directory mapped in Crowd.',
  },
  crowd_several_directories: {
    status: 409,
    sentence:
      'The Crowd application answers for several directories. Map it to exactly one, and use one application for each directory.',
  },
  crowd_directory_untold: {
    status: 409,
    sentence: 'Crowd does not tell which directory this account is in, so nothing was changed.',
  },
  crowd_directory_unconfirmed: {
    status: 409,
    sentence: 'This directory is only read until its directoryId is set in UM_DIRECTORIES_FILE.',
  },
  crowd_account_replaced: {
    status: 409,
    sentence: 'The directory has another account of this name now than when the change was planned.',
  },
  crowd_name_taken: { status: 409, sentence: 'The directory has this name already, for somebody else.' },
  crowd_user_not_found: { status: 502, sentence: 'The directory does not know this user.' },
  crowd_group_not_found: { status: 502, sentence: 'The directory does not know this group.' },
  crowd_membership_not_found: { status: 502, sentence: 'The directory does not know this membership.' },
  crowd_membership_exists: { status: 502, sentence: 'The directory has this membership already.' },
  crowd_user_refused: {
    status: 502,
    sentence: 'The directory does not accept a user of this name or with these values.',
  },
  crowd_group_refused: { status: 502, sentence: 'The directory does not accept a group of this name.' },
  crowd_password_refused: {
    status: 502,
    sentence: 'The directory does not accept this password: its rules are stricter.',
  },
  crowd_no_email: { status: 502, sentence: 'The directory has no usable e-mail address for this user.' },
  crowd_value_too_long: { status: 400, sentence: 'A value of an attribute has at most 255 characters.' },
  crowd_name_unusable: { status: 400, sentence: 'This name cannot be sent to Crowd as it is.' },
  crowd_capability_absent: { status: 502, sentence: 'This Crowd or this directory has no way to do this.' },
  crowd_changes_lost: { status: 502, sentence: 'Crowd no longer knows what changed since. A full reading is needed.' },
  crowd_not_data: {
    status: 502,
    sentence:
      'Crowd answered with a page instead of data, or not to the end. A proxy or maintenance may be in between.',
  },
  crowd_unexpected_shape: { status: 502, sentence: 'Crowd answered in a form this product does not know.' },
  crowd_rate_limited: { status: 503, sentence: 'Crowd has no time for our requests. Try again later.' },
  crowd_error: { status: 502, sentence: 'Crowd reported an error of its own. Its log names it.' },
  crowd_endless_paging: { status: 502, sentence: 'Crowd gave a list that does not end. The reading was stopped.' },
  crowd_bad_request: { status: 502, sentence: 'Crowd did not accept the request.' },
} as const;
