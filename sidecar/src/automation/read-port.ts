// Reads one source of evidence to its end, or as far as it goes, and says how it went.
import { type EvidenceCover, type EvidencePort, type EvidenceRow, HostFailure } from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import type { SourceCoverage } from '../domain/activity/evidence.ts';
import type { Instant } from '../domain/user.ts';
import type { SourceReading } from '../store/snapshots.ts';

/** How the reading of one source went. */
export interface PortReading {
  readonly port: EvidencePort;
  readonly state: SourceReading['state'];
  readonly reason: string | null;
  /** What failed, in words that name a file or a request. */
  readonly failure: string | null;
  readonly rows: number;
  readonly startedAt: Instant;
  readonly readAt: Instant;
  readonly cover: EvidenceCover;
  readonly stale: boolean;
}

/**
 * Reads every row; `take` is told when the reading began, which is the moment its dates are judged by. A source that
 * has nothing here is `absent`, one that breaks off keeps what it told.
 */
export async function readPort(
  port: EvidencePort,
  clock: Clock,
  take: (rows: readonly EvidenceRow[], startedAt: Instant) => Promise<void> | void,
): Promise<PortReading> {
  const startedAt = clock.now();
  let rows = 0;
  const tell = (state: SourceReading['state'], error: HostFailure | null): PortReading => {
    const cover = port.covers();
    const readAt = clock.now();
    const failure = error?.request ?? null;
    return {
      port,
      state,
      reason: error?.code ?? null,
      failure,
      rows,
      startedAt,
      readAt,
      cover,
      stale: isStale(cover, readAt),
    };
  };
  try {
    for await (const batch of port.read()) {
      rows += batch.length;
      await take(batch, clock.now());
    }
    if (port.absent !== undefined) return { ...tell('absent', null), reason: port.absent };
    return tell('complete', null);
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    if (port.absent !== undefined || (error.code === 'host_capability_absent' && rows === 0))
      return tell('absent', error);
    return tell(rows > 0 ? 'partial' : 'failed', error);
  }
}

/** What the reading means for those who are judged by it; null where there is no such source. */
export function coverageOfPort({ port, state, cover, stale, readAt }: PortReading): SourceCoverage | null {
  if (state === 'absent') return null;
  const { importance, users, since } = cover;
  const { name: source, kind } = port;
  return { source, kind, importance, users, since, readAt, state: state === 'complete' && stale ? 'stale' : state };
}

function isStale({ asOf, maxAgeDays }: EvidenceCover, readAt: Instant): boolean {
  if (asOf === null || maxAgeDays === null) return false;
  return Date.parse(readAt) - Date.parse(asOf) > maxAgeDays * 86_400_000;
}
