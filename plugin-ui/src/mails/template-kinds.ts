// The kinds of mails that have templates, in the order in which they are shown.
export const templateKinds = [
  'report',
  'digest',
  'licence-alert',
  'stage-warning',
  'access-taken',
  'password-notice',
] as const;
export type TemplateKind = (typeof templateKinds)[number];
