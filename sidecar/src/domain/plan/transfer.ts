// A move or copy of one user between two directories, as the steps it takes: create, join groups, compare, only then delete.
import type { AccountChange, TransferOrder } from '../action.ts';
import { foldName } from '../user.ts';
import type { AccountImage } from './before-image.ts';
import type { Intent, PlanNote } from './intent.ts';

/** What both directories were found to hold of one user when the plan was made. */
export type TransferFacts =
  | {
      readonly kind: 'read';
      readonly source: AccountImage | null;
      readonly target: AccountImage | null;
      /** Direct groups of the source account that do not exist in the target. */
      readonly missingGroups: readonly string[];
      /** Whether this product may change the directory, as configured. */
      readonly writable: { readonly source: boolean; readonly target: boolean };
      /** Which of the two Confluence asks first; null where nobody tells. */
      readonly first: 'source' | 'target' | null;
    }
  /** A directory has no Crowd application in the configuration, or could not be read. */
  | { readonly kind: 'unread'; readonly reason: 'directory-not-configured' | 'directory-unreadable' };

/** Attributes that belong to the password that stays behind, or would lock the person out. */
const leftBehind: ReadonlySet<string> = new Set([
  'requiresPasswordChange',
  'invalidPasswordAttempts',
  'passwordLastChanged',
  'passwordExpiryNotificationLastSent',
]);

export interface TransferPlan {
  readonly intents: readonly Intent[];
  readonly notes: readonly PlanNote[];
  /** What is to be kept in the before-image. */
  readonly images: readonly AccountImage[];
}

/** The steps of one transfer in the order in which nothing can be lost; one `unsupported` step where it cannot be made. */
export function planTransfer(order: TransferOrder, keepsSource: boolean, facts: TransferFacts): TransferPlan {
  const { from, to } = order;
  const create: AccountChange = { kind: 'create-account', directory: to, from };
  const only = (known: Intent['known'], images: readonly AccountImage[] = []): TransferPlan => ({
    intents: [{ change: create, known }],
    notes: [],
    images,
  });
  if (facts.kind === 'unread') return only({ kind: 'unsupported', reason: facts.reason });
  const { source, target } = facts;
  const images = [source, target].filter((image) => image !== null);
  if (source === null) {
    return target === null
      ? only({ kind: 'unsupported', reason: 'account-not-in-source' })
      : only({ kind: 'already' }, images);
  }
  const obstacle = findObstacle(order, keepsSource, facts, source);
  if (obstacle !== null) return only({ kind: 'unsupported', reason: obstacle }, images);
  const intents: Intent[] = [
    ...facts.missingGroups.map((group) => open({ kind: 'create-group', directory: to, group })),
    { change: create, known: target === null ? null : { kind: 'already' } },
    ...(attributesToCopy(source).size === 0 ? [] : [open({ kind: 'copy-attributes', directory: to, from })]),
    ...source.groups.map((group): Intent => {
      const joined = target?.groups.some((one) => foldName(one) === foldName(group)) ?? false;
      return {
        change: { kind: 'add-account-to-group', directory: to, group },
        known: joined ? { kind: 'already' } : null,
      };
    }),
    ...(keepsSource ? [] : [open({ kind: 'delete-account', directory: from, keptIn: to })]),
    ...(order.mailPasswordReset ? [open({ kind: 'mail-password-reset', directory: to })] : []),
    ...(target === null ? [open({ kind: 'withdraw-account', directory: to, keptIn: from })] : []),
  ];
  return { intents, notes: [whoWins(facts.first), 'password-does-not-travel'], images };
}

/** The attributes that go along, `lastAuthenticated` among them, so that rules on inactivity do not start anew. */
export function attributesToCopy({ attributes }: AccountImage): Map<string, readonly string[]> {
  return new Map(Object.entries(attributes).filter(([name, values]) => values.length > 0 && !leftBehind.has(name)));
}

/** Whether two accounts are the same person's: the same name in another directory may be somebody else's. */
export function isSamePerson(
  one: Pick<AccountImage, 'email' | 'displayName'>,
  other: Pick<AccountImage, 'email' | 'displayName'>,
): boolean {
  const same = (left: string, right: string) => foldName(left.trim()) === foldName(right.trim());
  return same(one.email, other.email) && same(one.displayName, other.displayName);
}

function findObstacle(
  { missingGroups: policy }: TransferOrder,
  keepsSource: boolean,
  { target, missingGroups, writable }: Extract<TransferFacts, { kind: 'read' }>,
  source: AccountImage,
) {
  if (!writable.target) return 'target-read-only';
  if (!keepsSource && !writable.source) return 'source-read-only';
  if (source.status === 'unknown') return 'status-not-told';
  if (target !== null && !isSamePerson(source, target)) return 'name-taken';
  if (target !== null && target.status !== source.status) return 'target-differs';
  return missingGroups.length > 0 && policy === 'refuse' ? 'groups-missing-in-target' : null;
}

/** The new account may speak for the user at once, or only when the old one is gone. */
function whoWins(first: 'source' | 'target' | null): PlanNote {
  if (first === null) return 'directory-order-not-told';
  return first === 'target' ? 'target-wins-at-once' : 'source-wins-until-removed';
}

function open(change: AccountChange): Intent {
  return { change, known: null };
}
