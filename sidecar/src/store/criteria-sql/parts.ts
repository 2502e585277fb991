// Parts of compiled criteria: lists of values, globs, and conditions joined by all and any.
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Licence } from '../../domain/licence/licence.ts';
import { foldName, type Instant } from '../../domain/user.ts';
import type { Engine } from '../database.ts';
import type { AccountsState } from '../snapshots/accounts.ts';

export type Condition = RawBuilder<SqlBool>;

/** What a compiled condition depends on besides the rows of users. */
export interface CriteriaFacts {
  readonly now: Instant;
  readonly engine: Engine;
  /** How well accounts are known in the snapshot. */
  readonly accounts: AccountsState;
  /** Null where the snapshot knows nothing of it. */
  readonly licence: Licence | null;
  /** Whether it was told who logged in only once. */
  readonly onlyLogins: boolean;
  /** Whether it was told whom no directory has any more. */
  readonly namesTold: boolean;
}

/** The e-mail address of `u`; an empty one is one that is not known. */
export const email = sql`nullif(u.email_folded, '')`;

/** The answer that is none. */
export const unknown: Condition = sql`cast(null as boolean)`;

/** Nobody asked of `all` is yes, of `any` is no, as in the domain. */
export function joinConditions(conditions: readonly Condition[], combine: 'all' | 'any'): Condition {
  if (conditions.length === 0) return combine === 'all' ? sql`(true)` : sql`(false)`;
  return sql`(${sql.join(conditions, combine === 'all' ? sql` and ` : sql` or `)})`;
}

/** Whether the text is one of the values, which are bound as one, however many they are: engines count bound values. */
export function isOneOf(engine: Engine, text: RawBuilder<unknown>, values: readonly string[]): Condition {
  const list = JSON.stringify(values.map((value) => value.toWellFormed()));
  return engine === 'sqlite'
    ? sql`${text} in (select value from json_each(${list}))`
    : sql`${text} in (select jsonb_array_elements_text(${list}::jsonb))`;
}

/** Whether folded text matches one of the globs. */
export function likeAny(text: RawBuilder<unknown>, globs: readonly string[]): Condition {
  return joinConditions(
    globs.map((glob) => sql<SqlBool>`${text} like ${likePatternOf(foldName(glob))} escape '!'`),
    'any',
  );
}

/** Turns a glob into a LIKE pattern whose escape character is `!`. */
export function likePatternOf(glob: string): string {
  return escapeLike(glob).replaceAll(/\*+/g, '%').replaceAll('?', '_');
}

/** Makes text stand for itself within a LIKE pattern whose escape character is `!`. */
export function escapeLike(text: string): string {
  return text.replaceAll(/[!%_]/g, '!$&');
}
