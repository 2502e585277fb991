// Checks an exported audit trail line by line, without a store or a network, and stops at the first fault.
import { createHash } from 'node:crypto';
import { digestOf, entryText, hashPerson } from './entry.ts';
import type { AuditFault, AuditFaultCode } from './fault.ts';
import {
  type AuditLine,
  type CheckpointLine,
  type CutLine,
  type PersonLine,
  readLine,
  type SealLine,
  type StartLine,
} from './lines.ts';
import { fingerprintOf, isSignedBy, type Signed, type Statement } from './signature.ts';

export interface VerifyOptions {
  /** Public keys in hexadecimal; null believes the keys that the file itself names. */
  readonly trusted: readonly string[] | null;
  /** Checkpoints kept apart from the file: what it must contain. */
  readonly checkpoints: readonly CheckpointLine[];
  /** Whether the file may begin anywhere, as a part of a trail does. */
  readonly part: boolean;
}

/** What a sound file holds. */
export interface AuditSummary {
  readonly entries: number;
  readonly first: number | null;
  readonly last: { readonly n: number; readonly at: string; readonly digest: string } | null;
  readonly checkpoints: number;
  /** Checkpoints kept apart of entries that the file does not reach: nothing in it was held against them. */
  readonly apartUnheld: number;
  /** Entries that signed markers say were removed in time. */
  readonly removed: number;
  /** Names that were erased: the entries stand, the names do not. */
  readonly erased: number;
  /** Fingerprints of all keys that signed. */
  readonly keys: readonly string[];
}

type Step = AuditFaultCode | null;

