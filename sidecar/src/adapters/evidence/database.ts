// Confluence's own tables as sources of evidence: sign-ins, password checks, use of tokens, recent views.
import type { UserKey } from '../../domain/user.ts';
import {
  type ConfluenceDatabasePort,
  type DatabaseReading,
  type DatabaseSource,
  type EvidenceCover,
  type EvidencePort,
  type EvidenceRow,
  type EvidenceSubject,
  HostFailure,
} from '../ports.ts';

type Told = string | null | undefined;

/** A row of Confluence's, reduced to whom and when. */
interface Use {
  readonly subject: EvidenceSubject;
  readonly at: Told;
  readonly onlyLogin?: boolean;
}

const batchRows = 1_000;

/** Opens the four sources. Each is read in a transaction of its own; a table that is not there makes its source absent. */
export function openDatabaseEvidence(database: ConfluenceDatabasePort): EvidencePort[] {
  return [
    // Who never tried to sign in has no row, and everybody who did has one: silence means never.
    open(database, 'database.logins', 'login', cover('required', 'all'), (reading) =>
      pick(reading.logins(), ({ userKey, lastLoginAt, onlyLogin }) => ({
        ...useOf(userKey, lastLoginAt),
        ...(onlyLogin === null ? {} : { onlyLogin }),
      })),
    ),
    open(database, 'database.authentications', 'authentication', cover('required', 'listed'), readAuthentications),
    open(database, 'database.tokens', 'token-use', cover('required', 'listed'), (reading) =>
      pick(reading.tokenUse(), ({ userKey, lastUsedAt }) => useOf(userKey, lastUsedAt)),
    ),
    open(database, 'database.views', 'page-view', cover('supporting', 'listed'), (reading) =>
      pick(reading.recentViews(), ({ userKey, lastViewedAt }) => useOf(userKey, lastViewedAt)),
    ),
  ];
}

function cover(importance: EvidenceCover['importance'], users: EvidenceCover['users']): EvidenceCover {
  return { importance, users, since: null, asOf: null, maxAgeDays: null };
}

function open(
  database: ConfluenceDatabasePort,
  name: string,
  kind: EvidencePort['kind'],
  covers: EvidenceCover,
  work: (reading: DatabaseReading) => AsyncIterable<readonly Use[]>,
): EvidencePort {
  return {
    name,
    kind,
    again: true,
    covers: () => covers,
    read: async function* () {
      // The transaction must not wait for whoever takes the rows; one short row a user is kept meanwhile.
      const uses = await database.read(async (reading) => {
        const all: Use[] = [];
        for await (const batch of work(reading)) for (const use of batch) all.push(use);
        return all;
      });
      for (let start = 0; start < uses.length; start += batchRows) {
        yield uses.slice(start, start + batchRows).map(toRow);
      }
    },
  };
}

/** Undefined is a date that nobody can read, which is not the same as none. */
function toRow({ at, ...rest }: Use): EvidenceRow {
  return { ...rest, told: at === undefined ? 'unreadable' : at };
}

function useOf(userKey: UserKey, at: Told): Use {
  return { subject: { userKey }, at };
}

async function* pick<Row>(source: DatabaseSource<Row>, toUse: (row: Row) => Use): AsyncGenerator<readonly Use[]> {
  if (!source.present) {
    const unreadable = source.reason === 'table-unreadable' && source.table === 'logininfo';
    throw new HostFailure(unreadable ? 'database_unreadable' : 'host_capability_absent', { request: source.table });
  }
  for await (const batch of source.batches()) yield batch.map(toUse);
}

/** Over all accounts of a user; a directory that keeps no such date says nothing. */
async function* readAuthentications(reading: DatabaseReading): AsyncGenerator<readonly Use[]> {
  for await (const batch of reading.accounts()) {
    yield batch.flatMap(({ userKey, username, lastAuthenticatedAt: at }) => {
      if (at === null) return [];
      return [{ subject: userKey === null ? { names: [username] } : { userKey }, at }];
    });
  }
}
