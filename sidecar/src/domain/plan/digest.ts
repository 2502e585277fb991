// The digest of a plan: two plans with the same digest intend exactly the same for exactly the same users.
import { groupOfChange } from '../action.ts';
import type { Disposition, Plan, PlanEntry } from './plan.ts';
import { stableText } from './stable-text.ts';

/** What a digest is bound to besides the entries. */
export interface DigestScope {
  readonly hostId: string;
  readonly policyId: string;
  readonly policyVersion: number;
}

/**
 * Computes the digest with the given one-way function (hexadecimal SHA-256 in the product) over a text that comes in pieces:
 * whoever hashes may rest between any two. Personal data enters only through `hashPerson`, a salted hash, so that names
 * can be erased later and the digest still be checked.
 */
export function digestPlan<Digest>(
  plan: Pick<Plan, 'entries'>,
  scope: DigestScope,
  hash: (pieces: Iterable<string>) => Digest,
  hashPerson: (entry: PlanEntry) => string,
): Digest {
  return hash(spellDigest(linesOf(plan.entries, hashPerson), scope));
}

function* linesOf(entries: readonly PlanEntry[], hashPerson: (entry: PlanEntry) => string): Generator<string> {
  for (const entry of entries) yield entryLine(hashPerson(entry), entry.steps);
}

/** Lines whose beginnings differ are sorted apart: the order is that of all lines sorted at once. */
const beginning = 5;
const linesPerPiece = 250;

/** What of an entry the digest covers; the order of the lines does not matter. */
export function entryLine(personHash: string, steps: PlanEntry['steps']): string {
  return JSON.stringify([personHash, steps.map(stepLine)]);
}

/** The text under a digest, the JSON of scope and sorted lines. Pieces are empty while lines are still being gathered. */
export function* spellDigest(
  lines: Iterable<string>,
  { hostId, policyId, policyVersion }: DigestScope,
): Generator<string> {
  const heaps = new Map<string, string[]>();
  let gathered = 0;
  for (const line of lines) {
    const start = line.slice(0, beginning);
    const heap = heaps.get(start);
    if (heap === undefined) heaps.set(start, [line]);
    else heap.push(line);
    if (gathered++ % linesPerPiece === 0) yield '';
  }
  yield `${JSON.stringify([hostId, policyId, policyVersion]).slice(0, -1)},[`;
  let comma = '';
  for (const start of [...heaps.keys()].sort()) {
    const sorted = (heaps.get(start) ?? []).sort();
    yield comma + sorted.map((line) => JSON.stringify(line)).join(',');
    comma = ',';
  }
  yield ']]';
}

function stepLine({ change, disposition }: PlanEntry['steps'][number]): unknown[] {
  const why = wordOf(disposition);
  const where = 'directory' in change ? [change.directory, 'from' in change ? change.from : null] : [];
  return [change.kind, groupOfChange(change), disposition.kind, why, ...where];
}

/** What stands behind a disposition, in one word. */
export function wordOf(disposition: Disposition): string | null {
  if ('guard' in disposition) return disposition.guard;
  if ('reason' in disposition) return disposition.reason;
  return 'privilege' in disposition ? disposition.privilege : null;
}

/** The personal part of an entry as one stable text: what `hashPerson` hashes together with a salt. */
export function personText({ userKey, username, before }: Pick<PlanEntry, 'userKey' | 'username' | 'before'>): string {
  return stableText([
    userKey,
    username,
    before.status,
    before.email,
    before.displayName,
    [...before.directGroups].sort(),
    ...(before.groupsIncomplete === undefined ? [] : [before.groupsIncomplete]),
    ...(before.accounts === undefined ? [] : [before.accounts]),
    ...(before.accountImages === undefined ? [] : [before.accountImages]),
    ...(before.newcomer === undefined ? [] : [before.newcomer]),
    ...(before.stage === undefined ? [] : [before.stage]),
  ]);
}
