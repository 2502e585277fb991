// The tables of what administrators tell of users as Kysely sees them: own fields with their values, and lists.
import type { Field } from '../../domain/field.ts';
import type { Instant, UserKey } from '../../domain/user.ts';
import type { Flag } from './snapshots.ts';

export interface FieldTable {
  field_key: string;
  name: string;
  kind: Field['kind'];
  place: number;
  defined_at: Instant;
  deleted_at: Instant | null;
}

/** The personal side, erasable by user key. */
export interface FieldValueTable {
  field_key: string;
  user_key: UserKey;
  value: string;
  value_folded: string;
  /** The value where it is a calendar day. */
  day: string | null;
  set_at: Instant;
}

export interface UserListTable {
  list_name: string;
  saved_at: Instant;
  matched: number;
  unmatched: number;
}

export interface UserListRowTable {
  list_name: string;
  line: number;
  name: string;
  name_folded: string;
  is_address: Flag;
  /** Null where the row named nobody for certain. */
  user_key: UserKey | null;
}
