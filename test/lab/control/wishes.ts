// Reads the bodies sent to the control address and says in one sentence what is wrong with them.
import { validateHeaderName, validateHeaderValue } from 'node:http';
import { DAY_MS, EARLIEST_MS, formatInstant, LATEST_MS } from '../clock.ts';
import { FAULT_KINDS, type FaultKind, type FaultWish } from '../wire/faults.ts';

/** A body the control address cannot use; its message is the answer. */
export class WishFault extends Error {
  readonly status: number;
  constructor(message: string, status = 400) {
    super(message);
    this.status = status;
  }
}

export type SynchroniseWish = { directory: string; restore: boolean; immediate: boolean };

export type ContentWish = { username: string; editedBy: string | undefined; restricted: boolean };

const SOURCE_CHANGES = ['disable', 'enable', 'remove'] as const;
export type SourceWish = { directory: string; username: string; change: (typeof SOURCE_CHANGES)[number] };

export function readSynchroniseWish(body: unknown): SynchroniseWish {
  const { restore, immediate } = readObject(body);
  return { directory: readDirectory(body), restore: restore === true, immediate: immediate === true };
}

/** A rebuilding of the search index that begins now and takes so long on the lab's clock. */
export function readReindexWish(body: unknown): { durationMs: number } {
  return { durationMs: readNumber(readObject(body), 'durationMs', 0, DAY_MS) ?? 60_000 };
}

export function readContentWish(body: unknown): ContentWish {
  const { editedBy, restricted } = readObject(body);
  return {
    username: readName(body, 'username'),
    editedBy: editedBy === undefined ? undefined : readName(body, 'editedBy'),
    restricted: restricted === true,
  };
}

export function readSourceWish(body: unknown): SourceWish {
  const change = SOURCE_CHANGES.find((candidate) => candidate === readObject(body).change);
  if (change === undefined) throw new WishFault(`"change" must be one of ${SOURCE_CHANGES.join(', ')}`);
  return { directory: readDirectory(body), username: readName(body, 'username'), change };
}

export function readFaultWish(body: unknown): FaultWish {
  const object = readObject(body);
  refuseUnknownKeys(object, ['match', 'kind', 'status', 'delayMs', 'share', 'count', 'limit', 'headers', 'body']);
  const wish: FaultWish = { kind: readKind(object.kind) };
  if (object.match !== undefined) wish.match = readMatch(object.match);
  const status = readNumber(object, 'status', 200, 599);
  if (status !== undefined) wish.status = status;
  const delayMs = readNumber(object, 'delayMs', 0, 86_400_000);
  if (delayMs !== undefined) wish.delayMs = delayMs;
  const share = readNumber(object, 'share', 0, 1, false);
  if (share !== undefined) wish.share = share;
  const count = readNumber(object, 'count', 0, Number.MAX_SAFE_INTEGER);
  if (count !== undefined) wish.count = count;
  const limit = readNumber(object, 'limit', 1, 10_000);
  if (limit !== undefined) wish.limit = limit;
  if (object.headers !== undefined) wish.headers = readHeaders(object.headers);
  if (typeof object.body === 'string') wish.body = object.body;
  else if (object.body !== undefined) throw new WishFault('"body" must be text');
  return wish;
}

/** Where the clock is to be put, epoch milliseconds; `nowEpochMs` is where it stands. */
export function readClockWish(body: unknown, nowEpochMs: number): number {
  const { now, advanceDays } = readObject(body);
  if (typeof now === 'string' || typeof now === 'number') return checkInstant(new Date(now).getTime(), '"now"', now);
  if (typeof advanceDays !== 'number') {
    throw new WishFault('the body must be {"now": instant} or {"advanceDays": number}');
  }
  return checkInstant(nowEpochMs + advanceDays * DAY_MS, '"advanceDays"', advanceDays);
}

function checkInstant(epochMs: number, key: string, given: string | number): number {
  if (epochMs >= EARLIEST_MS && epochMs <= LATEST_MS) return epochMs;
  throw new WishFault(
    `${key} must lead to an instant from ${formatInstant(EARLIEST_MS)} to ${formatInstant(LATEST_MS)}: ${given}`,
  );
}

export function readName(body: unknown, key: string): string {
  const value = readObject(body)[key];
  if (typeof value !== 'string' || value === '') throw new WishFault(`the body must be {"${key}": text}`);
  return value;
}

/** By name, or by id as text or number. */
function readDirectory(body: unknown): string {
  const { directory } = readObject(body);
  return typeof directory === 'number' ? String(directory) : readName(body, 'directory');
}

function readKind(kind: unknown): FaultKind {
  const known = FAULT_KINDS.find((candidate) => candidate === kind);
  if (known === undefined) throw new WishFault(`"kind" must be one of ${FAULT_KINDS.join(', ')}`);
  return known;
}

function readMatch(value: unknown): NonNullable<FaultWish['match']> {
  const object = readObject(value);
  refuseUnknownKeys(object, ['method', 'path', 'service']);
  const match: NonNullable<FaultWish['match']> = {};
  for (const key of ['method', 'path'] as const) {
    const text = object[key];
    if (text === undefined) continue;
    if (typeof text !== 'string') throw new WishFault(`"match.${key}" must be text`);
    match[key] = text;
  }
  const service = object.service;
  if (service === 'confluence' || service === 'crowd') match.service = service;
  else if (service !== undefined) throw new WishFault('"match.service" must be confluence or crowd');
  return match;
}

function readHeaders(given: unknown): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(readObject(given))) {
    const text = String(value);
    if (!isHeader(name, text)) throw new WishFault(`"headers" has one that cannot be sent: ${JSON.stringify(name)}`);
    headers[name.toLowerCase()] = text;
  }
  return headers;
}

function isHeader(name: string, text: string): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, text);
    return true;
  } catch {
    return false;
  }
}

function readNumber(
  object: Record<string, unknown>,
  key: string,
  least: number,
  most: number,
  whole = true,
): number | undefined {
  const value = object[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || value < least || value > most || (whole && !Number.isInteger(value))) {
    throw new WishFault(`"${key}" must be a ${whole ? 'whole ' : ''}number from ${least} to ${most}`);
  }
  return value;
}

function refuseUnknownKeys(object: Record<string, unknown>, known: readonly string[]): void {
  const unknown = Object.keys(object).find((key) => !known.includes(key));
  if (unknown !== undefined) throw new WishFault(`unknown key "${unknown}"; known are ${known.join(', ')}`);
}

export function readObject(body: unknown): Record<string, unknown> {
  const value = typeof body === 'string' ? parseText(body) : body;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new WishFault('the body must be a JSON object');
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new WishFault('the body is not JSON');
  }
}
