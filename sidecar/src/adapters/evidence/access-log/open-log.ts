// Confluence's access log as a source of evidence: who asked for a page last, kept between readings.
import type { Clock } from '../../../clock.ts';
import { foldName, type Instant } from '../../../domain/user.ts';
import type { EvidenceMemory, EvidencePort, EvidenceRow } from '../../ports.ts';
import type { AccessLogSettings } from '../drop-folder/settings.ts';
import { type LogState, readLogState } from './log-state.ts';
import { compilePattern, defaultPattern } from './pattern.ts';
import { readLog } from './read-log.ts';

/** What access logs need besides their files. */
export interface AccessLogSources {
  readonly memory: EvidenceMemory;
  /** The account this product acts with, whose requests are no use; null where it is not known. */
  readonly ownUsername: () => Promise<string | null>;
}

export interface AccessLogSource extends AccessLogSources {
  readonly folder: string;
  readonly settings: AccessLogSettings & { readonly files: string };
  readonly clock: Clock;
}

const batchRows = 1_000;
const defaultMaxAgeDays = 8;

/**
 * Opens the log of one folder. It is read from where the last reading ended, so that rotated files are read once; each
 * reading tells everybody it ever met, with the last instant.
 */
export function openAccessLog(source: AccessLogSource): EvidencePort {
  const { settings, memory, clock } = source;
  const name = settings.name === undefined ? 'access-log' : `access-log:${settings.name}`;
  let state: LogState = readLogState(null);
  return {
    name,
    kind: 'page-view',
    again: true,
    covers: () => ({
      importance: settings.importance ?? 'supporting',
      users: 'all',
      since: state.since,
      asOf: state.until,
      maxAgeDays: settings.maxAgeDays ?? defaultMaxAgeDays,
    }),
    read: async function* () {
      const readRequest = compilePattern(settings.pattern ?? defaultPattern);
      const saved = await memory.load(name);
      state = readLogState(saved.state);
      const own = await source.ownUsername();
      const found = await readLog({ ...source, readRequest, state, own: own === null ? null : foldName(own) });
      state = found.state;
      await memory.save(name, { state, rows: found.rows, savedAt: clock.now() });
      yield* toBatches(mergeLatest(saved.rows, found.rows));
    },
  };
}

function mergeLatest(known: ReadonlyMap<string, Instant>, found: ReadonlyMap<string, Instant>): Map<string, Instant> {
  const merged = new Map(known);
  for (const [username, at] of found) if (at > (merged.get(username) ?? '')) merged.set(username, at);
  return merged;
}

function* toBatches(rows: ReadonlyMap<string, Instant>): Generator<readonly EvidenceRow[]> {
  let batch: EvidenceRow[] = [];
  for (const [username, at] of rows) {
    batch.push({ subject: { names: [username] }, told: at });
    if (batch.length < batchRows) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
