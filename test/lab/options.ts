// What a lab can be asked to be, with the values it has when nothing is asked.
import type { AuditCoverage, DirectoryShape, RecordedAnswer } from './confluence/site.ts';
import type { PluginHostOptions } from './plugin-host/host.ts';
import type { DirectoryPreset } from './world/generate.ts';

export type LabOptions = {
  /** Ports on 127.0.0.1; 0 takes any free one. Default 0 for all three. */
  port?: number;
  crowdPort?: number;
  controlPort?: number;
  /** '' or '/' for none. Default /confluence. */
  contextPath?: string;
  /** 7.4, 7.19, 8.3, 8.5, 9.2, 9.4 or 10.2 (default). */
  confluence?: string;
  /** All users, the cast included. Default 5000; never fewer than the cast. */
  users?: number;
  seed?: number;
  latencyMs?: number;
  rateLimit?: { fillRate: number; capacity: number } | null;
  basicAuth?: boolean;
  secureAdmin?: boolean;
  remoteApi?: boolean;
  readOnly?: boolean;
  /** What the audit log covers of logins: base (default) nothing, advanced failed ones, full all. */
  auditCoverage?: AuditCoverage;
  /** Seats of the licence. Default: half as many again as there are users. */
  licenceSeats?: number;
  /** How long the deletion of a user takes on the lab's clock. Default 2000. */
  deleteTaskMs?: number;
  /** `one` internal directory (default), or `three`: internal, writable Crowd, read-only LDAP. */
  directories?: DirectoryPreset;
  /** The JSON of `/rest/crowd/latest/directory`. Default singular, as Confluence writes it. */
  directoryShape?: DirectoryShape;
  /** Synchronised directories are read this often on the lab's clock; 0: changes are seen at once. Default 60 minutes. */
  synchroniseEveryMinutes?: number;
  /** How long a reading takes on the lab's clock. Default 1000. */
  synchroniseMs?: number;
  /** `postgres://…`: Confluence's own tables are written there and kept in step. */
  databaseUrl?: string;
  /** May anonymous visitors use the site? Default true. */
  anonymousUse?: boolean;
  /** The manifest's id; by default it follows from the seed. Another id with the same seed is a clone of the site. */
  hostId?: string;
  /** The address in links and manifest where it differs from the one the lab listens on. */
  publicUrl?: string;
  /** The clock's start, epoch milliseconds; without it, now. */
  startEpochMs?: number;
  /** How plugins are taken in and served; by default as this version does it out of the box. */
  plugins?: Partial<PluginHostOptions>;
  /** Where `<context>/user-management/` is handed on to, as a reverse proxy would. */
  sidecarUrl?: string;
  /** Compare every JSON answer with Atlassian's OpenAPI files where they are present. Default true. */
  checkAnswers?: boolean;
  /** Called with every JSON answer of Confluence. */
  onAnswer?: (answer: RecordedAnswer) => void;
};
