// Confluence's own tables on PostgreSQL, as far as they are about users, directories, logins, rights and tokens.

/** In an order in which they can be made; the other way round they can be dropped. */
export const TABLES: readonly (readonly [name: string, columns: string])[] = [
  [
    'cwd_directory',
    `id bigint primary key, directory_name varchar(255) not null, lower_directory_name varchar(255) not null unique,
     created_date timestamp not null, updated_date timestamp not null, active char(1) not null, description varchar(255),
     impl_class varchar(255) not null, lower_impl_class varchar(255) not null, directory_type varchar(60) not null`,
  ],
  [
    'cwd_directory_attribute',
    `directory_id bigint not null references cwd_directory, attribute_name varchar(255) not null,
     attribute_value varchar(4000), primary key (directory_id, attribute_name)`,
  ],
  [
    'cwd_directory_operation',
    `directory_id bigint not null references cwd_directory, operation_type varchar(60) not null,
     primary key (directory_id, operation_type)`,
  ],
  [
    'cwd_application',
    `id bigint primary key, application_name varchar(255) not null, lower_application_name varchar(255) not null unique,
     created_date timestamp not null, updated_date timestamp not null, active char(1) not null, description varchar(255),
     application_type varchar(255) not null, credential varchar(255) not null`,
  ],
  [
    'cwd_app_dir_mapping',
    `id bigint primary key, application_id bigint not null references cwd_application,
     directory_id bigint not null references cwd_directory, allow_all char(1) not null, list_index integer`,
  ],
  [
    'cwd_user',
    `id bigint primary key, user_name varchar(255) not null, lower_user_name varchar(255) not null, active char(1) not null,
     created_date timestamp not null, updated_date timestamp not null, first_name varchar(255), lower_first_name varchar(255),
     last_name varchar(255), lower_last_name varchar(255), display_name varchar(255), lower_display_name varchar(255),
     email_address varchar(255), lower_email_address varchar(255), external_id varchar(255),
     directory_id bigint not null references cwd_directory, credential varchar(255), unique (lower_user_name, directory_id)`,
  ],
  [
    'cwd_user_attribute',
    `id bigint primary key, user_id bigint not null references cwd_user,
     directory_id bigint not null references cwd_directory, attribute_name varchar(255) not null,
     attribute_value varchar(4000), attribute_lower_value varchar(4000)`,
  ],
  [
    'cwd_group',
    `id bigint primary key, group_name varchar(255) not null, lower_group_name varchar(255) not null, active char(1) not null,
     local char(1) not null, created_date timestamp not null, updated_date timestamp not null, description varchar(255),
     group_type varchar(60) not null, directory_id bigint not null references cwd_directory, external_id varchar(255),
     unique (lower_group_name, directory_id)`,
  ],
  [
    'cwd_membership',
    `id bigint primary key, parent_id bigint references cwd_group, child_group_id bigint references cwd_group,
     child_user_id bigint references cwd_user, unique (parent_id, child_group_id), unique (parent_id, child_user_id)`,
  ],
  [
    'user_mapping',
    'user_key varchar(255) primary key, username varchar(255) not null, lower_username varchar(255) unique',
  ],
  [
    'logininfo',
    `id bigint primary key, curfailed integer, totalfailed integer, successdate timestamp, prevsuccessdate timestamp,
     faileddate timestamp, username varchar(255) unique references user_mapping`,
  ],
  [
    'spacepermissions',
    `permid bigint primary key, spaceid bigint, permtype varchar(255) not null, permgroupname varchar(255),
     permusername varchar(255) references user_mapping, permalluserssubject varchar(255), creator varchar(255),
     creationdate timestamp, lastmodifier varchar(255), lastmoddate timestamp`,
  ],
  [
    '"AO_81F455_PERSONAL_TOKEN"',
    `"ID" bigint primary key, "CREATED_AT" timestamp not null, "EXPIRING_AT" timestamp, "HASHED_TOKEN" varchar(255) not null,
     "LAST_ACCESSED_AT" timestamp, "NAME" varchar(255) not null, "TOKEN_ID" varchar(255) not null,
     "USER_KEY" varchar(255) not null`,
  ],
  [
    '"AO_92296B_AORECENTLY_VIEWED"',
    `"ID" bigint primary key, "CONTENT_ID" bigint not null, "CONTENT_TYPE" varchar(255), "LAST_VIEW_DATE" timestamp,
     "SPACE_KEY" varchar(255), "USER_KEY" varchar(255)`,
  ],
];

export const INDEXES: readonly string[] = [
  'create index on cwd_user_attribute (user_id)',
  'create index on cwd_membership (child_user_id)',
  'create index on "AO_92296B_AORECENTLY_VIEWED" ("USER_KEY")',
];

/** Tells tables of a lab from those of a real Confluence. */
export const MARK = 'written by a lab';
