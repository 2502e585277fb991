// The kinds of mails there are, and what each is about.

/** About one run; report-copy is no mail but files in a folder. */
export type RunMailKind = 'run-report' | 'report-copy' | 'password-notice' | 'stage-warning' | 'access-taken';

export type MailKind = RunMailKind | 'digest' | 'licence-alert';

/** By the number of what it tells of. */
export type MailSubject =
  | { readonly kind: RunMailKind; readonly runId: number }
  | { readonly kind: 'digest'; readonly digestId: number }
  | { readonly kind: 'licence-alert'; readonly alertId: number };
