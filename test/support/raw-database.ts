// A database as its owner has it in hand, past everything the store would let anybody do.
import { type DatabaseAddress, openDatabase } from '../../sidecar/src/store/database.ts';

interface RawDatabase {
  readonly ask: (statement: string) => Promise<Record<string, unknown>[]>;
  readonly close: () => Promise<void>;
}

/** By the store's own connection: two copies of SQLite in one process would take each other's locks away. */
export function openRaw(address: DatabaseAddress): RawDatabase {
  const { writes, close } = openDatabase(address);
  return {
    close,
    ask: async (statement) => {
      const query = { kind: 'RawNode', sqlFragments: [statement], parameters: [] } as const;
      const asked = { sql: statement, parameters: [], query, queryId: { queryId: statement } };
      return (await writes.executeQuery<Record<string, unknown>>(asked)).rows;
    },
  };
}

/** Every text of every table that holds the pattern. */
export async function searchTables(
  address: DatabaseAddress,
  pattern: RegExp,
): Promise<{ table: string; text: string }[]> {
  const tables =
    address.kind === 'sqlite'
      ? "select name from sqlite_master where type = 'table'"
      : "select tablename as name from pg_tables where schemaname = 'public'";
  const database = openRaw(address);
  try {
    const found: { table: string; text: string }[] = [];
    for (const { name } of await database.ask(tables)) {
      const table = String(name);
      for (const row of await database.ask(`select * from "${table}"`)) {
        for (const text of Object.values(row)) {
          if (typeof text === 'string' && pattern.test(text)) found.push({ table, text });
        }
      }
    }
    return found;
  } finally {
    await database.close();
  }
}
