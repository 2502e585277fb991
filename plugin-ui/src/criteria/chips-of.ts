// From a tree of criteria back to chips, where the tree says no more than chips can: what a page may then edit.
import type { CriteriaDocument } from '../../../sidecar/src/contract/criteria.ts';
import { type Chip, treeOf } from './chips.ts';

/** The chips whose tree is exactly this one; null where chips cannot say it. */
export function chipsOf(criteria: CriteriaDocument): readonly Chip[] | null {
  const parts = 'all' in criteria ? criteria.all : [criteria];
  const chips = parts.map(chipOf);
  const known = chips.filter((chip) => chip !== null);
  if (known.length !== chips.length) return null;
  return isSame(treeOf(known), 'all' in criteria && criteria.all.length === 1 ? criteria.all[0] : criteria)
    ? known
    : null;
}

/** One chip for one part; null where it takes more than a chip. */
export function chipOf(part: CriteriaDocument): Chip | null {
  if ('not' in part) {
    const inner = chipOf(part.not);
    return inner !== null && !('not' in inner) && isTurnable(inner) ? { ...inner, not: true } : null;
  }
  if ('any' in part) return joinedChip(part.any);
  if ('inactiveDays' in part) return { kind: 'inactive', days: part.inactiveDays };
  if ('neverActive' in part) return { kind: 'never', days: part.neverActive.accountOlderThanDays };
  if ('loggedInOnce' in part) return { kind: 'once', days: part.loggedInOnce.accountOlderThanDays };
  if ('disabledDays' in part) return { kind: 'disabledFor', days: part.disabledDays };
  if ('status' in part) return { kind: 'status', status: part.status };
  if ('hasSeat' in part) return { kind: 'seat', holds: part.hasSeat };
  if ('unsynced' in part) return { kind: 'unsynced', gone: part.unsynced };
  if ('inGroup' in part) return { kind: 'group', name: part.inGroup };
  if ('inList' in part) return { kind: 'list', name: part.inList };
  if ('directory' in part) return only('directory', part.directory);
  if ('username' in part) return only('username', part.username);
  if ('displayName' in part) return only('displayName', part.displayName);
  if ('email' in part) return only('email', part.email);
  if ('emailDomain' in part) return only('domain', part.emailDomain);
  if ('field' in part) return { kind: 'field', field: part.field };
  if ('users' in part) return { kind: 'people', userKeys: part.users };
  return null;
}

type Turnable = Extract<Chip, { readonly not?: true }>;

function isTurnable(chip: Chip): chip is Turnable {
  return ['group', 'directory', 'username', 'displayName', 'email', 'domain', 'list', 'field', 'people'].includes(
    chip.kind,
  );
}

function only(
  kind: 'directory' | 'username' | 'displayName' | 'email' | 'domain',
  names: readonly string[],
): Chip | null {
  const [name] = names;
  return names.length === 1 && name !== undefined ? { kind, name } : null;
}

/** The two kinds of chips that stand for several leaves. */
function joinedChip(any: readonly CriteriaDocument[]): Chip | null {
  const [first] = any;
  if (first === undefined) return null;
  if ('inactiveDays' in first) return sameOrNull({ kind: 'idle', days: first.inactiveDays }, any);
  if ('username' in first) {
    const [glob = ''] = first.username;
    return sameOrNull({ kind: 'text', name: glob.slice(1, -1) }, any);
  }
  return null;
}

function sameOrNull(chip: Chip, any: readonly CriteriaDocument[]): Chip | null {
  return isSame(treeOf([chip]), { any }) ? chip : null;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
