// The kinds of actions in the order in which forms offer them: what takes little first, deleting last.
export const actionKinds = [
  'disable',
  'enable',
  'addToGroups',
  'removeFromGroups',
  'takeLicence',
  'resetPassword',
  'moveToDirectory',
  'copyToDirectory',
  'deleteOrDisable',
  'delete',
] as const;

export type ActionKind = (typeof actionKinds)[number];
