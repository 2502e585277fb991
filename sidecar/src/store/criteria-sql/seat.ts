// Whether a user takes a seat of the licence, as SQL: the same judgement as `domain/licence/seat`.
import { sql } from 'kysely';
import { foldName } from '../../domain/user.ts';
import { type Condition, type CriteriaFacts, isOneOf, unknown } from './parts.ts';

export function compileSeat({ licence, engine }: CriteriaFacts): Condition {
  if (licence === null) return unknown;
  const granting = licence.groups.flatMap(({ name, below }) => [foldName(name), ...below]);
  const holders = (certain: boolean): Condition =>
    isOneOf(
      engine,
      sql`u.user_key`,
      licence.holders.filter((holder) => holder.certain === certain).map((holder) => holder.userKey),
    );
  const granted = sql`(exists (select 1 from snapshot_memberships m
    where m.snapshot_id = u.snapshot_id and m.user_key = u.user_key and m.direct = 1
      and ${isOneOf(engine, sql`m.group_folded`, granting)}) or ${holders(true)})`;
  const mayBeHidden = licence.toldBy === 'assumed' || licence.groups.some((group) => !group.complete);
  const possible = mayBeHidden ? sql`true` : holders(false);
  return sql`case
    when u.status = 'disabled' then false
    when ${granted} then case when u.status = 'active' then true else null end
    when ${possible} then null
    else false end`;
}
