// Prints statements with what each of them tells, ready for the tool of whoever runs them.
import type { SqlEngine, SqlStatement } from '../../adapters/confluence-database/sql/dialect.ts';
import { readerLoginFor } from '../../adapters/confluence-database/sql/reader-login.ts';
import { statementsFor } from '../../adapters/confluence-database/sql/statements.ts';
import { findClosest } from '../../config/find-closest.ts';
import { type Call, CommandFault } from '../frame/command.ts';
import { type ExitCode, exitCodes } from '../frame/exit-codes.ts';
import { printJson } from '../frame/print-json.ts';

/** Names people type, and the engine each of them means. */
const engines: Readonly<Record<string, SqlEngine>> = {
  postgres: 'postgres',
  mysql: 'mysql',
  mssql: 'sqlserver',
  oracle: 'oracle',
  postgresql: 'postgres',
  mariadb: 'mysql',
  sqlserver: 'sqlserver',
};

const shown: Readonly<Record<SqlEngine, string>> = {
  postgres: 'PostgreSQL',
  mysql: 'MySQL 8 and MariaDB 10.2 or later',
  sqlserver: 'Microsoft SQL Server',
  oracle: 'Oracle',
};

const loginName = 'reader-login';

export async function printStatements({ flags, words, env, json, out }: Call): Promise<ExitCode> {
  const engine = chooseEngine(flags.get('engine'), env.UM_CONFLUENCE_DATABASE_URL ?? '');
  const [name] = words;
  const statements = name === undefined ? statementsFor(engine) : findStatements(engine, name);
  if (json) out(printJson({ engine, statements }));
  else if (name === loginName)
    out([describeAll(engine, name), ...statements.map((one) => `${one.sql};`), ''].join('\n'));
  else out([describeAll(engine, name), ...statements.map(printStatement)].join('\n'));
  return exitCodes.well;
}

function chooseEngine(asked: string | true | undefined, address: string): SqlEngine {
  const name = asked === undefined ? (/^(\w+):/.exec(address)?.[1] ?? 'postgres') : String(asked);
  const engine = Object.hasOwn(engines, name) ? engines[name] : undefined;
  if (engine !== undefined) return engine;
  const closest = findClosest(name, Object.keys(engines));
  throw refuse(`There is no engine "${name}"; ${sayNear(closest, ['postgres', 'mysql', 'mssql', 'oracle'])}.`);
}

function findStatements(engine: SqlEngine, name: string): readonly SqlStatement[] {
  if (name === loginName) {
    if (engine === 'postgres' || engine === 'mysql') return readerLoginFor(engine);
    throw refuse(`"${loginName}" exists for postgres and mysql, because the sidecar itself reads no ${shown[engine]}.`);
  }
  const all = statementsFor(engine);
  const found = all.filter((statement) => statement.name === name);
  if (found.length > 0) return found;
  const names = [...all.map((statement) => statement.name), loginName];
  throw refuse(`There is no statement "${name}"; ${sayNear(findClosest(name, names), names)}.`);
}

function sayNear(closest: string | null, names: readonly string[]): string {
  return closest === null ? `there are ${names.join(', ')}` : `the nearest is "${closest}"`;
}

function describeAll(engine: SqlEngine, name: string | undefined): string {
  const what =
    name === loginName
      ? 'Makes a login that may read what User Management needs. Choose another password before you run it.'
      : "Reads Confluence's database and changes nothing.";
  return `-- For ${shown[engine]}. ${what}\n`;
}

function printStatement({ name, purpose, sql }: SqlStatement): string {
  return `${comment(`${name}: ${purpose}`)}\n${sql};\n`;
}

/** Lines of at most 110 letters. */
function comment(text: string): string {
  return text.replaceAll(/(.{1,107})(?:\s+|$)/g, '-- $1\n').trimEnd();
}

function refuse(sentence: string): CommandFault {
  return new CommandFault(exitCodes.usage, sentence);
}
