// Confluence's tables as far as users are concerned, written from the schema facts, for PostgreSQL and MySQL alike.

export type TestEngine = 'postgres' | 'mariadb';

/** `key` is a number of 64 bits, `flag` Confluence's T or F, `date` a wall time without a zone. */
type ColumnKind = 'key' | 'number' | 'text' | 'flag' | 'date';

export interface TableDefinition {
  /** As PostgreSQL has it; `mysqlName` where MySQL's differs. */
  readonly name: string;
  readonly mysqlName?: string;
  readonly columns: Readonly<Record<string, ColumnKind>>;
  readonly primaryKey: string;
  readonly indexes: readonly string[];
}

export const tableDefinitions: readonly TableDefinition[] = [
  {
    name: 'cwd_application',
    columns: { id: 'key', application_name: 'text', lower_application_name: 'text', active: 'flag' },
    primaryKey: 'id',
    indexes: [],
  },
  {
    name: 'cwd_directory',
    columns: {
      ...{
        id: 'key',
        directory_name: 'text',
        lower_directory_name: 'text',
        created_date: 'date',
        updated_date: 'date',
      },
      ...{ active: 'flag', description: 'text', impl_class: 'text', lower_impl_class: 'text', directory_type: 'text' },
    },
    primaryKey: 'id',
    indexes: [],
  },
  {
    name: 'cwd_app_dir_mapping',
    columns: { id: 'key', application_id: 'key', directory_id: 'key', allow_all: 'flag', list_index: 'number' },
    primaryKey: 'id',
    indexes: [],
  },
  {
    name: 'cwd_directory_operation',
    columns: { directory_id: 'key', operation_type: 'text' },
    primaryKey: 'directory_id, operation_type',
    indexes: [],
  },
  {
    name: 'cwd_user',
    columns: {
      ...{ id: 'key', user_name: 'text', lower_user_name: 'text', active: 'flag', created_date: 'date' },
      ...{ updated_date: 'date', first_name: 'text', lower_first_name: 'text', last_name: 'text' },
      ...{ lower_last_name: 'text', display_name: 'text', lower_display_name: 'text', email_address: 'text' },
      ...{ lower_email_address: 'text', external_id: 'text', directory_id: 'key', credential: 'text' },
    },
    primaryKey: 'id',
    indexes: ['lower_user_name, directory_id'],
  },
  {
    name: 'cwd_user_attribute',
    columns: {
      ...{ id: 'key', user_id: 'key', directory_id: 'key', attribute_name: 'text' },
      ...{ attribute_value: 'text', attribute_lower_value: 'text' },
    },
    primaryKey: 'id',
    indexes: ['user_id'],
  },
  {
    name: 'cwd_group',
    columns: {
      ...{
        id: 'key',
        group_name: 'text',
        lower_group_name: 'text',
        active: 'flag',
        local: 'flag',
        created_date: 'date',
      },
      ...{ updated_date: 'date', description: 'text', group_type: 'text', directory_id: 'key', external_id: 'text' },
    },
    primaryKey: 'id',
    indexes: ['lower_group_name, directory_id'],
  },
  {
    name: 'cwd_membership',
    columns: { id: 'key', parent_id: 'key', child_group_id: 'key', child_user_id: 'key' },
    primaryKey: 'id',
    indexes: ['child_user_id', 'parent_id', 'child_group_id'],
  },
  {
    name: 'user_mapping',
    columns: { user_key: 'text', username: 'text', lower_username: 'text' },
    primaryKey: 'user_key',
    // Unique on a sound site; the sites that `duplicates()` is for have lost that.
    indexes: ['lower_username'],
  },
  {
    name: 'logininfo',
    columns: {
      ...{ id: 'key', curfailed: 'number', totalfailed: 'number', successdate: 'date', prevsuccessdate: 'date' },
      ...{ faileddate: 'date', username: 'text' },
    },
    primaryKey: 'id',
    indexes: ['username'],
  },
  {
    name: 'spacepermissions',
    mysqlName: 'SPACEPERMISSIONS',
    columns: {
      ...{ permid: 'key', spaceid: 'key', permtype: 'text', permgroupname: 'text', permusername: 'text' },
      ...{ permalluserssubject: 'text' },
    },
    primaryKey: 'permid',
    indexes: [],
  },
  {
    name: 'AO_81F455_PERSONAL_TOKEN',
    columns: {
      ...{ CREATED_AT: 'date', EXPIRING_AT: 'date', HASHED_TOKEN: 'text', ID: 'key', LAST_ACCESSED_AT: 'date' },
      ...{ NAME: 'text', NOTIFICATION_STATE: 'text', TOKEN_ID: 'text', USER_KEY: 'text' },
    },
    primaryKey: 'ID',
    indexes: ['USER_KEY'],
  },
  {
    name: 'AO_92296B_AORECENTLY_VIEWED',
    columns: {
      ...{ CONTENT_ID: 'key', CONTENT_TYPE: 'text', ID: 'key', LAST_VIEW_DATE: 'date', SPACE_KEY: 'text' },
      ...{ USER_KEY: 'text' },
    },
    primaryKey: 'ID',
    indexes: ['USER_KEY'],
  },
];

const types: Readonly<Record<TestEngine, Readonly<Record<ColumnKind, string>>>> = {
  postgres: { key: 'bigint', number: 'integer', text: 'varchar(255)', flag: 'char(1)', date: 'timestamp' },
  mariadb: { key: 'bigint', number: 'int', text: 'varchar(255)', flag: 'char(1)', date: 'datetime(6)' },
};

/** A name as the engine wants it; both keep the case of quoted names. */
export function quoteName(engine: TestEngine, name: string): string {
  return engine === 'postgres' ? `"${name}"` : `\`${name}\``;
}

export function nameOn(engine: TestEngine, { name, mysqlName }: TableDefinition): string {
  return quoteName(engine, engine === 'postgres' ? name : (mysqlName ?? name));
}

/** Statements that make one table. `collation` is for the texts of MySQL's. */
export function defineTable(engine: TestEngine, table: TableDefinition, collation?: string): string[] {
  const quote = (names: string) =>
    names
      .split(', ')
      .map((name) => quoteName(engine, name))
      .join(', ');
  const keys = table.primaryKey.split(', ');
  const columns = Object.entries(table.columns).map(([name, kind]) => {
    const collate =
      kind === 'text' && collation !== undefined
        ? ` character set ${collation.split('_')[0]} collate ${collation}`
        : '';
    return `${quoteName(engine, name)} ${types[engine][kind]}${collate}${keys.includes(name) ? ' not null' : ''}`;
  });
  const name = nameOn(engine, table);
  const making = `create table ${name} (${columns.join(', ')}, primary key (${quote(table.primaryKey)}))`;
  return [
    making,
    ...table.indexes.map(
      (columns, n) => `create index ${quoteName(engine, `i${n}_${table.name}`)} on ${name} (${quote(columns)})`,
    ),
  ];
}
