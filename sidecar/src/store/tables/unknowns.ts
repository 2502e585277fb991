// The tables of users whom a plan left out because whether they are meant was not certain, as Kysely sees them.
import type { Trace } from '../../domain/criteria/matches.ts';
import type { UserKey, Username } from '../../domain/user.ts';
import type { JsonText } from '../json-text.ts';

/** What kept it open, once for all who share it. */
export interface RunUnknownTraceTable {
  run_id: number;
  number: number;
  trace: JsonText<Trace>;
}

/** Personal and erasable; only `number` refers to anything. */
export interface RunUnknownTable {
  run_id: number;
  /** From 1, in the order of user keys. */
  position: number;
  user_key: UserKey;
  username: Username;
  display_name: string;
  trace_number: number;
}
