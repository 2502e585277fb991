// Everything that can tell of use at this site, put together: Confluence's list, audit log and database, Crowd, the folder, the beacon.
import type { Clock } from '../../clock.ts';
import type { HttpClient } from '../http-client/client.ts';
import {
  type BeaconMemory,
  type ConfluenceDatabasePort,
  type EvidenceMemory,
  type EvidenceSources,
  HostFailure,
  type HostPort,
  type ReadPort,
} from '../ports.ts';
import { openActivityList } from './activity-list.ts';
import { openAuditEvents } from './audit-events.ts';
import { openBeaconEvidence } from './beacon.ts';
import { type CrowdDirectory, openCrowdEvidence } from './crowd.ts';
import { openDatabaseEvidence } from './database.ts';
import { openFolder } from './drop-folder/open-folder.ts';
import { type KeptMemory, openKeptEvidence } from './kept.ts';
import { openRecentEditors } from './recent-editors.ts';

export interface EvidenceInput {
  readonly host: HostPort;
  readonly reads: ReadPort;
  readonly send: HttpClient['send'];
  /** Null where Confluence's database may not be read. */
  readonly database: ConfluenceDatabasePort | null;
  /** Directories that a Crowd application answers for. */
  readonly directories: readonly CrowdDirectory[];
  /** Null where pages do not tell. */
  readonly beacon: BeaconMemory | null;
  /** Null where mails have no links. */
  readonly kept: KeptMemory | null;
  /** Null where there is no drop folder. */
  readonly folder: string | null;
  readonly memory: EvidenceMemory;
  readonly clock: Clock;
}

export function openEvidenceSources(input: EvidenceInput): EvidenceSources {
  const { host, reads, send, database, directories, beacon, kept, folder, memory, clock } = input;
  return {
    recentEditors: openRecentEditors({ send, memory, clock }),
    list: async () => [
      await openActivityList(host, reads),
      openAuditEvents(send, clock),
      ...(database === null ? [] : openDatabaseEvidence(database)),
      ...openCrowdEvidence(directories),
      ...(beacon === null ? [] : [openBeaconEvidence(beacon, clock)]),
      ...(kept === null ? [] : [openKeptEvidence(kept)]),
      ...(folder === null ? [] : await openFolder({ folder, clock, memory, ownUsername: () => findOwnName(host) })),
    ],
  };
}

async function findOwnName(host: HostPort): Promise<string | null> {
  try {
    return (await host.whoAmI()).username;
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    return null;
  }
}
