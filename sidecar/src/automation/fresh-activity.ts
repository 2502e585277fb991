// Activity read again while a run is under way, so that somebody who came back after the snapshot is seen.
import type { EvidencePort, EvidenceRow, EvidenceSources } from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import { type EvidenceItem, makeEvidence, type SourceCoverage } from '../domain/activity/evidence.ts';
import { mergeEvidence } from '../domain/activity/merge.ts';
import type { Activity } from '../domain/activity.ts';
import { foldName, type Instant, type User } from '../domain/user.ts';
import type { SnapshotRecords, SourceReading } from '../store/snapshots.ts';
import { type EvidenceLedger, keepStrongest, openLedger } from './evidence-ledger.ts';
import { coverageOfPort, readPort } from './read-port.ts';

/** A reading this old is read again before the next user. */
const maxAgeMs = 10 * 60_000;

export interface FreshActivity {
  /**
   * What the sources say, at most ten minutes old. Reads again what is older, which may take minutes: how a user stands is
   * to be read after that, and judged by this very reading, so that nothing is read again in between.
   */
  readonly renew: () => Promise<ActivityReading>;
}

export interface ActivityReading {
  /**
   * The user's activity by everything known: by sources that can be read again as they were then, by the others as the
   * snapshot had them. Unknown where a source that is needed failed or does not cover the user any more.
   */
  readonly of: (user: User) => Promise<Activity>;
}

export interface FreshWork {
  readonly store: { readonly snapshots: Pick<SnapshotRecords, 'evidenceOf' | 'get'> };
  readonly evidence: Pick<EvidenceSources, 'list'>;
  readonly clock: Clock;
  readonly snapshotId: number;
}

interface Reading {
  readonly ledger: EvidenceLedger<string>;
  readonly coverage: readonly SourceCoverage[];
  /** Sources whose word in the snapshot no longer counts. */
  readonly renewed: ReadonlySet<string>;
}

/** Reads nothing until it is first asked; callers that ask at the same time share one reading. */
export function createFreshActivity({ store, evidence, clock, snapshotId }: FreshWork): FreshActivity {
  let reading: Promise<Reading> | null = null;
  let startedMs = Number.NEGATIVE_INFINITY;
  const renewed = (): Promise<Reading> => {
    const nowMs = Date.parse(clock.now());
    if (reading === null || nowMs - startedMs > maxAgeMs) {
      startedMs = nowMs;
      reading = readAgain(store, evidence, clock, snapshotId);
    }
    return reading;
  };
  const activityOf = async ({ ledger, coverage, renewed: again }: Reading, user: User): Promise<Activity> => {
    const stored = await store.snapshots.evidenceOf(snapshotId, user.userKey);
    const items: EvidenceItem[] = [];
    for (const place of placesOf(user)) for (const item of ledger.of(place)) keepStrongest(items, item);
    for (const item of stored) {
      if (!again.has(item.source)) items.push(item);
      // What was seen once was seen: it is no longer the source's last word, but a later one cannot be earlier.
      else if (item.at !== null) items.push({ ...item, carried: true });
    }
    return mergeEvidence(items, coverage);
  };
  return {
    renew: async () => {
      const read = await renewed();
      return { of: (user) => activityOf(read, user) };
    },
  };
}

async function readAgain(
  store: FreshWork['store'],
  evidence: FreshWork['evidence'],
  clock: Clock,
  snapshotId: number,
): Promise<Reading> {
  const ledger = openLedger<string>();
  const all = await evidence.list();
  const ports = all.filter((port) => port.again);
  const there = new Set(all.map((port) => port.name));
  const readings = await Promise.all(ports.map((port) => readPort(port, clock, takeInto(ledger, port))));
  const fresh = new Map(readings.map((one) => [one.port.name, coverageOfPort(one)]));
  const known = (await store.snapshots.get(snapshotId))?.sources ?? [];
  const coverage: SourceCoverage[] = [...fresh.values()].filter((one) => one !== null);
  for (const source of known) {
    const stored = coverageOfSnapshot(source);
    if (stored === null) continue;
    // It was there when the plan was made: that it is not there now does not mean that it is not needed.
    if (fresh.get(source.source) === null || !there.has(source.source)) coverage.push({ ...stored, state: 'failed' });
    else if (!fresh.has(source.source)) coverage.push(stored);
  }
  return { ledger, coverage, renewed: new Set(fresh.keys()) };
}

function takeInto(ledger: EvidenceLedger<string>, port: EvidencePort) {
  return (rows: readonly EvidenceRow[], readAt: Instant): void => {
    if (port.absent !== undefined) return;
    for (const { subject, told } of rows) {
      const item = makeEvidence({ source: port.name, kind: port.kind, told, readAt });
      if ('userKey' in subject) ledger.add(`key ${subject.userKey}`, item);
      else for (const name of subject.names) ledger.add(`name ${foldName(name)}`, item);
    }
  };
}

/** Where rows about a user may stand: whoever bears one of the names is meant, rather once too often. */
function placesOf({ userKey, username, email }: User): string[] {
  const names = [userKey, username, ...(email === null ? [] : [email])];
  return [`key ${userKey}`, ...new Set(names.map((name) => `name ${foldName(name)}`))];
}

function coverageOfSnapshot({ source, state, readAt, evidence }: SourceReading): SourceCoverage | null {
  if (evidence === undefined || state === 'absent') return null;
  const { kind, importance, users, since, stale } = evidence;
  return { source, kind, importance, users, since, readAt, state: state === 'complete' && stale ? 'stale' : state };
}
