// Parts that several printed statements share. They say the same as the adapter's own queries; tests hold them together.

/** Accounts that Confluence looks at; `place` 1 speaks for the user. The rule is told in `effective.ts`. */
export const inForce = `in_force as (
    select u.id, u.directory_id, u.user_name, u.lower_user_name, u.active,
      row_number() over (
        partition by u.lower_user_name
        order by case when u.active = 'T' then 0 else 1 end, coalesce(m.list_index, 2147483647), m.directory_id
      ) as place
    from cwd_user u
    join cwd_directory d on d.id = u.directory_id and d.active = 'T'
    join cwd_app_dir_mapping m on m.directory_id = d.id
    join cwd_application a on a.id = m.application_id and lower(a.application_name) = 'crowd-embedded'
  )`;

/** User keys by folded name, without names that several keys share. */
export const uniqueKeys = `(
    select lower_username, min(user_key) as user_key from user_mapping
    where lower_username is not null group by lower_username having count(*) = 1
  )`;

/** Puts named queries before a statement; `recursive`, where it is needed, stands in the first of them. */
export function withQueries(queries: readonly string[], statement: string): string {
  return `with ${queries.join(',\n  ')}\n${statement}`;
}
