// English: what went wrong and what to do, by the code of the fault. Codes without words here are told by the sidecar.
export const faults = {
  'fault.offline':
    'The sidecar does not answer. Check whether it runs and whether the proxy passes its address on, then try again.',
  'fault.strange_answer':
    'Something else than the sidecar answered, perhaps a proxy. Ask whoever runs it, then try again.',
  'fault.not_signed_in': 'Your session has ended. Sign in again.',
  'fault.sign_in_refused':
    'Confluence did not accept this. After several failed tries it may want a CAPTCHA: then sign in to Confluence once in a browser.',
  'fault.no_snapshot': 'Confluence has not been read yet. Read it now; nothing is changed by that.',
  'fault.licence_not_read': 'The licence has not been read yet. Read Confluence again.',
  'fault.emergency_stop': 'Everything is stopped. Lift the emergency stop on the start page first.',
  'fault.too_many_requests': 'Too many requests at once. Wait a moment and try again.',
  'fault.internal_error': 'Something broke on our side. The log of the sidecar names it.',
  'fault.unexpected': 'Something broke in this page: {message}',
  'fault.page': 'This page broke. What you did elsewhere is not affected.',
  'fault.role_too_low':
    'Your role does not allow this. Auditors look, operators act, administrators decide how everything is done.',
  'fault.proof_needed': 'Nothing was done: this takes your token or password once more.',
  'fault.confluence_session_ended':
    'Your session at Confluence has ended, or is another person’s. Sign in to Confluence in another tab, then try again.',
  'fault.password_sign_in_off': 'Signing in with a password is switched off here. Use a personal access token.',
  'fault.not_allowed': 'You are in none of the groups that may use this product.',
  'fault.line': 'Line {line}:',
  'fault.csv_malformed':
    'This is no table of separated values, so nothing was read. Mend the line below and try again.',
  'fault.csv_without_names': 'The first line must name a column username, email or user_key. Nothing was read.',
  'fault.process_observes': 'This product only observes. Switch it to live mode on the start page first.',
} as const;
