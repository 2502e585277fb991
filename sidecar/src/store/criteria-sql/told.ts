// What administrators told of users, as SQL: own fields and lists, by the same rules as the domain.
import { type SqlBool, sql } from 'kysely';
import { type FieldQuestion, openFieldQuestion } from '../../domain/criteria/field-question.ts';
import type { Instant } from '../../domain/user.ts';
import { type Condition, email, likeAny } from './parts.ts';

export function compileField(question: FieldQuestion, now: Instant): Condition {
  const defined = sql`exists (select 1 from fields f where f.field_key = ${question.key} and f.deleted_at is null)`;
  const value = (condition: Condition): Condition =>
    sql`exists (select 1 from field_values v
      where v.field_key = ${question.key} and v.user_key = u.user_key and ${condition})`;
  const any = value(sql<SqlBool>`true`);
  const open = openFieldQuestion(question, now);
  if (open.kind === 'absent') {
    return sql`case when not ${defined} then null else ${open.wanted ? sql`not ${any}` : any} end`;
  }
  const told = sql`${defined} and ${any}`;
  if (open.kind === 'is') {
    return sql`case when not (${told}) then null else ${value(likeAny(sql`v.value_folded`, open.globs))} end`;
  }
  const { first, last } = open.day;
  const [certain, impossible] =
    open.kind === 'before'
      ? [sql<SqlBool>`v.day < ${first}`, sql<SqlBool>`v.day >= ${last}`]
      : [sql<SqlBool>`v.day > ${last}`, sql<SqlBool>`v.day <= ${first}`];
  return sql`case
    when not (${defined}) then null
    when ${value(certain)} then true
    when ${value(impossible)} then false
    else null end`;
}

export function compileList(name: string): Condition {
  const row = (condition: Condition): Condition =>
    sql`exists (select 1 from user_list_rows r where r.list_name = ${name} and ${condition})`;
  return sql`case
    when not exists (select 1 from user_lists l where l.list_name = ${name}) then null
    when ${row(sql`r.user_key = u.user_key`)} then true
    when ${row(sql`r.user_key is null and r.name = u.user_key`)} then null
    when ${row(sql`r.user_key is null and r.name_folded in (u.username_folded, ${email})`)} then null
    when ${email} is null and ${row(sql`r.user_key is null and r.is_address = 1`)} then null
    else false end`;
}
