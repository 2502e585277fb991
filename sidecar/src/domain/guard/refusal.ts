// What guards say when they refuse: their name and the numbers or names behind it. Words are made from it elsewhere.
import type { PolicyId } from '../policy.ts';

/** Guards over a whole plan: a refusal holds the run in quarantine with the plan kept. Each with its details. */
export interface PlanRefusalDetails {
  readonly 'user-count': { readonly planned: number; readonly limit: number };
  readonly 'user-percent': {
    readonly planned: number;
    readonly usersRead: number;
    readonly percent: number;
    readonly limit: number;
  };
  /** Users with a change that gives rights in the administration, or touches credentials of administrators. */
  readonly 'privileged-changes': {
    readonly users: number;
    /** Names of the groups that give the rights, joined. */
    readonly groups: string;
    /** Administrators whose credentials are touched. */
    readonly credentials: number;
  };
  /** Users by what would be left behind, of the kinds the policy names; `untold`: those nobody tells of here, joined. */
  readonly impact: {
    readonly soleSpaceAdministrator: number;
    readonly soleEditor: number;
    readonly personalSpace: number;
    readonly tokensInUse: number;
    readonly untold: string;
  };
  readonly 'host-not-confirmed': Readonly<Record<never, never>>;
  /** Names of the groups, joined. */
  readonly 'exemption-unreadable': { readonly groups: string };
  readonly 'snapshot-too-old': { readonly ageHours: number; readonly limit: number };
  readonly 'unknown-share': {
    readonly unknown: number;
    readonly usersRead: number;
    readonly percent: number;
    readonly limit: number;
  };
  /** `before`: the most of the policy's last runs. */
  readonly growth: { readonly planned: number; readonly before: number; readonly limit: number };
  readonly 'rolling-window': {
    readonly users: number;
    readonly days: number;
    readonly usersRead: number;
    readonly percent: number;
    readonly limit: number;
  };
  readonly 'population-shrunk': { readonly usersRead: number; readonly before: number };
  /** Shares of those whose activity is known, in per cent. */
  readonly 'activity-shift': { readonly idlePercent: number; readonly before: number };
  readonly 'activity-implausible': { readonly recent: number; readonly enabled: number; readonly inFuture: number };
}

export type PlanGuardName = keyof PlanRefusalDetails;

/** No guard of the plan speaks so: the run waited in vain before it began to act. */
type WaitRefusal =
  | {
      readonly guard: 'directory-synchronising';
      /** Names of the directories, joined. */
      readonly details: { readonly directories: string; readonly minutes: number };
    }
  | { readonly guard: 'reindex-running'; readonly details: { readonly minutes: number } };

export type PlanRefusal =
  | {
      readonly [Name in PlanGuardName]: { readonly guard: Name; readonly details: PlanRefusalDetails[Name] };
    }[PlanGuardName]
  | WaitRefusal;

/** Guards over one step: a refusal leaves that user alone. */
export type StepGuardName =
  | 'own-account'
  | 'protected-user'
  | 'exempt'
  | 'protected-group'
  | 'administrator'
  | 'administrator-credentials'
  | 'last-administrator'
  | 'started-the-run'
  | 'role-group'
  | 'looks-like-service-account'
  | 'unknown-activity'
  | 'approved-in-waves'
  | 'sole-editor'
  | 'sole-editor-unknown'
  | 'belongs-to-other-policy';

/** Guards that an administrator and a second one may lift together, for one plan, and nobody and nothing else. */
export type PrivilegeGuardName = Extract<StepGuardName, 'role-group' | 'administrator-credentials'>;

/** Which exemption it is: its number and its end. The names stand with the exemption alone, where they can be erased. */
export interface ExemptionDetails {
  readonly exemption: number;
  readonly endsAt: string;
  /** It was made for another account, of which this user has nothing but the name. */
  readonly byNameAlone?: true;
}

/** The policy of higher precedence that means the user. */
export interface ClaimDetails {
  readonly policy: PolicyId;
}

/** Ids of pages that nobody could edit any more. */
export interface EditorDetails {
  readonly pages: readonly string[];
}

export type RefusalDetails = ExemptionDetails | ClaimDetails | EditorDetails;

/** What guards say besides their name; the others say nothing. */
interface StepRefusalDetails {
  readonly exempt: ExemptionDetails;
  readonly 'belongs-to-other-policy': ClaimDetails;
  readonly 'sole-editor': EditorDetails;
}

/** What the guard of that name answers when it refuses. */
export type RefusalOf<Name extends StepGuardName> = Name extends keyof StepRefusalDetails
  ? { readonly guard: Name; readonly details: StepRefusalDetails[Name] }
  : { readonly guard: Name };

export type StepRefusal = { readonly [Name in StepGuardName]: RefusalOf<Name> }[StepGuardName];

/** Why somebody is not created. */
export type NewcomerGuardName =
  | 'username-unlawful' // Confluence takes no such name
  | 'email-unlawful' // no address that a mail can go to
  | 'named-twice' // an earlier row of the same request has the name
  | 'name-taken' // somebody else has it, disabled ones and names without an account included
  | 'email-taken' // somebody else gets mail there
  | 'licence-full'; // no seat is left by the host's own count

/** What is compared right before an account is taken out of a directory: nobody may lose the last one. */
export type AccountGuardName =
  | 'copy-incomplete' // the other directory does not hold everything yet
  | 'no-other-account'; // the account it was made from is not there any more
