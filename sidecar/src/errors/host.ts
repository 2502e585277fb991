// The codes for what can go wrong between this product and Confluence, whatever is asked of it.

export const hostCodes = {
  host_unreachable: {
    status: 502,
    sentence: 'Confluence cannot be reached. Check UM_CONFLUENCE_URL, the network and whether Confluence is up.',
  },
  host_timeout: { status: 504, sentence: 'Confluence did not answer in time. Try again when it is less busy.' },
  host_not_confluence: {
    status: 502,
    sentence: 'There is no Confluence at this address. Check UM_CONFLUENCE_URL, its context path included.',
  },
  host_unauthorised: {
    status: 502,
    sentence:
      'Confluence refused the sign-in of this product. Check UM_CONFLUENCE_TOKEN, or the username and password.',
  },
  host_captcha: {
    status: 502,
    sentence:
      'Confluence wants a person to sign in after too many failures. Sign in once as the service account in a browser.',
  },
  host_forbidden: { status: 502, sentence: 'Confluence refused. Check the rights of the service account.' },
  host_change_forbidden: {
    status: 502,
    sentence:
      'Confluence refused this change. If it let others be changed, the directory is probably read-only there: only its owner can change this one. Otherwise check the rights of the service account.',
  },
  host_password_forbidden: {
    status: 502,
    sentence:
      'Confluence let no password be set: by REST that takes a system administrator, and a directory that allows it. Make the service account one, or have the link mailed by a Crowd application of the directory (UM_DIRECTORIES_FILE).',
  },
  host_not_administrator: {
    status: 502,
    sentence: 'The service account is not a Confluence administrator. Ask for the right, then try again.',
  },
  host_not_found: { status: 502, sentence: 'Confluence does not know this user or group.' },
  host_capability_absent: { status: 502, sentence: 'This Confluence has no way to do this.' },
  host_not_json: {
    status: 502,
    sentence:
      'Confluence answered with a page instead of data. A proxy, a sign-in page or maintenance may be in between.',
  },
  host_unexpected_shape: { status: 502, sentence: 'Confluence answered in a form this product does not know.' },
  host_rate_limited: {
    status: 503,
    sentence: 'Confluence limits our requests. Ask for an exemption of the service account or try again later.',
  },
  host_error: { status: 502, sentence: 'Confluence reported an error of its own. Its log names it.' },
  host_endless_paging: { status: 502, sentence: 'Confluence gave a list that does not end. The reading was stopped.' },
  host_read_only: {
    status: 409,
    sentence: 'Confluence is in read-only mode. Switch it back to read-write, then try again.',
  },
  host_conflict: { status: 502, sentence: 'Confluence says this exists already.' },
  host_licence_full: { status: 502, sentence: 'The licence of Confluence has no free seat.' },
  host_bad_request: { status: 502, sentence: 'Confluence did not accept the request.' },
} as const;
