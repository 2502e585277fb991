// Why a Confluence cannot do something, and the ways in which it can; `errors.ts` has a sentence for each code.

/** JSON-RPC is the old Remote API: the only way to change users and groups before 8.2. */
export type CapabilityWay = 'rest' | 'json-rpc';

/** Why a host cannot do something. */
export type HostAbsence =
  | 'host_user_list_absent'
  | 'host_activity_absent'
  | 'host_email_absent'
  | 'host_group_list_absent'
  | 'host_nesting_absent'
  | 'host_group_query_absent'
  | 'host_changes_absent' // REST is too old for changes, and the Remote API does not answer either
  | 'host_basic_needed' // the Remote API takes no token
  | 'host_remote_api_off'
  | 'host_websudo' // secure administrator sessions shut programs out
  | AnyNameAbsence;

/** Why names that no path can carry are out of reach where REST makes the changes: the Remote API would carry them. */
export type AnyNameAbsence =
  | 'host_names_absent' // it does not answer
  | 'host_names_basic_needed'
  | 'host_names_remote_api_off'
  | 'host_names_websudo';

/** What besides can go wrong with the Remote API, and with tokens before there were any. */
export type RemoteFailureCode =
  | 'host_tokens_unknown' // before 7.9 there are no personal access tokens
  | 'host_remote_exception' // the Remote API answered with an exception
  | 'host_without_effect'; // the Remote API said that it did not do it
