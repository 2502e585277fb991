// Confluence's own database, where it may be read: who answers, whether our login only reads, and what it can see.
import { connectConfluenceDatabase } from '../../adapters/confluence-database/connect.ts';
import { nameOffset } from '../../adapters/confluence-database/zone.ts';
import type { DatabaseCheck, DatabaseZone } from '../../adapters/ports.ts';
import type { Check } from './check.ts';
import { type Finding, ok, warning } from './finding.ts';

export const checkDatabase: Check = {
  name: 'confluence-database',
  title: 'Its database',
  run: async ({ config, secrets }) => {
    const { confluenceDatabaseUrl: url } = secrets;
    const { database: settings } = config.confluence;
    if (url === null || settings === null) return [ok("Confluence's own database is not used.")];
    const database = connectConfluenceDatabase({ ...settings, url, statementTimeoutMs: 20_000 });
    try {
      return judge(await database.check());
    } finally {
      await database.close();
    }
  },
};

const engineNames = { postgres: 'PostgreSQL', mysql: 'MySQL', mariadb: 'MariaDB' } as const;

function judge({ engine, version, tables, zone, canWrite, writeEvidence }: DatabaseCheck): Finding[] {
  const present = tables.filter(({ state }) => state === 'present').length;
  const found = `${engineNames[engine]} ${version} lets us read ${present} of ${tables.length} tables`;
  const absent = tables.filter(({ state }) => state !== 'present');
  return [
    canWrite
      ? warning(
          `${found}, and its login could write too (${writeEvidence.join('; ')}); nothing is written by us.`,
          'Use a login that may only read, as `user-management sql` prints it, and take UM_CONFLUENCE_DATABASE_ALLOW_WRITABLE away.',
        )
      : ok(`${found}, and nothing be written.`),
    ...absent.map(({ table, state }) =>
      warning(
        `${table} cannot be read (${state}).`,
        'Grant SELECT on it if the table exists; what only it tells stays unknown otherwise.',
      ),
    ),
    ...judgeZone(zone),
  ];
}

function judgeZone({ timeZone, by, offsetMinutes, observedOffsetMinutes: observed }: DatabaseZone): Finding[] {
  const name = 'UM_CONFLUENCE_DATABASE_TIME_ZONE';
  if (by === 'observation') {
    return [
      ok(`Its dates are those of UTC${timeZone}, as log-ins show; name the zone in ${name} to be exact all year.`),
    ];
  }
  if (observed !== null && observed !== offsetMinutes) {
    return [
      warning(
        `Its dates are read as ${timeZone}, but log-ins show them at UTC${nameOffset(observed)}.`,
        `Set ${name} to the zone of Confluence's Java machine, or take it away to go by what log-ins show.`,
      ),
    ];
  }
  if (by === 'configuration') return [ok(`Its dates are read as ${timeZone}.`)];
  return [ok(`Its dates are read as UTC, because no log-ins show their zone; ${name} can name it.`)];
}
