// Reads what MySQL and MariaDB answer to SHOW GRANTS: which rights reach Confluence's database, and which of them write.

export interface GrantFindings {
  /** Rights that can change something, each with where it holds; empty for a login that only reads. */
  readonly writes: readonly string[];
  /** Roles the login has, as the server spells them; their rights are asked for by themselves. */
  readonly roles: readonly string[];
}

/** Rights that change nothing. Whatever is not listed here counts as writing, new rights of later versions too. */
const harmless = new Set([
  ...['SELECT', 'USAGE', 'SHOW VIEW', 'SHOW DATABASES', 'PROCESS', 'LOCK TABLES', 'REFERENCES'],
  ...[
    'REPLICATION CLIENT',
    'BINLOG MONITOR',
    'SLAVE MONITOR',
    'REPLICA MONITOR',
    'SHOW_ROUTINE',
    'SHOW CREATE ROUTINE',
  ],
]);

const onScope =
  /^GRANT (.+) ON (?:(?:TABLE|FUNCTION|PROCEDURE|PACKAGE|PACKAGE BODY) )?(\*|`(?:[^`]|``)*`)\.(\*|`(?:[^`]|``)*`) TO /s;
const ofRoles = /^GRANT ((?:[`'][^`']*[`'](?:@[`'][^`']*[`'])?(?:, ?)?)+) TO /s;

export function readGrants(lines: readonly string[], database: string): GrantFindings {
  const writes: string[] = [];
  const roles: string[] = [];
  for (const line of lines) {
    const [, rights = '', schema = '', object = ''] = onScope.exec(line) ?? [];
    if (rights !== '') {
      if (!covers(schema, database)) continue;
      writes.push(
        ...splitRights(rights).flatMap((right) => (harmless.has(right) ? [] : [`${right} on ${schema}.${object}`])),
      );
      continue;
    }
    const named = ofRoles.exec(line)?.[1];
    if (named !== undefined) roles.push(...named.split(/, ?/));
    // REVOKE lines (partial revokes) and SET DEFAULT ROLE only take away or repeat; anything else is not understood.
    else if (/^GRANT /.test(line)) writes.push(line.replace(/ IDENTIFIED .*$/s, '').slice(0, 80));
  }
  return { writes: [...new Set(writes)], roles };
}

/** Whether a scope reaches the database; names in it are patterns with `%` and `_`, escaped by a backslash. */
function covers(scope: string, database: string): boolean {
  if (scope === '*') return true;
  const parts =
    scope
      .slice(1, -1)
      .replaceAll('``', '`')
      .match(/\\.|[\s\S]/g) ?? [];
  return new RegExp(`^${parts.map(patternOf).join('')}$`, 'is').test(database);
}

function patternOf(part: string): string {
  if (part === '%') return '.*';
  if (part === '_') return '.';
  return part.replace(/^\\(?=.)/s, '').replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
}

/** Divides at commas outside the brackets of column lists, and drops those lists. */
function splitRights(rights: string): string[] {
  return rights
    .replace(/\([^)]*\)/g, '')
    .split(',')
    .map((right) => right.trim().toUpperCase())
    .filter((right) => right !== '');
}
