// What differs between the four database engines Confluence runs on, as far as the printed statements need it.

/** `mysql` is MariaDB too; common table expressions need MySQL 8 or MariaDB 10.2. */
export type SqlEngine = 'postgres' | 'mysql' | 'sqlserver' | 'oracle';

/** One statement for a database administrator to run; its answer is saved as CSV with the column names in the first row. */
export interface SqlStatement {
  readonly name: string;
  /** What it tells, in a sentence. */
  readonly purpose: string;
  readonly sql: string;
}

export interface Dialect {
  /** Names of plugins' tables and columns, which are in capitals everywhere and need quotes where case is folded. */
  readonly quote: (name: string) => string;
  /** The table of permissions; in capitals where names keep their case. */
  readonly permissions: string;
  /** A date as text, to the second, in the zone it is stored in. */
  readonly dateText: (expression: string) => string;
  /** Pairs of a group and each group above it, named `above (group_id, ancestor_id)`. */
  readonly above: string;
  /** Groups that hold the permission to use Confluence and all below them, named `granting (id)`. */
  readonly granting: string;
}

const holders = (permissions: string) => `select g.id
    from cwd_group g
    join ${permissions} p on lower(p.permgroupname) = g.lower_group_name
    where p.permtype = 'USECONFLUENCE' and p.spaceid is null`;

/** PostgreSQL and MySQL: `union` drops what was found before, so a cycle of groups ends by itself. */
const standardAbove = `recursive above (group_id, ancestor_id) as (
    select child_group_id, parent_id from cwd_membership where child_group_id is not null
    union
    select a.group_id, m.parent_id from above a join cwd_membership m on m.child_group_id = a.ancestor_id
  )`;
const standardGranting = (permissions: string) => `recursive granting (id) as (
    ${holders(permissions)}
    union
    select m.child_group_id from granting x
    join cwd_membership m on m.parent_id = x.id
    where m.child_group_id is not null
  )`;

export const dialects: Readonly<Record<SqlEngine, Dialect>> = {
  postgres: {
    quote: (name) => `"${name}"`,
    permissions: 'spacepermissions',
    dateText: (expression) => `to_char(${expression}, 'YYYY-MM-DD HH24:MI:SS')`,
    above: standardAbove,
    granting: standardGranting('spacepermissions'),
  },
  mysql: {
    quote: (name) => `\`${name}\``,
    permissions: 'SPACEPERMISSIONS',
    dateText: (expression) => `date_format(${expression}, '%Y-%m-%d %H:%i:%s')`,
    above: standardAbove,
    granting: standardGranting('SPACEPERMISSIONS'),
  },
  sqlserver: {
    quote: (name) => `[${name}]`,
    permissions: 'SPACEPERMISSIONS',
    dateText: (expression) => `convert(varchar(19), ${expression}, 120)`,
    // Recursion keeps duplicates here: the path of each row ends cycles.
    above: `above (group_id, ancestor_id, path) as (
    select child_group_id, parent_id,
      cast('/' + cast(child_group_id as varchar(20)) + '/' + cast(parent_id as varchar(20)) + '/' as varchar(4000))
    from cwd_membership where child_group_id is not null
    union all
    select a.group_id, m.parent_id, cast(a.path + cast(m.parent_id as varchar(20)) + '/' as varchar(4000))
    from above a join cwd_membership m on m.child_group_id = a.ancestor_id
    where a.path not like '%/' + cast(m.parent_id as varchar(20)) + '/%'
  )`,
    granting: `granting (id, path) as (
    select h.id, cast('/' + cast(h.id as varchar(20)) + '/' as varchar(4000)) from (
    ${holders('SPACEPERMISSIONS')}
    ) h
    union all
    select m.child_group_id, cast(x.path + cast(m.child_group_id as varchar(20)) + '/' as varchar(4000))
    from granting x join cwd_membership m on m.parent_id = x.id
    where m.child_group_id is not null
      and x.path not like '%/' + cast(m.child_group_id as varchar(20)) + '/%'
  )`,
  },
  oracle: {
    quote: (name) => `"${name}"`,
    permissions: 'spacepermissions',
    dateText: (expression) => `to_char(${expression}, 'YYYY-MM-DD HH24:MI:SS')`,
    above: `nesting as (
    select child_group_id, parent_id from cwd_membership where child_group_id is not null
  ),
  above (group_id, ancestor_id) as (
    select connect_by_root n.child_group_id, n.parent_id from nesting n
    connect by nocycle prior n.parent_id = n.child_group_id
  )`,
    granting: `nesting as (
    select child_group_id, parent_id from cwd_membership where child_group_id is not null
  ),
  holders as (
    ${holders('spacepermissions')}
  ),
  granting (id) as (
    select id from holders
    union
    select n.child_group_id from nesting n
    start with n.parent_id in (select id from holders)
    connect by nocycle prior n.child_group_id = n.parent_id
  )`,
  },
};
