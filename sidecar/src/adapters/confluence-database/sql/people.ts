// Printed statements about directories, accounts and names.
import type { Dialect, SqlStatement } from './dialect.ts';
import { inForce, uniqueKeys, withQueries } from './fragments.ts';

export function describePeople({ dateText }: Dialect): readonly SqlStatement[] {
  return [
    {
      name: 'directories',
      purpose: 'All user directories; place tells the order in which Confluence asks them, empty means it does not.',
      sql: `select d.id as directory_id, d.directory_name as directory, d.directory_type as kind,
  d.impl_class as implementation, d.active as active, o.list_index as place
from cwd_directory d
left join (
  select m.directory_id, m.list_index
  from cwd_app_dir_mapping m
  join cwd_application a on a.id = m.application_id
  where lower(a.application_name) = 'crowd-embedded'
) o on o.directory_id = d.id
order by d.id`,
    },
    {
      name: 'directory-operations',
      purpose: 'What each directory allows; a change whose operation is missing here cannot be made by Confluence.',
      sql: `select o.directory_id as directory_id, o.operation_type as operation
from cwd_directory_operation o
order by o.directory_id, o.operation_type`,
    },
    {
      name: 'accounts',
      purpose:
        "Every account of every directory. speaks is T for the account that counts for the user. Dates are in the zone of Confluence's Java machine, last_authenticated_ms in milliseconds since 1970 UTC.",
      sql: withQueries(
        [inForce],
        `select u.id as account_id, d.directory_name as directory, u.user_name as username, u.active as active,
  u.email_address as email, u.display_name as display_name, ${dateText('u.created_date')} as created,
  u.external_id as external_id, k.user_key as user_key, t.attribute_value as last_authenticated_ms,
  case when f.place = 1 then 'T' else 'F' end as speaks
from cwd_user u
join cwd_directory d on d.id = u.directory_id
left join in_force f on f.id = u.id
left join ${uniqueKeys} k on k.lower_username = u.lower_user_name
left join cwd_user_attribute t on t.user_id = u.id and t.attribute_name = 'lastAuthenticated'
order by u.id`,
      ),
    },
    {
      name: 'unsynced-users',
      purpose:
        'Users with a user key and without an account in any directory; those whose name is the key itself were deleted.',
      sql: `select m.user_key as user_key, m.username as username
from user_mapping m
where m.lower_username is not null
  and m.lower_username <> lower(m.user_key)
  and not exists (select 1 from cwd_user u where u.lower_user_name = m.lower_username)
order by m.user_key`,
    },
    {
      name: 'name-faults',
      purpose: 'Users whose user key is not found by their name, or not by it alone; move nobody of them.',
      sql: `select m.user_key as user_key, m.username as username, m.lower_username as lower_username
from user_mapping m
where m.lower_username is null
  or m.lower_username in (select lower_username from user_mapping group by lower_username having count(*) > 1)
order by m.user_key`,
    },
  ];
}
