// What a guard says when it refuses: its name and the numbers or names behind it. Words are made from it elsewhere.

/** Guards over a whole plan: a refusal holds the run in quarantine with the plan kept. */
export type PlanGuardName =
  | 'user-count'
  | 'user-percent'
  | 'host-not-confirmed'
  | 'exemption-unreadable'
  | 'snapshot-too-old';

/** Guards over one step: a refusal leaves that user alone. */
export type StepGuardName =
  | 'protected-user'
  | 'protected-group'
  | 'own-account'
  | 'administrator'
  | 'last-administrator'
  | 'role-group'
  | 'unknown-activity';

/** What is compared right before an account is taken out of a directory: nobody may lose the last one. */
export type AccountGuardName =
  | 'copy-incomplete' // the other directory does not hold everything yet
  | 'no-other-account'; // the account it was made from is not there any more

export interface PlanRefusal {
  readonly guard: PlanGuardName;
  readonly details: Readonly<Record<string, string | number>>;
}
