// What every service is given: the store, the clock, who answers at the other end, and a way to wake what runs by itself.
import type { ConfluenceDatabasePort, DirectoryReadPort, HostPort, IdentityPort } from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Store } from '../store/store.ts';
import type { HostWatch } from './host.ts';

/** Rings the bell of something that outlives a request; it looks into the store by itself. */
export interface Wake {
  readonly runner: () => void;
  readonly snapshot: () => void;
  readonly scheduler: () => void;
}

export interface ServiceContext {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly host: HostPort;
  readonly hostWatch: HostWatch;
  readonly identity: IdentityPort;
  /** Directories with a Crowd application of their own, by their name in Confluence. */
  readonly directories: readonly { readonly name: string; readonly reads: DirectoryReadPort }[];
  /** Confluence's own database; null where it may not be read. */
  readonly database: ConfluenceDatabasePort | null;
  readonly wake: Wake;
}

/** The person who asks, as their session names them. */
export interface Actor {
  readonly userKey: string;
  readonly username: string;
}
