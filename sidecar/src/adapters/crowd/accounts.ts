// A user as Crowd writes them, turned into an account; a field of an unknown form counts as not told.
import type { AccountKey, Instant, Username, UserStatus } from '../../domain/user.ts';
import type { DirectoryAccount } from '../ports.ts';
import { isRecord, rowsOf, type WireUser } from './schema.ts';

/** Turns a user with expanded attributes into an account. */
export function toAccount(user: WireUser): DirectoryAccount {
  const attributes = readAttributes(user.attributes);
  const key = typeof user.key === 'string' && directoryIdOf(user) !== null ? (user.key as AccountKey) : null;
  return {
    key,
    directoryId: directoryIdOf(user),
    username: user.name as Username,
    firstName: textOf(user['first-name']),
    lastName: textOf(user['last-name']),
    displayName: textOf(user['display-name']) ?? user.name,
    email: textOf(user.email),
    status: statusOf(user.active),
    createdAt: instantOf(user['created-date']),
    updatedAt: instantOf(user['updated-date']),
    attributes,
    lastAuthenticated: readTime(attributes, 'lastAuthenticated'),
    lastActive: readTime(attributes, 'lastActive'),
  };
}

/**
 * The directory that answered, by the key's form `<directoryId>:<externalId>`; null where there is no such key, or
 * where the `directory-id` that newer servers tell contradicts it.
 */
export function directoryIdOf(user: WireUser): string | null {
  const id = typeof user.key === 'string' ? (/^(\d+):./s.exec(user.key)?.[1] ?? null) : null;
  const told = user['directory-id'];
  const contradicts = (typeof told === 'number' || typeof told === 'string') && String(told) !== id;
  return contradicts ? null : id;
}

/** The name of the directory, which newer servers tell. */
export function directoryNameOf(user: WireUser): string | null {
  return textOf(user['directory-name']);
}

/**
 * Attributes by name, in whichever of the known forms: `attributes.attributes`, `attributes.attribute`, or the list
 * itself; values as a list or inside `value`.
 */
export function readAttributes(wire: unknown): ReadonlyMap<string, readonly string[]> {
  const rows = Array.isArray(wire) ? wire : (rowsOf(wire, 'attribute') ?? []);
  const attributes = new Map<string, readonly string[]>();
  for (const row of rows) {
    if (!isRecord(row) || typeof row.name !== 'string' || row.name === '') continue;
    attributes.set(row.name, valuesOf(row.values ?? row.value));
  }
  return attributes;
}

function valuesOf(wire: unknown): string[] {
  const inside = isRecord(wire) ? (wire.value ?? wire.values) : wire;
  const list = Array.isArray(inside) ? inside : [inside];
  return list.flatMap((value) => (isPlain(value) ? [String(value)] : []));
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** Times are milliseconds since 1970 in text; whatever else stands there is passed on, to be called unreadable. */
function readTime(attributes: ReadonlyMap<string, readonly string[]>, name: string): number | string | undefined {
  const value = attributes.get(name)?.[0]?.trim();
  if (value === undefined || value === '') return undefined;
  return /^\d{1,16}$/.test(value) ? Number(value) : value;
}

function statusOf(active: unknown): UserStatus {
  if (active === true) return 'active';
  return active === false ? 'disabled' : 'unknown';
}

function instantOf(wire: unknown): Instant | null {
  const ms = typeof wire === 'string' ? Date.parse(wire) : wire;
  if (typeof ms !== 'number' || !(ms > 0 && ms <= 8.64e15)) return null;
  return new Date(ms).toISOString();
}

function textOf(wire: unknown): string | null {
  return typeof wire === 'string' && wire !== '' ? wire : null;
}
