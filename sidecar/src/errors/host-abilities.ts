// The codes for what a Confluence cannot do, with what would bring it, and for readings that do not hold everybody.

export const hostAbilityCodes = {
  host_tokens_unknown: {
    status: 502,
    sentence:
      'This Confluence knows no personal access tokens, they came with 7.9. Set UM_CONFLUENCE_USERNAME and UM_CONFLUENCE_PASSWORD instead.',
  },
  host_remote_exception: {
    status: 502,
    sentence: 'The Remote API of Confluence refused with an exception. The log of Confluence names it.',
  },
  host_without_effect: {
    status: 502,
    sentence: 'Confluence answered that nothing was changed. The directory of this user may be read-only.',
  },
  host_user_list_absent: {
    status: 502,
    sentence:
      'This Confluence lists no users: that needs 8.4. The members of all groups are read instead; users who are in no group are missing.',
  },
  host_activity_absent: {
    status: 502,
    sentence:
      'This Confluence tells no last login: that needs 10.2, or another source of activity, its database (UM_CONFLUENCE_DATABASE_URL) or files of sign-ins (UM_EVIDENCE_DIR).',
  },
  host_email_absent: {
    status: 502,
    sentence:
      'This Confluence tells no e-mail addresses: that needs 9.3, or its directories tell them, through its database (UM_CONFLUENCE_DATABASE_URL) or Crowd applications (UM_DIRECTORIES_FILE).',
  },
  host_group_list_absent: { status: 502, sentence: 'This Confluence does not list its groups.' },
  host_nesting_absent: {
    status: 502,
    sentence:
      'This Confluence does not tell which groups lie inside others: that needs 9.4. If there are none, say so in the settings (Rules, Nested groups) or with PUT /process/nested-groups.',
  },
  host_group_query_absent: {
    status: 502,
    sentence: 'Groups with a slash or backslash in their name cannot be read at this Confluence: that needs 10.2.',
  },
  host_changes_absent: {
    status: 502,
    sentence:
      'This Confluence cannot be changed from outside. Upgrade to 8.2 or later; before that, only its Remote API changes users and groups, and nothing answers at /rpc/json-rpc: see that the JSON-RPC plugin is on and that the proxy lets this path through.',
  },
  host_basic_needed: {
    status: 502,
    sentence:
      'Before 8.2 (passwords: 8.4) only the Remote API of Confluence changes users and groups, and it takes no token. Set UM_CONFLUENCE_USERNAME and UM_CONFLUENCE_PASSWORD instead of UM_CONFLUENCE_TOKEN, or upgrade to 8.4 or later.',
  },
  host_remote_api_off: {
    status: 502,
    sentence:
      'Before 8.2 (passwords: 8.4) only the Remote API of Confluence changes users and groups, and it is off. Switch it on under General configuration, Further configuration, Remote API (XML-RPC & SOAP), or upgrade to 8.4 or later.',
  },
  host_websudo: {
    status: 502,
    sentence:
      'Secure administrator sessions keep programs from changing users and groups of this Confluence. Switch them off under General configuration, Security configuration, or upgrade to 8.4 or later.',
  },
  host_names_absent: {
    status: 502,
    sentence:
      'REST cannot carry names with a slash or backslash, and the Remote API, which could, does not answer at /rpc/json-rpc: see that the JSON-RPC plugin is on and that the proxy lets this path through, or change them by hand.',
  },
  host_names_basic_needed: {
    status: 502,
    sentence:
      'REST cannot carry names with a slash or backslash, and the Remote API, which could, takes no token. Set UM_CONFLUENCE_USERNAME and UM_CONFLUENCE_PASSWORD instead of UM_CONFLUENCE_TOKEN, or change them by hand.',
  },
  host_names_remote_api_off: {
    status: 502,
    sentence:
      'REST cannot carry names with a slash or backslash, and the Remote API, which could, is off. Switch it on under General configuration, Further configuration, Remote API (XML-RPC & SOAP), or change them by hand.',
  },
  host_names_websudo: {
    status: 502,
    sentence:
      'REST cannot carry names with a slash or backslash, and secure administrator sessions keep programs from the Remote API, which could. Switch them off under General configuration, Security configuration, or change them by hand.',
  },
  users_by_groups: {
    status: 502,
    sentence:
      'Read as members of groups, because this Confluence lists no users. Users who are in no group are missing.',
  },
  users_by_groups_and_remote_api: {
    status: 502,
    sentence:
      'Read as members of groups and by the Remote API, because this Confluence lists no users. Disabled users who are in no group may be missing.',
  },
  users_repeated: {
    status: 502,
    sentence:
      'The list of users gave somebody twice. Before 10.1 it is known to be faulty: others may be missing if they are in no group.',
  },
  users_unlisted: {
    status: 502,
    sentence: 'Groups have members whom the list of users does not show. They were added; others may be missing.',
  },
  users_fewer_than_licensed: {
    status: 502,
    sentence: 'Confluence counts more licensed users than could be read. Some users are missing.',
  },
} as const;
