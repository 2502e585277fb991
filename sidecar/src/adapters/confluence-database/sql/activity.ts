// Printed statements about when users were last seen.
import type { Dialect, SqlStatement } from './dialect.ts';

export function describeActivity({ dateText, quote }: Dialect): readonly SqlStatement[] {
  const key = `t.${quote('USER_KEY')}`;
  return [
    {
      name: 'logins',
      purpose:
        "Last log-in by session, the one before it, and the last failure, in the zone of Confluence's Java machine. Users who never tried are missing.",
      sql: `select l.username as user_key, m.username as username, ${dateText('max(l.successdate)')} as last_login,
  ${dateText('max(l.prevsuccessdate)')} as previous_login, ${dateText('max(l.faileddate)')} as last_failure
from logininfo l
left join user_mapping m on m.user_key = l.username
group by l.username, m.username
order by l.username`,
    },
    {
      name: 'token-use',
      purpose:
        "Last use of a user's personal access tokens, from Confluence 7.9 on, in the zone of Confluence's Java machine.",
      sql: `select ${key} as user_key, m.username as username,
  ${dateText(`max(t.${quote('LAST_ACCESSED_AT')})`)} as last_token_use, count(*) as tokens
from ${quote('AO_81F455_PERSONAL_TOKEN')} t
left join user_mapping m on m.user_key = ${key}
group by ${key}, m.username
order by ${key}`,
    },
    {
      name: 'recent-views',
      purpose: "Last page a user looked at, as far as it is kept, in the zone of Confluence's Java machine.",
      sql: `select ${key} as user_key, m.username as username, ${dateText(`max(t.${quote('LAST_VIEW_DATE')})`)} as last_viewed
from ${quote('AO_92296B_AORECENTLY_VIEWED')} t
left join user_mapping m on m.user_key = ${key}
where ${key} is not null
group by ${key}, m.username
order by ${key}`,
    },
  ];
}
