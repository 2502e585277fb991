// Compiles criteria to SQL in SQL's own three-valued logic: true, false and NULL are yes, no and unknown.
// The second opinion is `matches` in the domain; a property test demands equal answers on both engines.
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type Criteria, type LeafKey, type Leaves, openCriteria } from '../domain/criteria/leaves.ts';
import { daysBefore } from '../domain/criteria/matches.ts';
import { foldName, type Instant } from '../domain/user.ts';

type Condition = RawBuilder<SqlBool>;
type LeafCompiler<Key extends LeafKey> = (argument: Leaves[Key], now: Instant) => Condition;

/** One compiler a leaf, over a row of `snapshot_users` named `u`; a leaf without one does not compile. */
const compilers: { readonly [Key in LeafKey]: LeafCompiler<Key> } = {
  // Of somebody unknown `activity_at` is what is known for certain: late enough, it is an answer; else it is none.
  inactiveDays: (days, now) => sql`case
    when u.activity_state = 'never' then false
    when u.activity_state = 'seen' then u.activity_at <= ${daysBefore(now, days)}
    when u.activity_at > ${daysBefore(now, days)} then false
    else null end`,

  neverActive({ accountOlderThanDays }, now) {
    const threshold = daysBefore(now, accountOlderThanDays);
    return sql`case
      when u.activity_at is not null then false
      when u.activity_state = 'unknown' then null
      when u.created_at is not null then u.created_at <= ${threshold}
      when u.first_seen_at <= ${threshold} then true
      else null end`;
  },

  disabledDays: (days, now) => sql`case
    when u.status = 'unknown' then null
    when u.status = 'active' then false
    when u.first_seen_disabled_at <= ${daysBefore(now, days)} then true
    else null end`,

  inGroup(group) {
    const folded = foldName(group);
    return sql`case
      when exists (select 1 from snapshot_memberships m
        where m.snapshot_id = u.snapshot_id and m.user_key = u.user_key and m.group_folded = ${folded}) then true
      when exists (select 1 from snapshot_groups g
        where g.snapshot_id = u.snapshot_id and g.name_folded = ${folded} and g.knowledge = 'complete') then false
      else null end`;
  },

  status: (wanted) => sql`case when u.status = 'unknown' then null else u.status = ${wanted} end`,

  username: (globs) =>
    joinConditions(
      globs.map((glob) => sql<SqlBool>`u.username_folded like ${likePatternOf(foldName(glob))} escape '!'`),
      'any',
    ),

  emailDomain: (domains) => sql`case
    when u.email_domain is null then null
    else ${joinConditions(
      domains.map((domain) => sql<SqlBool>`u.email_domain = ${foldName(domain)}`),
      'any',
    )} end`,
};

/** Compiles a tree over rows of `snapshot_users as u`. Every value from the criteria is bound, never spelled out. */
export function compileCriteria(criteria: Criteria, now: Instant): Condition {
  const node = openCriteria(criteria);
  if (node.kind === 'leaf') {
    const compile = compilers[node.key] as LeafCompiler<LeafKey>;
    return sql`(${compile(node.argument, now)})`;
  }
  if (node.kind === 'not') return sql`(not ${compileCriteria(node.child, now)})`;
  return joinConditions(
    node.children.map((child) => compileCriteria(child, now)),
    node.kind,
  );
}

/** Nobody asked of `all` is yes, of `any` is no, as in the domain. */
function joinConditions(conditions: readonly Condition[], combine: 'all' | 'any'): Condition {
  if (conditions.length === 0) return combine === 'all' ? sql`(true)` : sql`(false)`;
  return sql`(${sql.join(conditions, combine === 'all' ? sql` and ` : sql` or `)})`;
}

/** Turns a glob into a LIKE pattern whose escape character is `!`. */
export function likePatternOf(glob: string): string {
  return escapeLike(glob).replaceAll(/\*+/g, '%').replaceAll('?', '_');
}

/** Makes text stand for itself within a LIKE pattern whose escape character is `!`. */
export function escapeLike(text: string): string {
  return text.replaceAll(/[!%_]/g, '!$&');
}
