// Tells the zone of Confluence's Java machine from dates that it keeps twice: as wall time and as epoch milliseconds.
import { sql } from 'kysely';
import { isOneOf } from './batches.ts';
import { readLocalMs } from './instants.ts';
import type { ReadingContext } from './reading.ts';
import type { TextRow } from './session.ts';

/** What is known before dates can be read. */
export type ZoneContext = Pick<ReadingContext, 'session' | 'tables'>;

/** A log-in as `logininfo` tells it, read as if it were UTC, and the check of the password that went with it. */
export interface LoginPair {
  readonly wallMs: number;
  readonly epochMs: number;
}

const quarterMs = 15 * 60_000;
/** The two are written within seconds of each other (24 in the one real example known). */
const toleranceMs = 2 * 60_000;
const fewestPairs = 3;

export interface ObservedZone {
  readonly offsetMinutes: number;
  /** The newest wall time that shows it, read as if it were UTC. */
  readonly wallMs: number;
}

/** What most pairs agree on; null where too few do. Log-ins by other ways make pairs that differ. */
export function observeOffset(pairs: readonly LoginPair[]): ObservedZone | null {
  const votes = new Map<number, number[]>();
  for (const { wallMs, epochMs } of pairs) {
    const quarters = Math.round((wallMs - epochMs) / quarterMs);
    const isClose = Math.abs(wallMs - epochMs - quarters * quarterMs) <= toleranceMs;
    // No zone is further away than 14 hours; what is further is another log-in.
    if (!isClose || Math.abs(quarters) > 14 * 4) continue;
    votes.set(quarters, [...(votes.get(quarters) ?? []), wallMs]);
  }
  const total = [...votes.values()].reduce((sum, { length }) => sum + length, 0);
  const [first] = [...votes].sort((one, other) => other[1].length - one[1].length);
  if (first === undefined) return null;
  const [quarters, wallTimes] = first;
  const isClear = wallTimes.length >= fewestPairs && wallTimes.length * 2 > total;
  return isClear ? { offsetMinutes: quarters * 15, wallMs: Math.max(...wallTimes) } : null;
}

/** Looks at the newest log-ins only, so that summer and winter do not mix. */
export async function observeZone(context: ZoneContext): Promise<ObservedZone | null> {
  const { session, tables } = context;
  if (tables.stateOf('logininfo') !== 'present' || tables.stateOf('cwd_user_attribute') !== 'present') return null;
  const l = tables.use('logininfo', 'l');
  const m = tables.use('user_mapping', 'm');
  const logins = await session.all<TextRow<'user_key' | 'told'>>(
    'newest logins',
    sql`select ${l.col('username')} as user_key, ${l.col('successdate')} as told from ${l.as}
      where ${l.col('successdate')} is not null order by ${l.col('successdate')} desc limit 200`,
  );
  if (logins.length === 0) return null;
  const users = await session.all<TextRow<'user_key' | 'folded'>>(
    'names of the newest logins',
    sql`select ${m.col('user_key')} as user_key, ${m.col('lower_username')} as folded from ${m.as}
      where ${isOneOf(
        session,
        m.col('user_key'),
        logins.map((row) => row.user_key),
      )}`,
  );
  const folded = new Map(users.map((row) => [row.user_key, row.folded]));
  const checks = await readChecks(context, [...new Set([...folded.values()].flatMap((name) => name ?? []))]);
  const pairs = logins.flatMap(({ user_key, told }) =>
    (checks.get(folded.get(user_key) ?? '') ?? []).map((epochMs) => ({ wallMs: readLocalMs(told ?? ''), epochMs })),
  );
  return observeOffset(pairs);
}

/** Checks of the password by folded name, over all accounts of the name. */
async function readChecks(context: ZoneContext, names: readonly string[]): Promise<Map<string, number[]>> {
  const { session, tables } = context;
  const checks = new Map<string, number[]>();
  if (names.length === 0) return checks;
  const u = tables.use('cwd_user', 'u');
  const a = tables.use('cwd_user_attribute', 'a');
  const rows = await session.all<TextRow<'folded' | 'told'>>(
    'newest checks of passwords',
    sql`select ${u.col('lower_user_name')} as folded, ${a.col('attribute_value')} as told
      from ${u.as} join ${a.as} on ${a.col('user_id')} = ${u.col('id')}
      where ${isOneOf(session, u.col('lower_user_name'), names)} and ${a.col('attribute_name')} = ${'lastAuthenticated'}`,
  );
  for (const { folded, told } of rows) {
    const known = checks.get(folded ?? '') ?? [];
    checks.set(folded ?? '', [...known, Number(told ?? Number.NaN)]);
  }
  return checks;
}
