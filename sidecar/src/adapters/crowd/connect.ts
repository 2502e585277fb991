// Puts the adapter of one directory together: one HTTP client, one watch over the mapping, two ports, a way to close.
import type { Clock } from '../../clock.ts';
import { type ClientLog, createHttpClient, type HttpClientOptions, type HttpStats } from '../http-client/client.ts';
import type { DirectoryReadPort } from '../ports.ts';
import type { DirectoryWritePort } from '../writes.ts';
import { rememberAbilities } from './abilities.ts';
import { authorisationOf, createCrowdClient } from './client.ts';
import { watchDirectory } from './directory-watch.ts';
import { createReads } from './read.ts';
import { shareListing } from './share-listing.ts';
import { createWrites } from './write.ts';

export interface CrowdOptions {
  /** Crowd's address with its context path, e.g. `http://crowd.internal:8095/crowd`. */
  readonly url: string;
  /** A Crowd application that is mapped to exactly one directory. */
  readonly application: string;
  readonly password: string;
  readonly directory: {
    /** Crowd's own number of the directory; null only reads, because nothing could be compared with it. */
    readonly id: string | null;
    /** False refuses every write as `crowd_read_only` before any request. */
    readonly writable: boolean;
  };
  readonly clock: Clock;
  readonly log?: ClientLog;
  /** Requests under way at a time, 4 unless told otherwise. */
  readonly concurrency?: number;
  /** For one try of a request; the table of all memberships may take its time. */
  readonly timeoutMs?: number;
  /** Everything else the HTTP client can be told. */
  readonly http?: Omit<HttpClientOptions, 'baseUrl' | 'authorisation' | 'clock' | 'log' | 'concurrency' | 'timeoutMs'>;
}

export interface CrowdConnection {
  readonly reads: DirectoryReadPort;
  readonly writes: DirectoryWritePort;
  readonly stats: () => HttpStats;
  /** Lets nothing leave any more that a run asked for, and breaks nothing off: it waits for `close`. */
  readonly fallSilent: () => void;
  /** Breaks off what is under way; everything asked afterwards fails as `crowd_unreachable`. */
  readonly close: () => Promise<void>;
}

/** The table of all memberships comes in one answer. */
const largestAnswerBytes = 256 * 1024 * 1024;

/** Connects to one directory. Nothing is sent before a port is used, and nothing is thrown for a Crowd that is down. */
export function connectCrowd(options: CrowdOptions): CrowdConnection {
  const { url, application, password, directory, clock, log, concurrency = 4, timeoutMs = 60_000 } = options;
  const authorisation = authorisationOf(application, password);
  const client = createHttpClient({
    maxBodyBytes: largestAnswerBytes,
    ...options.http,
    baseUrl: url,
    authorisation: () => authorisation,
    clock,
    concurrency,
    timeoutMs,
    ...(log === undefined ? {} : { log }),
  });
  const crowd = createCrowdClient(client, authorisation);
  const watch = watchDirectory(directory.id);
  const abilities = rememberAbilities(directory.writable);
  const reads = createReads({ crowd, watch, abilities, clock });
  return {
    // Evidence and accounts want the same long list at the same time.
    reads: { ...reads, listAccounts: shareListing(reads.listAccounts) },
    writes: createWrites({
      crowd,
      watch,
      abilities,
      clock,
      directoryId: directory.id,
      writable: directory.writable,
      ...(log === undefined ? {} : { log }),
    }),
    stats: client.stats,
    fallSilent: client.fallSilent,
    close: client.close,
  };
}
