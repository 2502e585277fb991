// Puts the adapter of Confluence's database together: nothing is sent before it is asked, and nothing is ever written.
import {
  type ConfluenceDatabasePort,
  type DatabaseCheck,
  type DatabaseDirectory,
  type DatabaseReading,
  type DatabaseZone,
  HostFailure,
} from '../ports.ts';
import { readAccounts } from './accounts.ts';
import { readLogins, readRecentViews, readTokenUse } from './activity.ts';
import { readDirectories } from './directories.ts';
import { readGroupTree, yieldGroups } from './groups.ts';
import { createInstantReader } from './instants.ts';
import { readLicenceGrants, readLicensedUsers } from './licence.ts';
import { readMemberships } from './memberships.ts';
import { readDuplicates, readUnsynced } from './names.ts';
import { openConfluenceDatabase } from './open.ts';
import { type ReadingContext, sourceOf } from './reading.ts';
import { withSession } from './session.ts';
import { findTables } from './tables.ts';
import { findWriteRights } from './write-check.ts';
import { chooseZone } from './zone.ts';

export interface ConfluenceDatabaseOptions {
  /** `postgres://` or `mysql://`, with a login that may only read Confluence's tables. */
  readonly url: string;
  /** Takes a login that can write all the same; its transactions still cannot. */
  readonly allowWritableLogin?: boolean;
  /** For one query; 60 seconds unless told. */
  readonly statementTimeoutMs?: number;
  /**
   * IANA zone of Confluence's Java machine, in which it stores dates; null for what the dates themselves say of it, or UTC
   * where they say nothing clear.
   */
  readonly timeZone?: string | null;
  /** Rows a query gives at most; 1,000 unless told. */
  readonly batchSize?: number;
}

interface Found {
  readonly writes: readonly string[];
  readonly zone: DatabaseZone;
}

export function connectConfluenceDatabase(options: ConfluenceDatabaseOptions): ConfluenceDatabasePort {
  const { url, allowWritableLogin = false, statementTimeoutMs = 60_000, timeZone = null, batchSize = 1_000 } = options;
  const database = openConfluenceDatabase(url);

  /** Every session looks at the tables and rights anew: both may have changed since the last one. */
  const withContext = <Result>(work: (context: ReadingContext, found: Found) => Promise<Result>) =>
    withSession(database, statementTimeoutMs, async (session) => {
      const tables = await findTables(session);
      const writes = await findWriteRights(session, tables.schema);
      if (writes.length > 0 && !allowWritableLogin) {
        throw new HostFailure('database_login_can_write', { request: `database: ${writes.join('; ')}` });
      }
      const zone = await chooseZone({ session, tables }, timeZone);
      return work({ session, tables, readInstant: createInstantReader(zone.timeZone), batchSize }, { writes, zone });
    });

  return {
    check: () =>
      withContext(
        async (context, { writes, zone }): Promise<DatabaseCheck> => ({
          engine: context.session.engine,
          version: context.session.version,
          canWrite: writes.length > 0,
          writeEvidence: writes,
          tables: context.tables.states,
          zone,
        }),
      ),
    read: (work) => withContext((context) => work(createReading(context))),
    close: database.close,
  };
}

function createReading(context: ReadingContext): DatabaseReading {
  const directories = once(() => readDirectories(context));
  const standing = async () => new Map((await directories()).map((one: DatabaseDirectory) => [one.id, one]));
  const tree = once(() => readGroupTree(context));
  const grants = once(async () => readLicenceGrants(context, await tree()));
  return {
    directories,
    accounts: async function* () {
      for await (const { accounts } of readAccounts(context, await standing())) yield accounts;
    },
    groups: async function* () {
      yield* yieldGroups(await tree(), context.batchSize);
    },
    memberships: async function* () {
      yield* readMemberships(context, await standing(), await tree());
    },
    logins: () => readLogins(context),
    tokenUse: () => readTokenUse(context),
    recentViews: () => readRecentViews(context),
    licenceGrants: async () => (context.tables.stateOf('spacepermissions') === 'present' ? grants() : null),
    licensedUsers: () =>
      sourceOf(context, 'spacepermissions', async function* () {
        yield* readLicensedUsers(context, await standing(), await grants());
      }),
    unsynced: () => readUnsynced(context),
    duplicates: () => readDuplicates(context),
  };
}

/** Within one reading nothing changes: what was read is kept. */
function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let kept: Promise<Value> | undefined;
  return () => {
    kept ??= read();
    return kept;
  };
}
