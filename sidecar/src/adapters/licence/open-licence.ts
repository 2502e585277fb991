// Everything that can tell of the licence at this site: the database first, Confluence's permissions next, and its counts.
import { readLicenceCounts } from '../confluence/licence-counts.ts';
import type { HttpClient } from '../http-client/client.ts';
import type { ConfluenceDatabasePort, LicenceSources } from '../ports.ts';
import { openDatabaseLicence } from './database.ts';
import { openPermissionLicence } from './permissions.ts';

export interface LicenceConnections {
  readonly send: HttpClient['send'];
  /** Null where Confluence's database may not be read. */
  readonly database: ConfluenceDatabasePort | null;
}

export function openLicenceSources({ send, database }: LicenceConnections): LicenceSources {
  return {
    witnesses: [...(database === null ? [] : [openDatabaseLicence(database)]), openPermissionLicence({ send })],
    count: () => readLicenceCounts({ send }),
  };
}
