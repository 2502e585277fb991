// One running stand-in Crowd: applications, feed of events, sessions and sent mails, in one plain object.
import type { Wire } from '../wire/intercept.ts';
import type { World } from '../world/model.ts';
import type { Application } from './applications.ts';
import type { EventFeed } from './event-feed.ts';

export type Session = {
  readonly token: string;
  readonly application: string;
  readonly username: string;
  readonly createdEpochMs: number;
  expiryEpochMs: number;
  readonly durationMs: number;
  /** What the session was begun with, by name: the address of the browser and the like. */
  readonly factors: ReadonlyMap<string, string>;
};

export type SentMail = {
  readonly at: string;
  readonly kind: 'password-reset' | 'usernames';
  readonly to: string;
  readonly username: string;
};

export type CrowdSite = {
  /** Confluence's world; sources of synchronised directories hang on its directories. */
  readonly world: World;
  readonly wire: Wire;
  readonly applications: Map<string, Application>;
  readonly feed: EventFeed;
  readonly sessions: Map<string, Session>;
  readonly mails: SentMail[];
  /** `http://host:port/crowd`, known once the server listens. */
  readonly address: { baseUrl: string };
};
