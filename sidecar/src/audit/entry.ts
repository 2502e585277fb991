// The written form of one audit entry, version 1: its canonical text, its digest, and the salted hash that stands for a person.
import { createHash } from 'node:crypto';
import { stableText } from '../domain/plan/stable-text.ts';

/** Codes and numbers, never names: keys begin with a letter. */
export type AuditDetails = Readonly<Record<string, string | number | boolean | null>>;

/** What the digest covers, whole. Names stand beside it, so that they can be erased and the digest still be checked. */
export interface ChainEntry {
  readonly v: 1;
  /** From 1, without gaps. */
  readonly n: number;
  readonly at: string;
  readonly event: string;
  /** `system`, or the salted hash of the person who acted. */
  readonly actor: string;
  /** The salted hash of the person whom the act was about; null where it was about nobody, or about many. */
  readonly about: string | null;
  readonly details: AuditDetails;
  /** The digest of entry `n - 1`; of entry 1, noughts. */
  readonly previous: string;
}

/** What a hash stands for; without the salt nobody can try names until one fits. */
export interface SaltedPerson {
  readonly salt: string;
  readonly username: string;
  readonly userKey: string | null;
}

/** The digest before the first entry. */
export const noDigest = '0'.repeat(64);

/**
 * The text that is hashed, exported and compared: JSON without spaces, the keys of every object in order of their UTF-16
 * units, numbers and strings as ECMAScript's `JSON.stringify` writes them, in UTF-8 (as RFC 8785 has it).
 */
export function entryText(entry: ChainEntry): string {
  return stableText(entry);
}

/** SHA-256 in 64 lower-case hexadecimal digits. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Stands for a person in an entry. */
export function hashPerson({ salt, username, userKey }: SaltedPerson): string {
  return digestOf(`user-management/audit-person/v1\n${stableText({ salt, userKey, username })}`);
}
