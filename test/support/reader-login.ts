// A login that may only read Confluence's tables of a lab, made by the very statements that the product prints.
import pg from 'pg';
import { runCliHere } from './cli.ts';

/** Runs what `user-management sql reader-login` prints, and gives the address of that login. */
export async function makeReaderLogin(tablesUrl: string): Promise<string> {
  const { stdout } = await runCliHere(['sql', '--engine', 'postgres', 'reader-login', '--json']);
  const { statements } = JSON.parse(stdout) as { statements: { sql: string }[] };
  const client = new pg.Client({ connectionString: tablesUrl });
  await client.connect();
  for (const { sql } of statements) await client.query(sql).catch(acceptExpected);
  await client.end();
  const url = new URL(tablesUrl);
  [url.username, url.password] = ['user_management', 'choose-one'];
  return url.href;
}

/** A table that this site does not have is left out, as the statements say; one server keeps a role for all its sites. */
function acceptExpected(error: unknown): void {
  const [undefinedTable, duplicateObject] = ['42P01', '42710'];
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code !== undefinedTable && code !== duplicateObject) throw error;
}
