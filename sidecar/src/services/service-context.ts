// What every service is given: the store, the clock, who answers at the other end, and a way to wake what runs by itself.
import type { DirectorySources, HostPort, IdentityPort } from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { HostRank } from '../domain/ceiling.ts';
import type { UserKey } from '../domain/user.ts';
import type { Store } from '../store/store.ts';
import type { Explain } from './explain.ts';
import type { HostWatch } from './host.ts';
import type { FindMissing } from './policies.ts';
import type { Simulate } from './simulations.ts';

/** Rings the bell of something that outlives a request; it looks into the store by itself. */
export interface Wake {
  readonly runner: () => void;
  readonly snapshot: () => void;
  readonly scheduler: () => void;
  readonly mails: () => void;
}

export interface ServiceContext {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly host: HostPort;
  readonly hostWatch: HostWatch;
  readonly identity: IdentityPort;
  /** Everything that tells of user directories. */
  readonly directorySources: Pick<DirectorySources, 'hear'>;
  /** Which abilities a policy must do without at a host. */
  readonly findMissing: FindMissing;
  /** Makes the plan a policy would make now; nothing is changed by it. */
  readonly simulate: Simulate;
  /** Answers for one user why a policy means them or not. */
  readonly explain: Explain;
  /** The user keys of those who administer both Confluence and this product; null for all others. Throws `HostFailure`. */
  readonly findAdministrators: (usernames: readonly string[]) => Promise<readonly (string | null)[]>;
  /** What somebody may do in Confluence themselves now, null where it does not tell; and who is above administrators there. */
  readonly findHostStanding: (
    userKey: UserKey,
  ) => Promise<{ readonly rank: HostRank | null; readonly systemGroups: ReadonlySet<string> }>;
  readonly wake: Wake;
}

/** The person who asks, as their session names them. */
export interface Actor {
  readonly userKey: string;
  readonly username: string;
}
