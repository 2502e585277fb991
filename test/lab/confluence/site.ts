// One running stand-in site: everything a request handler may need, in one plain object.
import type { Wire } from '../wire/intercept.ts';
import type { World } from '../world/model.ts';
import type { RateLimiter } from './rate-limit.ts';
import type { Sessions } from './sessions.ts';
import type { Tier } from './tiers.ts';
import type { Webhooks } from './webhooks.ts';

/** A JSON answer as it leaves, with the route it came from; `route` has the form of the OpenAPI paths. */
export type RecordedAnswer = {
  readonly method: string;
  readonly route: string;
  readonly url: string;
  readonly status: number;
  readonly body: unknown;
};

export const DIRECTORY_SHAPES = ['singular', 'plural'] as const;
export type DirectoryShape = (typeof DIRECTORY_SHAPES)[number];

/** How much the audit log covers of logins: nothing, failed ones, all. */
export const AUDIT_COVERAGES = ['base', 'advanced', 'full'] as const;
export type AuditCoverage = (typeof AUDIT_COVERAGES)[number];

export type Site = {
  readonly world: World;
  readonly tier: Tier;
  readonly wire: Wire;
  /** '' or '/confluence'. */
  readonly contextPath: string;
  /** The address in links and in the manifest, context path included; known once the server listens. */
  readonly address: { publicUrl: string; baseUrl: string };
  readonly hostId: string;
  readonly basicAuth: boolean;
  readonly secureAdmin: boolean;
  readonly remoteApi: boolean;
  readOnly: boolean;
  readonly deleteTaskMs: number;
  /** The JSON of user directories: `directory`/`link`/`synchronisation`, or `directories`/`links`/`sync`. */
  readonly directoryShape: DirectoryShape;
  readonly rateLimiter: RateLimiter | null;
  readonly sessions: Sessions;
  readonly webhooks: Webhooks;
  readonly auditCoverage: AuditCoverage;
  readonly recordAnswer: ((answer: RecordedAnswer) => void) | null;
};
