// Compiles criteria to SQL in SQL's own three-valued logic: true, false and NULL are yes, no and unknown.
// The second opinion is `matches` in the domain; a property test demands equal answers on both engines.
import { sql } from 'kysely';
import { daysBefore } from '../domain/criteria/days.ts';
import { type Criteria, type LeafKey, type Leaves, openCriteria } from '../domain/criteria/leaves.ts';
import { foldName } from '../domain/user.ts';
import { isAddress } from '../domain/user-list.ts';
import {
  type Condition,
  type CriteriaFacts,
  email,
  isOneOf,
  joinConditions,
  likeAny,
  unknown,
} from './criteria-sql/parts.ts';
import { compileSeat } from './criteria-sql/seat.ts';
import { compileField, compileList } from './criteria-sql/told.ts';

type LeafCompiler<Key extends LeafKey> = (argument: Leaves[Key], facts: CriteriaFacts) => Condition;

/** One compiler a leaf, over a row like those of `snapshot_users`, named `u`; a leaf without one does not compile. */
const compilers: { readonly [Key in LeafKey]: LeafCompiler<Key> } = {
  // Of somebody unknown `activity_at` is what is known for certain: late enough, it is an answer; else it is none.
  inactiveDays: (days, { now }) => sql`case
    when u.activity_state = 'never' then false
    when u.activity_state = 'seen' then u.activity_at <= ${daysBefore(now, days)}
    when u.activity_at > ${daysBefore(now, days)} then false
    else null end`,

  neverActive({ accountOlderThanDays }, { now }) {
    const threshold = daysBefore(now, accountOlderThanDays);
    return sql`case
      when u.activity_at is not null then false
      when u.activity_state = 'unknown' then null
      when u.created_at is not null then u.created_at <= ${threshold}
      when u.first_seen_at <= ${threshold} then true
      else null end`;
  },

  loggedInOnce({ accountOlderThanDays }, { now, onlyLogins }) {
    if (!onlyLogins) return sql`case when u.activity_state = 'never' then false else null end`;
    const threshold = daysBefore(now, accountOlderThanDays);
    const only = sql`exists (select 1 from snapshot_only_logins o
      where o.snapshot_id = u.snapshot_id and o.user_key = u.user_key`;
    return sql`case
      when u.activity_state = 'never' then false
      when ${only} and o.back_after < u.activity_at) then false
      when u.activity_state = 'unknown' then null
      when not ${only}) then false
      when u.created_at is not null then u.created_at <= ${threshold}
      when u.first_seen_at <= ${threshold} then true
      else null end`;
  },

  disabledDays: (days, { now }) => sql`case
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

  // Where nobody speaks for certain, only what all accounts that may speak have in common is an answer.
  directory(names, { accounts, engine }) {
    if (accounts === 'untold') return unknown;
    const account = (standing: 'speaks' | 'may speak', inside?: boolean): Condition => {
      const effective = standing === 'speaks' ? sql`a.effective = 1` : sql`a.effective is null`;
      const named = isOneOf(engine, sql`d.name_folded`, names.map(foldName));
      const place = inside === undefined ? sql`` : inside ? sql` and ${named}` : sql` and not (${named})`;
      return sql`exists (select 1 from snapshot_accounts a
        join snapshot_directories d on d.snapshot_id = a.snapshot_id and d.place = a.place
        where a.snapshot_id = u.snapshot_id and a.user_key = u.user_key and ${effective}${place})`;
    };
    const rest =
      accounts === 'partly'
        ? sql`null`
        : sql`case
          when not ${account('may speak', false)} and ${account('may speak', true)} then true
          when not ${account('may speak', true)} and ${account('may speak', false)} then false
          else null end`;
    return sql`case
      when ${account('speaks', true)} then true
      when ${account('speaks')} then false
      else ${rest} end`;
  },

  hasSeat: (wanted, facts) => {
    const seat = compileSeat(facts);
    return wanted ? seat : sql`not ${seat}`;
  },

  unsynced(wanted, { namesTold }) {
    if (!namesTold) return unknown;
    const [isGone, isThere] = wanted ? [sql`true`, sql`false`] : [sql`false`, sql`true`];
    return sql`case
      when not exists (select 1 from snapshot_directory_faults n
        where n.snapshot_id = u.snapshot_id and n.user_key = u.user_key and n.kind = 'unsynced') then ${isThere}
      when u.unlisted = 1 then ${isGone}
      else null end`;
  },

  status: (wanted) => sql`case when u.status = 'unknown' then null else u.status = ${wanted} end`,

  username: (globs) => likeAny(sql`u.username_folded`, globs),

  displayName: (globs) => likeAny(sql`u.display_name_folded`, globs),

  email: (globs) => sql`case when ${email} is null then null else ${likeAny(email, globs)} end`,

  emailDomain: (domains, { engine }) => sql`case
    when u.email_domain is null then null
    else ${isOneOf(engine, sql`u.email_domain`, domains.map(foldName))} end`,

  users(names, { engine }) {
    const folded = names.map(foldName);
    return sql`case
      when ${isOneOf(engine, sql`u.user_key`, names)} then true
      when ${isOneOf(engine, sql`u.username_folded`, folded)} then true
      when ${email} is null then ${names.some(isAddress) ? sql`null` : sql`false`}
      else ${isOneOf(engine, email, folded)} end`;
  },

  inList: compileList,

  field: (question, { now }) => compileField(question, now),
};

/** Compiles a tree over rows like those of `snapshot_users`, named `u`. Every value from the criteria is bound, never spelled out. */
export function compileCriteria(criteria: Criteria, facts: CriteriaFacts): Condition {
  const node = openCriteria(criteria);
  if (node.kind === 'leaf') {
    const compile = compilers[node.key] as LeafCompiler<LeafKey>;
    return sql`(${compile(node.argument, facts)})`;
  }
  if (node.kind === 'not') return sql`(not ${compileCriteria(node.child, facts)})`;
  return joinConditions(
    node.children.map((child) => compileCriteria(child, facts)),
    node.kind,
  );
}
