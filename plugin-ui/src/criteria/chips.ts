// Conditions as the page offers them, one chip each, and the tree of criteria they stand for. Chips can be put into an address.
import type { CriteriaDocument } from '../../../sidecar/src/contract/criteria.ts';
import { type FieldLeaf, isFieldLeaf } from './field-chip.ts';

/** What a chip may say; all chips of a bar hold together. */
export type Chip =
  /** `idle`: never active counts as well; `inactive`: was active once. */
  | { readonly kind: 'idle' | 'inactive' | 'never' | 'once' | 'disabledFor'; readonly days: number }
  | { readonly kind: 'status'; readonly status: 'active' | 'disabled' }
  | { readonly kind: 'seat'; readonly holds: boolean }
  | { readonly kind: 'unsynced'; readonly gone: boolean }
  /** Part of username, display name or e-mail address. */
  | { readonly kind: 'text'; readonly name: string }
  | {
      readonly kind: 'group' | 'directory' | 'username' | 'displayName' | 'email' | 'domain' | 'list';
      readonly name: string;
      readonly not?: true;
    }
  | { readonly kind: 'field'; readonly field: FieldLeaf; readonly not?: true }
  /** Picked in a table by their keys, or typed by username or address: criteria take either. */
  | { readonly kind: 'people'; readonly userKeys: readonly string[]; readonly not?: true };

export type ChipKind = Chip['kind'];

/** The tree all chips together stand for; null without a chip: everybody. */
export function treeOf(chips: readonly Chip[]): CriteriaDocument | null {
  const parts = chips.map(partOf);
  const [only] = parts;
  if (only === undefined) return null;
  return parts.length === 1 ? only : { all: parts };
}

function partOf(chip: Chip): CriteriaDocument {
  const part = leafOf(chip);
  return 'not' in chip ? { not: part } : part;
}

function leafOf(chip: Chip): CriteriaDocument {
  switch (chip.kind) {
    case 'idle':
      return { any: [{ inactiveDays: chip.days }, { neverActive: { accountOlderThanDays: chip.days } }] };
    case 'inactive':
      return { inactiveDays: chip.days };
    case 'never':
      return { neverActive: { accountOlderThanDays: chip.days } };
    case 'once':
      return { loggedInOnce: { accountOlderThanDays: chip.days } };
    case 'disabledFor':
      return { disabledDays: chip.days };
    case 'status':
      return { status: chip.status };
    case 'unsynced':
      return { unsynced: chip.gone };
    case 'seat':
      return { hasSeat: chip.holds };
    case 'group':
      return { inGroup: chip.name };
    case 'text': {
      const globs = [`*${chip.name}*`];
      return { any: [{ username: globs }, { displayName: globs }, { email: globs }] };
    }
    case 'directory':
      return { directory: [chip.name] };
    case 'username':
      return { username: [chip.name] };
    case 'displayName':
      return { displayName: [chip.name] };
    case 'email':
      return { email: [chip.name] };
    case 'domain':
      return { emailDomain: [chip.name] };
    case 'list':
      return { inList: chip.name };
    case 'field':
      return { field: chip.field };
    case 'people':
      return namePeople(chip.userKeys);
  }
}

/** One leaf names at most so many. */
const mostNames = 1_000;

function namePeople(userKeys: readonly string[]): CriteriaDocument {
  const leaves: CriteriaDocument[] = [];
  for (let start = 0; start < userKeys.length; start += mostNames) {
    leaves.push({ users: userKeys.slice(start, start + mostNames) });
  }
  const [only] = leaves;
  return leaves.length === 1 && only !== undefined ? only : { any: leaves };
}

/** For an address; an empty bar has no text. */
export function writeChips(chips: readonly Chip[]): string | undefined {
  return chips.length === 0 ? undefined : JSON.stringify(chips);
}

/** Reads what `writeChips` wrote; whatever is no chip is left out, because addresses are typed and passed on by people. */
export function readChips(text: string | null): readonly Chip[] {
  if (text === null) return [];
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read) ? read.filter(isChip) : [];
  } catch {
    return [];
  }
}

function isChip(value: unknown): value is Chip {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  const chip = value as Readonly<Record<string, unknown>>;
  switch (chip.kind) {
    case 'idle':
    case 'inactive':
    case 'never':
    case 'once':
    case 'disabledFor':
      return Number.isInteger(chip.days) && Number(chip.days) >= 1 && Number(chip.days) <= 36_500;
    case 'status':
      return chip.status === 'active' || chip.status === 'disabled';
    case 'seat':
      return typeof chip.holds === 'boolean';
    case 'unsynced':
      return typeof chip.gone === 'boolean';
    case 'field':
      return isFieldLeaf(chip.field);
    case 'people':
      return isList(chip.userKeys) && chip.userKeys.length > 0;
    case 'text':
    case 'group':
    case 'directory':
    case 'username':
    case 'displayName':
    case 'email':
    case 'domain':
    case 'list':
      return typeof chip.name === 'string' && chip.name !== '' && chip.name.length <= 255;
    default:
      return false;
  }
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '');
}