/** Hears lines in their order, without their line feeds. */
export function openVerifier({ trusted, checkpoints, part }: VerifyOptions, hearer: Hearer = deaf) {
  const bytes = createHash('sha256');
  const trustedKeys = trusted === null ? null : new Map(trusted.map((key) => [fingerprintOf(key), key]));
  const kept = Map.groupBy(checkpoints, ({ n }) => n);
  const signers = new Set<string>();
  let fault: AuditFault | null = null;
  let lines = 0;
  let start: StartLine | null = null;
  let keys = new Map<string, string>();
  let before = { n: 0, digest: '', at: '' };
  let first: number | null = null;
  let hashes = new Map<PersonLine['part'], string>();
  let awaited: PersonLine['part'][] = [];
  let [checked, removed, erased] = [0, 0, 0];
  let cutThrough = 0;
  let sealed = false;

  const checkSignature = <Said extends Statement>(line: Signed<Said>): Step => {
    const key = (trustedKeys ?? keys).get(line.key);
    if (key === undefined) return trustedKeys === null ? 'key-unknown' : 'key-not-trusted';
    signers.add(line.key);
    return isSignedBy(key, line) ? null : 'signature-wrong';
  };

  const contradicts = (n: number, digest: string): boolean =>
    kept.get(n)?.some((one) => one.digest !== digest) ?? false;

  const takeStart = (line: StartLine): Step => {
    if (start !== null) return 'start-repeated';
    start = line;
    keys = new Map(line.keys.map((key) => [fingerprintOf(key), key]));
    before = { n: line.after, digest: line.digest, at: '' };
    if (checkpoints.some((one) => checkSignature(one) !== null)) return 'kept-checkpoint-wrong';
    return contradicts(line.after, line.digest) ? 'checkpoint-contradicts' : null;
  };

  const takeCut = (line: CutLine): Step => {
    if (first !== null || line.through > (start?.after ?? 0) || line.through <= cutThrough) return 'cut-out-of-place';
    if (line.through === start?.after && line.digest !== start.digest) return 'cut-out-of-place';
    removed += line.entries;
    cutThrough = line.through;
    return checkSignature(line);
  };

  const takeEntry = ({ entry, digest, people }: Extract<AuditLine, { kind: 'entry' }>): Step => {
    if (!part && first === null && before.n !== cutThrough) return 'cut-missing';
    if (entry.n !== before.n + 1) return entry.n > before.n + 1 ? 'entry-missing' : 'entry-out-of-place';
    if (digestOf(entryText(entry)) !== digest) return 'entry-changed';
    if (entry.previous !== before.digest) return 'chain-broken';
    if (contradicts(entry.n, digest)) return 'checkpoint-contradicts';
    before = { n: entry.n, digest, at: entry.at };
    first ??= entry.n;
    hashes = new Map();
    if (entry.actor !== 'system') hashes.set('actor', entry.actor);
    if (entry.about !== null) hashes.set('about', entry.about);
    awaited = [...people];
    erased += hashes.size - people.length;
    return hearer.entry(entry);
  };

  const takePerson = (line: PersonLine): Step => {
    const { n, part: place, salt, username, userKey } = line;
    if (n !== before.n || awaited.shift() !== place) return 'person-out-of-place';
    if (hashPerson({ salt, username, userKey }) !== hashes.get(place)) return 'person-changed';
    hearer.person(line);
    return null;
  };

  const takeCheckpoint = (line: CheckpointLine): Step => {
    if (line.n !== before.n || first === null) return 'checkpoint-out-of-place';
    if (line.digest !== before.digest) return 'checkpoint-contradicts';
    checked += 1;
    return checkSignature(line);
  };

  const takeSeal = (line: SealLine): Step => {
    sealed = true;
    if (line.lines !== lines - 1 || line.digest !== bytes.copy().digest('hex')) return 'seal-wrong';
    return checkSignature(line) ?? (line.fault === undefined ? null : 'sealed-as-broken');
  };

  const take = (line: AuditLine | null): Step => {
    if (sealed) return 'after-seal';
    if (line === null) return lines === 1 ? 'start-missing' : 'line-not-understood';
    if (start === null && line.kind !== 'start') return 'start-missing';
    if (line.kind !== 'person' && awaited.length > 0) return 'person-missing';
    switch (line.kind) {
      case 'start':
        return takeStart(line);
      case 'entry':
        return takeEntry(line);
      case 'person':
        return takePerson(line);
      case 'checkpoint':
        return takeCheckpoint(line);
      case 'cut':
        return takeCut(line);
      case 'seal':
        return takeSeal(line);
    }
  };

  return {
    /** False once a fault was found: what follows need not be read. */
    line: (text: Uint8Array): boolean => {
      if (fault !== null) return false;
      lines += 1;
      const line = readLine(text);
      const code = take(line);
      if (code !== null) fault = { code, line: lines, entry: nameEntry(code, line, before.n) };
      bytes.update(text).update('\n');
      return code === null;
    },
    /** `complete` is false where the last line had no line feed. */
    end: (complete: boolean): { readonly fault: AuditFault } | { readonly summary: AuditSummary } => {
      if (fault !== null) return { fault };
      const at = { line: lines + 1, entry: before.n === 0 ? null : before.n };
      if (start === null) return { fault: { code: 'start-missing', line: 1, entry: null } };
      if (!sealed || !complete) return { fault: { code: 'seal-missing', ...at } };
      const beyond = checkpoints.find(({ n }) => n > before.n);
      if (beyond !== undefined && !part) return { fault: { code: 'tail-missing', line: lines, entry: beyond.n } };
      const last = first === null ? null : before;
      const entries = first === null ? 0 : before.n - first + 1;
      const { after } = start;
      const apartUnheld = checkpoints.filter(({ n }) => n < after || n > before.n).length;
      return {
        summary: { entries, first, last, checkpoints: checked, apartUnheld, removed, erased, keys: [...signers] },
      };
    },
  };
}

/** Hears each sound entry, and may find a fault in what it tells of; then the names beside it. */
export interface Hearer {
  readonly entry: (entry: Extract<AuditLine, { kind: 'entry' }>['entry']) => Step;
  readonly person: (line: PersonLine) => void;
}

const deaf: Hearer = { entry: () => null, person: () => undefined };

function nameEntry(code: AuditFaultCode, line: AuditLine | null, last: number): number | null {
  if (code === 'entry-missing') return last + 1;
  if (line?.kind === 'entry') return line.entry.n;
  if (code === 'sealed-as-broken' && line?.kind === 'seal') return line.fault?.entry ?? null;
  if (line?.kind === 'person' || line?.kind === 'checkpoint') return line.n;
  return last === 0 ? null : last;
}
