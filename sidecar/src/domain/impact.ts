// What of others would be left without somebody: spaces nobody else administers, a personal space, tokens in use.
import { type Change, isAccountChange } from './action.ts';
import type { PlanNote } from './plan/intent.ts';
import type { Instant } from './user.ts';

/** In the order in which it is shown. */
export const impactKinds = ['soleSpaceAdministrator', 'soleEditor', 'personalSpace', 'tokensInUse'] as const;

export type ImpactKind = (typeof impactKinds)[number];

/** What is known of one user; what could not be found out is told for the whole plan. */
export interface Impact {
  /** Keys of spaces that nobody would administer any more. */
  readonly soleAdministratorOf: readonly string[];
  /** Ids of pages they made or changed that nobody could edit any more, as far as any were found. */
  readonly soleEditorOf: readonly string[];
  /** The key of the user's personal space. */
  readonly personalSpace: string | null;
  /** When a token of the user was used last, if that was within 90 days. */
  readonly tokensUsedAt: Instant | null;
}

/** Who may administer a space by a grant of its own: people by display name alone, as the host tells them. */
export interface SpaceGrants {
  readonly key: string;
  readonly displayNames: readonly string[];
  readonly groups: readonly string[];
}

/** Whose pages were not all read when the plan was made: the policy has them asked about right before the first step. */
export const askedBeforeStep: PlanNote = 'sole-editor-asked-later';

/** Whether somebody loses something by what is planned. */
export function loses({ steps }: { readonly steps: readonly IntendedStep[] }): boolean {
  return steps.some(({ change, disposition }) => disposition.kind === 'planned' && takesAway(change));
}

interface IntendedStep {
  readonly change: Change;
  readonly disposition: { readonly kind: string };
}

/** Whether a change may leave something without the user: everything but what gives. */
export function takesAway(change: Change): boolean {
  const gives = change.kind === 'enable' || change.kind === 'add-to-group' || change.kind === 'create-user';
  return !gives && !(isAccountChange(change) && !accountLosses.has(change.kind));
}

const accountLosses: ReadonlySet<Change['kind']> = new Set(['disable-account', 'delete-account']);

/** Notes of a plan for what is known, the gravest first. */
export function noteImpact({ soleAdministratorOf, soleEditorOf, personalSpace, tokensUsedAt }: Impact): PlanNote[] {
  return [
    ...(soleAdministratorOf.length > 0 ? (['sole-space-administrator'] as const) : []),
    ...(soleEditorOf.length > 0 ? (['sole-editor'] as const) : []),
    ...(personalSpace === null ? [] : (['personal-space'] as const)),
    ...(tokensUsedAt === null ? [] : (['tokens-in-use'] as const)),
  ];
}

/** Null where there is nothing to show. */
export function impactOrNull(impact: Impact): Impact | null {
  return noteImpact(impact).length === 0 ? null : impact;
}

/** Which note stands for which kind. */
export const noteOfKind: Readonly<Record<ImpactKind, PlanNote>> = {
  soleSpaceAdministrator: 'sole-space-administrator',
  soleEditor: 'sole-editor',
  personalSpace: 'personal-space',
  tokensInUse: 'tokens-in-use',
};
