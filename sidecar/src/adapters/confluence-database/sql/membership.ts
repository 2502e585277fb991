// Printed statements about groups, who is in them, and who takes a seat of the licence.
import type { Dialect, SqlStatement } from './dialect.ts';
import { inForce, uniqueKeys, withQueries } from './fragments.ts';

export function describeMembership({ above, granting, permissions }: Dialect): readonly SqlStatement[] {
  return [
    {
      name: 'groups',
      purpose: 'All groups of all directories.',
      sql: `select g.id as group_id, d.directory_name as directory, g.group_name as group_name
from cwd_group g
join cwd_directory d on d.id = g.directory_id
order by g.id`,
    },
    {
      name: 'memberships',
      purpose: 'Who is directly in which group; these can be removed one by one.',
      sql: `select d.directory_name as directory, u.user_name as username, g.group_name as group_name
from cwd_membership m
join cwd_user u on u.id = m.child_user_id
join cwd_group g on g.id = m.parent_id
join cwd_directory d on d.id = u.directory_id
order by u.id, g.id`,
    },
    {
      name: 'nested-memberships',
      purpose: 'Who is in which group only through a group that is nested in it.',
      sql: withQueries(
        [above],
        `select distinct u.id as account_id, d.directory_name as directory, u.user_name as username, g.group_name as group_name
from cwd_membership m
join above n on n.group_id = m.parent_id
join cwd_user u on u.id = m.child_user_id
join cwd_group g on g.id = n.ancestor_id
join cwd_directory d on d.id = u.directory_id
where not exists (select 1 from cwd_membership x where x.child_user_id = u.id and x.parent_id = n.ancestor_id)
order by u.id, g.group_name`,
      ),
    },
    {
      name: 'licence-grants',
      purpose:
        'Who holds the permission to use Confluence: groups, users by key, everybody signed in (all_users), or nobody named: everybody.',
      sql: `select p.permgroupname as group_name, p.permusername as user_key, p.permalluserssubject as all_users
from ${permissions} p
where p.permtype = 'USECONFLUENCE' and p.spaceid is null
order by p.permid`,
    },
    {
      name: 'licensed-users',
      purpose:
        'Who takes a seat: the account that counts is active, and a group of any of their active accounts, or they themselves, may use Confluence.',
      sql: withQueries(
        [granting, inForce],
        `select f.user_name as username, k.user_key as user_key, d.directory_name as directory
from in_force f
join cwd_directory d on d.id = f.directory_id
left join ${uniqueKeys} k on k.lower_username = f.lower_user_name
where f.place = 1 and f.active = 'T' and (
  f.lower_user_name in (
    select s.lower_user_name from in_force s
    join cwd_membership m on m.child_user_id = s.id
    join granting x on x.id = m.parent_id
    where s.active = 'T'
  )
  or exists (
    select 1 from ${permissions} p
    where p.permtype = 'USECONFLUENCE' and p.spaceid is null
      and (p.permusername = k.user_key or p.permusername = f.lower_user_name or p.permusername = f.user_name)
  )
)
order by f.id`,
      ),
    },
  ];
}
