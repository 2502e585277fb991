// Every code a Crowd directory can fail with; `errors.ts` has a sentence for each.

/** Why a directory could not be read or changed. */
export type CrowdFailureCode =
  | 'crowd_not_configured' // no Crowd application for the directory any more
  | 'crowd_unreachable'
  | 'crowd_timeout'
  | 'crowd_not_crowd' // an answer without Crowd's version header
  | 'crowd_unauthorised' // the application's own name or password
  | 'crowd_address_refused' // our address is not on the application's list
  | 'crowd_permission_denied' // the application may not do this in the directory
  | 'crowd_read_only' // configured so
  | 'crowd_wrong_directory'
  | 'crowd_several_directories'
  | 'crowd_directory_untold' // no key, so nothing to compare
  | 'crowd_directory_unconfirmed' // no directory id is configured to compare with
  | 'crowd_account_replaced' // the name belongs to another account than planned
  | 'crowd_name_taken'
  | 'crowd_user_not_found'
  | 'crowd_group_not_found'
  | 'crowd_membership_not_found'
  | 'crowd_membership_exists'
  | 'crowd_user_refused'
  | 'crowd_group_refused'
  | 'crowd_password_refused'
  | 'crowd_no_email'
  | 'crowd_value_too_long'
  | 'crowd_name_unusable'
  | 'crowd_capability_absent'
  | 'crowd_changes_lost'
  | 'crowd_not_data' // a page instead of data, or cut short
  | 'crowd_unexpected_shape'
  | 'crowd_rate_limited'
  | 'crowd_error' // 5xx
  | 'crowd_endless_paging'
  | 'crowd_bad_request';
