// Keeps prepared statements by their text: preparing one costs more than carrying it out.
import type { SqliteDatabase as KyselyDatabase, SqliteStatement } from 'kysely';

/** The texts are built by code, not by people: there are not many. Bulk inserts of odd sizes come and go. */
const mostKept = 200;

/** A database as Kysely wants it, whose statements are prepared once while they are among the last used. */
export function keepStatements(database: KyselyDatabase): KyselyDatabase {
  const kept = new Map<string, SqliteStatement>();
  return {
    prepare: (text) => {
      const statement = kept.get(text) ?? database.prepare(text);
      kept.delete(text);
      kept.set(text, statement);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      return statement;
    },
    close: () => {
      kept.clear();
      database.close();
    },
  };
}
