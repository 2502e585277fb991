// Reads all sources of activity at the same time into one ledger, and judges each user by everything that was said.
import type { EvidencePort, EvidenceRow, HostUser, RecentEditors } from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import { type EvidenceItem, makeEvidence, type SourceCoverage } from '../domain/activity/evidence.ts';
import { mergeEvidence } from '../domain/activity/merge.ts';
import { type MissedTally, openMissedTally } from '../domain/activity/missed.ts';
import { openNameIndex } from '../domain/user/name-index.ts';
import { foldName, type Instant, type UserKey } from '../domain/user.ts';
import type { EvidenceReading, ReadUser, SnapshotRecords, SourceReading } from '../store/snapshots.ts';
import { openLedger } from './evidence-ledger.ts';
import { openOnlyLogins } from './only-logins.ts';
import { coverageOfPort, type PortReading, readPort } from './read-port.ts';
import { openUnmatched } from './unmatched.ts';

export interface EvidenceWork {
  readonly ports: readonly EvidencePort[];
  /** Who changed content lately: what coverage is measured by. */
  readonly editors: () => Promise<RecentEditors>;
  readonly clock: Clock;
  readonly snapshots: Pick<SnapshotRecords, 'evidenceBy'>;
  /** The snapshot before, whose evidence stands in for a source that fails; null where there is none. */
  readonly previousId: number | null;
}

/** E-mail addresses that directories tell; a source's own word comes before them. */
type Addresses = ReadonlyMap<UserKey, string>;

export interface SnapshotEvidence {
  /** Gives the users whose names may be met. Sources that know names only wait for this. */
  readonly open: (users: Iterable<HostUser>, addresses: Addresses) => Promise<void>;
  /** Resolves when every source has been read; only then may users be judged. */
  readonly done: () => Promise<void>;
  /** Users that were found later. */
  readonly addUsers: (users: readonly HostUser[], addresses: Addresses) => void;
  readonly judge: (user: HostUser) => ReadUser;
  /** How each source went, with what it missed of everybody judged. */
  readonly readings: () => readonly SourceReading[];
  /** Ends the waiting of sources when there will be no users. */
  readonly abandon: () => void;
}

/** Starts reading at once. */
export function readEvidence({ ports, editors, clock, snapshots, previousId }: EvidenceWork): SnapshotEvidence {
  const ledger = openLedger<UserKey>();
  const index = openNameIndex();
  const emails = new Map<UserKey, string>();
  const usersTold = new Map<string, number>();
  const unmatched = openUnmatched();
  const onlyLogins = openOnlyLogins();
  const opened = Promise.withResolvers<boolean>();
  let coverage: readonly SourceCoverage[] = [];
  let settled: readonly PortReading[] = [];
  let tally: MissedTally | null = null;
  let measure: RecentEditors | null = null;

  const note = (userKey: UserKey, item: EvidenceItem): void => {
    if (ledger.add(userKey, item) && !item.carried) usersTold.set(item.source, (usersTold.get(item.source) ?? 0) + 1);
  };
  const takeFrom = (port: EvidencePort) => async (rows: readonly EvidenceRow[], readAt: Instant) => {
    if (rows.some((row) => 'names' in row.subject) && !(await opened.promise)) return;
    for (const { subject, told: asTold, email, onlyLogin } of rows) {
      if (email !== undefined && email !== null && 'userKey' in subject) emails.set(subject.userKey, email);
      if (port.absent !== undefined) continue;
      const item = makeEvidence({ source: port.name, kind: port.kind, told: asTold, readAt });
      const userKey = 'userKey' in subject ? subject.userKey : index.find(subject.names);
      if (userKey !== null) {
        note(userKey, item);
        onlyLogins.note(userKey, item, onlyLogin);
      } else if ('names' in subject) unmatched.add(subject.names, item);
    }
  };
  const reading = ports.map((port) => readPort(port, clock, takeFrom(port)));
  const measuring = editors();
  measuring.catch(() => undefined);
  const all = Promise.all(reading);
  // Whoever takes the snapshot hears of a fault through `done`; where it never gets there, another fault came first.
  all.catch(() => undefined);
  const lists = Promise.allSettled(reading.filter((_, place) => ports[place]?.tellsEmail === true));
  const addUsers = (users: Iterable<HostUser>, addresses: Addresses): void => {
    // An address that a source gives to somebody stays theirs alone: shared with a left-over account it would mean nobody.
    const taken = new Set([...emails.values()].map(foldName));
    for (const { userKey, username } of users) {
      const address = addresses.get(userKey) ?? null;
      const free = address === null || taken.has(foldName(address)) ? null : address;
      index.add({ userKey, username, email: emails.get(userKey) ?? free });
    }
    for (const [userKey, email] of addresses) if (!emails.has(userKey)) emails.set(userKey, email);
  };

  return {
    open: async (users, addresses) => {
      await lists;
      addUsers(users, addresses);
      opened.resolve(true);
    },
    done: async () => {
      const readings = await all;
      measure = await measuring;
      for (const { port, state } of readings) {
        if (previousId === null || (state !== 'failed' && state !== 'partial')) continue;
        for await (const batch of snapshots.evidenceBy(previousId, port.name)) {
          for (const { userKey, item } of batch) note(userKey, { ...item, carried: true });
        }
      }
      coverage = readings.map(coverageOfPort).filter((one) => one !== null);
      tally = openMissedTally(
        coverage.map((one) => one.source),
        clock.now(),
      );
      settled = readings;
    },
    addUsers: (users, addresses) => {
      addUsers(users, addresses);
      unmatched.tryAgain(index, note);
    },
    judge: (user) => {
      const { userKey, username, displayName, status } = user;
      const evidence = ledger.of(userKey);
      tally?.add(evidence, measure?.editors.get(userKey));
      const activity = mergeEvidence(evidence, coverage);
      const email = emails.get(userKey) ?? null;
      const onlyLoginAt = onlyLogins.of(userKey);
      return { userKey, username, displayName, status, email, activity, evidence, createdAt: null, onlyLoginAt };
    },
    readings: () => [
      ...settled.map((one) => {
        const { name } = one.port;
        const figures = tally?.figuresOf(name) ?? { recentElsewhere: 0, missed: 0 };
        const told = {
          usersTold: usersTold.get(name) ?? 0,
          unmatched: unmatched.of(name),
          ...onlyLogins.countOf(name),
        };
        return describeReading(one, { ...figures, ...told });
      }),
      ...(measure === null ? [] : [describeMeasure(measure)]),
    ],
    abandon: () => opened.resolve(false),
  };
}

function describeMeasure({ state, reason, readAt, editors }: RecentEditors): SourceReading {
  return { source: 'content.editors', state, reason, count: editors.size, readAt };
}

type Figures = Pick<
  EvidenceReading,
  'recentElsewhere' | 'missed' | 'editors' | 'usersTold' | 'unmatched' | 'onlyLogins'
>;

function describeReading({ port, failure, cover, stale, ...one }: PortReading, figures: Figures): SourceReading {
  const { state, rows: count, readAt } = one;
  const source = {
    source: port.name,
    state,
    reason: stale ? (one.reason ?? 'evidence_stale') : one.reason,
    count,
    readAt,
  };
  if (state === 'absent') return source;
  const { importance, users, since, asOf } = cover;
  const told = port.unusable?.() ?? { count: 0, examples: [] };
  const unusable = failure === null ? told : { ...told, examples: [failure, ...told.examples] };
  return { ...source, evidence: { kind: port.kind, importance, users, since, asOf, stale, unusable, ...figures } };
}
