// Confluence's own database, where it may be read: who answers, whether our login only reads, and what it can see.
import { connectConfluenceDatabase } from '../../adapters/confluence-database/connect.ts';
import type { DatabaseCheck } from '../../adapters/ports.ts';
import type { Check } from './check.ts';
import { type Finding, ok, warning } from './finding.ts';

export const checkDatabase: Check = {
  name: 'confluence-database',
  title: 'Its database',
  run: async ({ secrets }) => {
    const { confluenceDatabaseUrl: url } = secrets;
    if (url === null) return [ok("Confluence's own database is not used.")];
    const database = connectConfluenceDatabase({ url, statementTimeoutMs: 20_000 });
    try {
      return judge(await database.check());
    } finally {
      await database.close();
    }
  },
};

const engineNames = { postgres: 'PostgreSQL', mysql: 'MySQL', mariadb: 'MariaDB' } as const;

function judge({ engine, version, tables, timeZone, observedOffsetMinutes }: DatabaseCheck): Finding[] {
  const present = tables.filter(({ state }) => state === 'present').length;
  const found = `${engineNames[engine]} ${version} lets us read ${present} of ${tables.length} tables, and nothing be written.`;
  const absent = tables.filter(({ state }) => state !== 'present');
  return [
    ok(found),
    ...absent.map(({ table, state }) =>
      warning(
        `${table} cannot be read (${state}).`,
        'Grant SELECT on it if the table exists; what only it tells stays unknown otherwise.',
      ),
    ),
    ...(observedOffsetMinutes === null || observedOffsetMinutes === 0
      ? []
      : [ok(`Its dates look like ${sayOffset(observedOffsetMinutes)}; they are read as ${timeZone}.`)]),
  ];
}

function sayOffset(minutes: number): string {
  const digits = (number: number) => String(number).padStart(2, '0');
  const ahead = Math.abs(minutes);
  return `UTC${minutes < 0 ? '-' : '+'}${digits(Math.floor(ahead / 60))}:${digits(ahead % 60)}`;
}
