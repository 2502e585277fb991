// An empty PostgreSQL database for a lab to write Confluence's tables to, and a login that may only read them.
import pg from 'pg';
import type { TestDatabases } from './databases.ts';

export interface LabDatabase {
  /** For the lab, which makes the tables. */
  readonly ownerUrl: string;
  /** For the sidecar. */
  readonly readerUrl: string;
}

let logins = 0;

/** Makes one on a running server; whatever the owner makes later may be read too. */
export async function createLabDatabase(databases: TestDatabases): Promise<LabDatabase> {
  const address = await databases.create();
  if (address.kind !== 'postgres') throw new Error('the server gave no address');
  const owner = new pg.Client({ connectionString: address.url });
  await owner.connect();
  logins += 1;
  const login = `lab_reader_${logins}`;
  await owner.query(`create role ${login} login password 'secret'`);
  await owner.query(`alter default privileges in schema public grant select on tables to ${login}`);
  await owner.end();
  const reader = new URL(address.url);
  reader.username = login;
  reader.password = 'secret';
  return { ownerUrl: address.url, readerUrl: reader.href };
}
