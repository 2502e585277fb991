// Small readings of the columns' texts: Confluence's T and F, names, keys, and ids that are larger than a JavaScript number.
import type { UserKey } from '../../domain/user.ts';

/** `char(1)` with T or F; true columns of either engine are understood too, everything else is unknown. */
export function readFlag(text: string | null): boolean | null {
  switch (text?.trim().toLowerCase()) {
    case 't':
    case 'true':
    case '1':
      return true;
    case 'f':
    case 'false':
    case '0':
      return false;
    default:
      return null;
  }
}

/** Text that says something; Oracle and careless imports keep empty text for none. */
export function readText(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : text;
}

/** The user keys of this column; the database is where they come from, so they are taken as they are. */
export function readUserKey(text: string | null): UserKey {
  return (text ?? '') as UserKey;
}

/** Compared as a number by both engines: MySQL would compare text with a number as inexact fractions. */
export function bindId(id: string): bigint {
  return BigInt(id);
}
