// The read-only statements that a database administrator can run where this product gets no login of its own.
import { describeActivity } from './activity.ts';
import { dialects, type SqlEngine, type SqlStatement } from './dialect.ts';
import { describeMembership } from './membership.ts';
import { describePeople } from './people.ts';

/** Every statement is one `select` without parameters and without a closing semicolon. */
export function statementsFor(engine: SqlEngine): readonly SqlStatement[] {
  const dialect = dialects[engine];
  return [...describePeople(dialect), ...describeMembership(dialect), ...describeActivity(dialect)];
}
