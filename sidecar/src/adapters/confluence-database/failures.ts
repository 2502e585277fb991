// Turns what the drivers throw into the failures of the port; whatever is no database's fault stays as it is.
import { type DatabaseFailureCode, HostFailure } from '../ports.ts';

/** SQLSTATE of PostgreSQL and error numbers of MySQL and MariaDB, as far as they mean something to an administrator. */
const codes: Readonly<Record<string, DatabaseFailureCode>> = {
  '28000': 'database_login_refused',
  '28P01': 'database_login_refused',
  1045: 'database_login_refused',
  1698: 'database_login_refused',
  1820: 'database_login_refused', // password expired
  3118: 'database_login_refused', // account locked
  4151: 'database_login_refused', // account locked, MariaDB
  '3D000': 'database_not_confluence',
  '42P01': 'database_not_confluence',
  42703: 'database_not_confluence',
  1049: 'database_not_confluence',
  1146: 'database_not_confluence',
  1054: 'database_not_confluence',
  42501: 'database_unreadable',
  1044: 'database_unreadable',
  1142: 'database_unreadable',
  1143: 'database_unreadable',
  1370: 'database_unreadable',
  57014: 'database_timeout',
  '55P03': 'database_timeout',
  1205: 'database_timeout',
  1969: 'database_timeout', // MariaDB's max_statement_time
  3024: 'database_timeout', // MySQL's max_execution_time
  1040: 'database_unreachable', // too many connections
  1129: 'database_unreachable', // host is blocked
  1130: 'database_unreachable', // host is not allowed
  53300: 'database_unreachable',
  ETIMEDOUT: 'database_unreachable',
  ECONNREFUSED: 'database_unreachable',
  ECONNRESET: 'database_unreachable',
  ENOTFOUND: 'database_unreachable',
  EAI_AGAIN: 'database_unreachable',
  EHOSTUNREACH: 'database_unreachable',
  ENETUNREACH: 'database_unreachable',
  EPIPE: 'database_unreachable',
  PROTOCOL_CONNECTION_LOST: 'database_unreachable',
};

/** Wraps an error that a query or a connection ended with. `request` says in words what was being read. */
export function failureOf(error: unknown, request: string): HostFailure {
  if (error instanceof HostFailure) return error;
  return new HostFailure(codeOf(error), { request: `database: ${request}`, cause: error });
}

function codeOf(error: unknown): DatabaseFailureCode {
  if (!(error instanceof Error)) return 'database_error';
  // Several addresses of one name are tried; the first tells as much as the others.
  const told = error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error;
  for (const key of [readKey(told, 'errno'), readKey(told, 'code')]) {
    const found = codes[key];
    if (found !== undefined) return found;
    // Class 08: connection exceptions, 57P: the server shuts down or starts up.
    if (/^(?:08\w{3}|57P0[1-5])$/.test(key)) return 'database_unreachable';
  }
  return /connection terminated|connection timeout|timeout exceeded when trying to connect|closed state/i.test(
    told.message,
  )
    ? 'database_unreachable'
    : 'database_error';
}

function readKey(error: Error, name: 'errno' | 'code'): string {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
