// Finds out whether the login could change Confluence's tables, by asking the server for its rights and not by trying.
import { sql } from 'kysely';
import { HostFailure } from '../ports.ts';
import { readGrants } from './grants.ts';
import type { Session, TextRow } from './session.ts';

/** Examples that are told; one is enough to refuse. */
const examples = 5;

/** What tells that the login can write; empty where it cannot. `schema` is where Confluence's tables lie. */
export function findWriteRights(session: Session, schema: string): Promise<readonly string[]> {
  return session.engine === 'postgres' ? askPostgres(session, schema) : askMysql(session, schema);
}

/** Also asks for every role the login may take on, and for the attributes by which it could give itself rights. */
async function askPostgres({ all }: Session, schema: string): Promise<readonly string[]> {
  const roles = await all(
    'attributes of the login',
    sql<TextRow<'name' | 'superuser'>>`
      select rolname as name, rolsuper as superuser from pg_roles
      where (rolsuper or rolcreaterole) and pg_has_role(oid, 'MEMBER') order by rolname limit ${sql.lit(examples)}`,
  );
  if (roles.length > 0) {
    return roles.map(({ name, superuser }) => `${name} ${superuser === 't' ? 'is a superuser' : 'may make roles'}`);
  }
  const tables = await all(
    'rights on tables',
    sql<TextRow<'name' | 'role'>>`
      select c.relname as name, min(r.rolname) as role
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_roles r on pg_has_role(r.oid, 'MEMBER')
      where n.nspname = ${schema} and c.relkind in ('r', 'p', 'v', 'f')
        and (has_table_privilege(r.oid, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
          or has_any_column_privilege(r.oid, c.oid, 'INSERT, UPDATE'))
      group by c.relname order by c.relname limit ${sql.lit(examples)}`,
  );
  return tables.map(({ name, role }) => `${role} may change ${name}`);
}

async function askMysql(session: Session, schema: string): Promise<readonly string[]> {
  const own = readGrants(await showGrants(session, 'show grants'), schema);
  const writes = [...own.writes];
  for (const statement of askRoles(session, own.roles)) {
    try {
      const { writes: more } = readGrants(await showGrants(session, statement), schema);
      writes.push(...more);
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error;
      writes.push('a role whose rights cannot be read');
    }
  }
  return [...new Set(writes)].slice(0, examples);
}

/** MySQL merges the rights of roles into the login's; MariaDB tells them role by role. Names come from the server. */
function askRoles({ engine }: Session, roles: readonly string[]): readonly string[] {
  if (roles.length === 0) return [];
  if (engine === 'mysql') return [`show grants for current_user() using ${roles.join(', ')}`];
  return roles.map((role) => `show grants for ${role.replace(/@.*$/, '')}`);
}

/** One column, named after the login. */
async function showGrants({ all }: Session, statement: string): Promise<string[]> {
  const rows = await all('rights of the login', sql.raw<Record<string, string | null>>(statement));
  return rows.flatMap((row) =>
    Object.values(row)
      .slice(0, 1)
      .map((line) => line ?? ''),
  );
}
