// The tables and columns of Confluence that are read, in the spelling of PostgreSQL; everything else is left alone.

interface WantedTable {
  /** Every Confluence since 7.0 has it; without it this is another product's database. */
  readonly required: boolean;
  readonly columns: readonly string[];
  /** Columns whose absence costs one value and not the table. */
  readonly optional: readonly string[];
}

/** Password hashes (`credential`, `HASHED_TOKEN`) are not among them: a login needs no right to read those. */
export const wantedTables = {
  cwd_directory: {
    required: true,
    columns: ['id', 'directory_name', 'active', 'impl_class', 'directory_type'],
    optional: [],
  },
  cwd_application: { required: true, columns: ['id', 'application_name'], optional: [] },
  cwd_app_dir_mapping: { required: true, columns: ['application_id', 'directory_id', 'list_index'], optional: [] },
  cwd_directory_operation: { required: false, columns: ['directory_id', 'operation_type'], optional: [] },
  cwd_user: {
    required: true,
    columns: ['id', 'user_name', 'lower_user_name', 'active', 'directory_id'],
    optional: ['email_address', 'display_name', 'created_date', 'external_id'],
  },
  cwd_user_attribute: { required: false, columns: ['user_id', 'attribute_name', 'attribute_value'], optional: [] },
  cwd_group: {
    required: true,
    columns: ['id', 'group_name', 'lower_group_name', 'directory_id'],
    optional: ['active'],
  },
  cwd_membership: { required: true, columns: ['id', 'parent_id', 'child_group_id', 'child_user_id'], optional: [] },
  user_mapping: { required: true, columns: ['user_key', 'username', 'lower_username'], optional: [] },
  logininfo: { required: false, columns: ['username', 'successdate'], optional: ['prevsuccessdate', 'faileddate'] },
  spacepermissions: {
    required: false,
    columns: ['permtype', 'permgroupname', 'permusername'],
    optional: ['spaceid', 'permalluserssubject'],
  },
  AO_81F455_PERSONAL_TOKEN: { required: false, columns: ['USER_KEY', 'LAST_ACCESSED_AT'], optional: [] },
  AO_92296B_AORECENTLY_VIEWED: { required: false, columns: ['USER_KEY', 'LAST_VIEW_DATE'], optional: [] },
} as const satisfies Readonly<Record<string, WantedTable>>;

export type TableName = keyof typeof wantedTables;
export type ColumnOf<Table extends TableName> =
  | (typeof wantedTables)[Table]['columns'][number]
  | (typeof wantedTables)[Table]['optional'][number];

export const tableNames = Object.keys(wantedTables) as TableName[];
