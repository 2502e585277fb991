// Puts the Confluence adapter together: one HTTP client, one memory of capabilities, four ports, and a way to close.
import type { Clock } from '../../clock.ts';
import {
  type ClientLog,
  createHttpClient,
  type HttpClient,
  type HttpClientOptions,
  type HttpStats,
} from '../http-client/client.ts';
import { shareUnderWay } from '../http-client/share-under-way.ts';
import type { PagePort, SpacePort } from '../ports/spaces.ts';
import {
  type AccountCredentials,
  HostFailure,
  type HostPort,
  type IdentityPort,
  type ReadPort,
  type RightsPort,
} from '../ports.ts';
import type { RecordPort, WritePort } from '../writes.ts';
import { needAnyName } from './abilities.ts';
import { isInReadOnlyMode, readOwnAccount } from './account.ts';
import { readAdministrators } from './administrators.ts';
import { rememberAnyName } from './any-name.ts';
import { createRecords } from './audit-record.ts';
import { askCapabilities } from './capabilities.ts';
import { authorisationOf } from './credentials.ts';
import { readDirectories } from './directories.ts';
import { globalPermissions } from './global-permissions.ts';
import { createIdentity } from './identity.ts';
import { isAtLeast, readManifest } from './manifest.ts';
import { findOwnToken, type OwnToken } from './own-token.ts';
import { createProbe } from './probe.ts';
import { createReads } from './read.ts';
import { readReindexing } from './reindex.ts';
import { createRestrictedPages } from './restricted-pages.ts';
import { createRights } from './rights.ts';
import { createSpaces } from './spaces.ts';
import { createWrites } from './write.ts';

export interface ConfluenceOptions {
  /** Base URL with context path. */
  readonly url: string;
  /** Of the account this product acts with; a system administrator's personal access token at best. */
  readonly credentials: AccountCredentials;
  readonly clock: Clock;
  readonly log?: ClientLog;
  /** Requests under way at a time, 4 unless told otherwise. */
  readonly concurrency?: number;
  /** For one try of a request. */
  readonly timeoutMs?: number;
  /** How long an accepted deletion may take before it is called unclear. */
  readonly deletionDeadlineMs?: number;
  /** Everything else the HTTP client can be told. */
  readonly http?: Omit<HttpClientOptions, 'baseUrl' | 'authorisation' | 'clock' | 'log' | 'concurrency' | 'timeoutMs'>;
}

export interface ConfluenceConnection {
  readonly host: HostPort;
  readonly reads: ReadPort;
  readonly writes: WritePort;
  /** Lines in its own audit log. */
  readonly records: RecordPort;
  readonly identity: IdentityPort;
  readonly rights: RightsPort;
  readonly spaces: SpacePort;
  readonly pages: PagePort;
  /** For adapters that ask this Confluence beside the ports, through the same client and within its budget. */
  readonly send: HttpClient['send'];
  readonly stats: () => HttpStats;
  /** Lets nothing leave any more that a run asked for, and breaks nothing off: it waits for `close`. */
  readonly fallSilent: () => void;
  /** Breaks off what is under way; everything asked afterwards fails as `host_unreachable`. */
  readonly close: () => Promise<void>;
}

/** A browser waits, or does not wait at all: one try, and no long one. */
const sessionPace = { concurrency: 4, timeoutMs: 5_000, deadlineMs: 5_000, retry: { tries: 1, busyTries: 1 } } as const;

/** Connects to one Confluence. Nothing is sent before a port is used, and nothing is thrown for a host that is down. */
export function connectConfluence(options: ConfluenceOptions): ConfluenceConnection {
  const { url, credentials, clock, log, concurrency, timeoutMs, deletionDeadlineMs = 120_000 } = options;
  const client = createHttpClient({
    ...options.http,
    baseUrl: url,
    authorisation: () => authorisationOf(credentials),
    clock,
    ...(log === undefined ? {} : { log }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  const sessions = createHttpClient({
    ...options.http,
    ...sessionPace,
    baseUrl: url,
    authorisation: () => null,
    clock,
    ...(log === undefined ? {} : { log }),
  });
  // That we may administer and who else does is told by the same list, and asked at the same time.
  const sharing = shareUnderWay(client, globalPermissions);
  const probe = createProbe(
    async (doubted) =>
      askCapabilities({ http: client, clock, credentials, doubted, identity: await readManifest(client) }),
    clock,
  );
  const anyName = rememberAnyName({ http: client, clock, credentials });
  const reads = createReads(client, probe);
  return {
    host: {
      identify: () => readManifest(client),
      whoAmI: (signedIn) =>
        readOwnAccount(sharing, signedIn).catch((error: unknown) => explainToken(error, client, credentials)),
      isReadOnly: () => isInReadOnlyMode(client),
      administrators: () => readAdministrators(sharing),
      directories: () => readDirectories(client),
      ownToken: async () => (credentials.kind === 'token' ? readOwnToken(client) : null),
      isReindexing: () => readReindexing(client),
      capabilities: async ({ again = false, names = [] } = {}) => {
        const { states } = await probe.findings({ again });
        return needAnyName(states, names) ? [...states, await anyName.ask({ again })] : states;
      },
    },
    reads,
    writes: createWrites({ http: client, clock, reads, probe, anyName, deletionDeadlineMs }),
    records: createRecords(client, clock),
    spaces: createSpaces(client, clock),
    pages: createRestrictedPages(client),
    identity: createIdentity({ http: client, sessions, reads }),
    rights: createRights({ http: client, reads }),
    send: client.send,
    stats: client.stats,
    fallSilent: client.fallSilent,
    close: async () => {
      await sessions.close();
      await client.close();
    },
  };
}

/** Asked for the sake of a warning alone: whatever the answer is, it stands in nobody's way. */
async function readOwnToken(client: HttpClient): Promise<OwnToken | null> {
  const answer = await client.send({ method: 'GET', path: '/rest/pat/latest/tokens' });
  return answer.status === 200 ? findOwnToken(answer.json) : null;
}

/** A Confluence before 7.9 takes a token for no credentials at all; the version only chooses the words. */
async function explainToken(error: unknown, client: HttpClient, { kind }: AccountCredentials): Promise<never> {
  const unknown = kind === 'token' && error instanceof HostFailure && error.code === 'host_unauthorised';
  if (unknown && !isAtLeast((await readManifest(client)).version, 7, 9)) {
    throw new HostFailure('host_tokens_unknown', { request: error.request });
  }
  throw error;
}
