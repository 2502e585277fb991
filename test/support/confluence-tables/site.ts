// A small site with every trap in it: shadowed, disabled, unsynced and duplicate users, nested groups with a cycle.
import { type AccountWish, accountRow, attributeRow, keyOf, type Row, type Rows } from './rows.ts';

/** In the order Confluence asks: 2, 1, 4 (switched off), 3; 5 is not used at all. */
const directories = [
  [1, 'Confluence Internal Directory', 'T', 'com.atlassian.crowd.directory.InternalDirectory', 'INTERNAL'],
  [2, 'Corporate LDAP', 'T', 'com.atlassian.crowd.directory.MicrosoftActiveDirectory', 'CONNECTOR'],
  [3, 'Crowd', 'T', 'com.atlassian.crowd.directory.RemoteCrowdDirectory', 'CROWD'],
  [4, 'Retired', 'F', 'com.atlassian.crowd.directory.DelegatedAuthenticationDirectory', 'DELEGATING'],
  [5, 'Never mapped', 'T', 'com.example.OwnDirectory', 'SOMETHING'],
] as const;

export const accountWishes: readonly AccountWish[] = [
  { id: 1001, directory: 2, name: 'alice', lastAuthenticated: '1719939529879' },
  { id: 1002, directory: 1, name: 'alice', lastAuthenticated: '1719939000000' },
  { id: 1003, directory: 2, name: 'bob', active: 'F', lastAuthenticated: 'yesterday' },
  { id: 1004, directory: 1, name: 'bob' },
  { id: 1005, directory: 2, name: 'carol', active: 'F' },
  { id: 1006, directory: 3, name: 'carol', active: 'F' },
  { id: 1007, directory: 4, name: 'dora' },
  { id: 1008, directory: 5, name: 'erik' },
  { id: 1009, directory: 1, name: 'Frank.Müller', email: '', lastAuthenticated: '1719939529' },
  { id: 1010, directory: 1, name: '山田太郎', createdAt: null },
  { id: 1011, directory: 1, name: 'ΣΟΦΙΑΣ', folded: 'σοφιας' },
  { id: 1012, directory: 1, name: 'jose' },
  { id: 1013, directory: 3, name: 'José', folded: 'josé', createdAt: '1970-01-01 00:00:00' },
  { id: 1014, directory: 1, name: 'undecided', active: 'X', email: null, lastAuthenticated: '99999999999999999999' },
  { id: 1015, directory: 1, name: 'twin' },
  { id: 1016, directory: 3, name: "o'hara\\n", lastAuthenticated: '1893456000000' },
  { id: '9007199254740993', directory: 1, name: 'large-id' },
] as const;

/** Members of one large group, more than any page or batch holds. */
export const crowd = 1_005;
const members = Array.from({ length: crowd }, (_, n): AccountWish => {
  return {
    id: 20_000 + n,
    directory: 3,
    name: `Member-${String(n).padStart(4, '0')}`,
    active: n % 10 === 9 ? 'F' : 'T',
  };
});

/** By folded name; José has none yet. */
export const keys: Readonly<Record<string, string>> = Object.fromEntries(
  ['alice', 'bob', 'carol', 'dora', 'erik', 'frank.müller', '山田太郎', 'σοφιας', 'jose', 'undecided', 'gone'].map(
    (name, n) => [name, keyOf(n + 1)] as const,
  ),
);

const mappings: readonly Row[] = [
  ...Object.entries(keys).map(([name, key]) => ({ user_key: key, username: name, lower_username: name })),
  { user_key: keyOf(101), username: 'Renamed', lower_username: null },
  // Deleted in Confluence: the key stands in place of the name.
  { user_key: keyOf(104), username: keyOf(104), lower_username: keyOf(104) },
  { user_key: keyOf(102), username: 'twin', lower_username: 'twin' },
  { user_key: keyOf(103), username: 'Twin', lower_username: 'twin' },
  ...members.map(({ name, id }) => ({
    user_key: keyOf(Number(id)),
    username: name.toLowerCase(),
    lower_username: name.toLowerCase(),
  })),
];

const groups = [
  [101, 1, 'confluence-users'],
  [102, 2, 'confluence-users'],
  [103, 3, 'Everybody'],
  [104, 3, 'inner'],
  [105, 3, 'core'],
  [106, 2, 'Ops/Night Schicht'],
  [107, 1, 'seats'],
  [108, 1, 'inner seats'],
  [109, 4, 'confluence-users'],
] as const;

/** Everybody holds inner, inner holds core, core holds Everybody again. */
const nesting = [
  [103, 104],
  [104, 105],
  [105, 103],
  [107, 108],
] as const;

const direct = [
  [102, 1001],
  [106, 1001],
  [107, 1002],
  [101, 1004],
  [101, 1005],
  [103, 1006],
  [109, 1007],
  [108, 1010],
  [108, 1009],
  [105, 1013],
  [101, 1014],
] as const;

const grants: readonly Row[] = [
  { permtype: 'USECONFLUENCE', permgroupname: 'Confluence-Users' },
  { permtype: 'USECONFLUENCE', permgroupname: 'seats' },
  { permtype: 'USECONFLUENCE', permgroupname: 'vanished' },
  { permtype: 'USECONFLUENCE', permusername: keys.σοφιας ?? null },
  { permtype: 'USECONFLUENCE', permusername: keys.carol ?? null },
  { permtype: 'USECONFLUENCE', permalluserssubject: 'authenticated-users' },
  { permtype: 'USECONFLUENCE' },
  { permtype: 'USECONFLUENCE', spaceid: 7, permgroupname: 'everybody' },
  { permtype: 'ADMINISTRATECONFLUENCE', permgroupname: 'core' },
];

/** Wall times of the Java machine. */
const logins: readonly Row[] = [
  { username: keys.alice ?? '', successdate: '2024-07-02 16:58:25.077', prevsuccessdate: '2024-07-01 09:00:00' },
  { username: keys.bob ?? '', successdate: null, faileddate: '2024-06-01 10:00:00' },
  { username: keys.carol ?? '', successdate: '2031-01-01 00:00:00' },
  { username: keys.dora ?? '', successdate: '1970-01-01 00:00:00' },
  { username: keys.山田太郎 ?? '', successdate: '2024-03-31 02:30:00' },
];

export const site: Rows = {
  cwd_application: [
    { id: 1, application_name: 'crowd-embedded', lower_application_name: 'crowd-embedded', active: 'T' },
    { id: 2, application_name: 'Jira', lower_application_name: 'jira', active: 'T' },
  ],
  cwd_directory: directories.map(([id, name, active, impl_class, directory_type]) => {
    return { id, directory_name: name, lower_directory_name: name.toLowerCase(), active, impl_class, directory_type };
  }),
  cwd_app_dir_mapping: [
    [1, 1, 1, 1],
    [2, 1, 2, 0],
    [3, 1, 3, 7],
    [4, 1, 4, 3],
    [5, 2, 5, 0],
  ].map(([id = 0, application_id = 0, directory_id = 0, list_index = 0]) => ({
    id,
    application_id,
    directory_id,
    allow_all: 'T',
    list_index,
  })),
  cwd_directory_operation: ['UPDATE_USER', 'CREATE_USER', 'DELETE_USER'].map((operation_type) => ({
    directory_id: 1,
    operation_type,
  })),
  cwd_user: [...accountWishes, ...members].map(accountRow),
  cwd_user_attribute: accountWishes.flatMap((account, n) => [
    attributeRow(2 * n + 1, account, 'invalidPasswordAttempts', '0'),
    ...(account.lastAuthenticated === undefined
      ? []
      : [attributeRow(2 * n + 2, account, 'lastAuthenticated', account.lastAuthenticated)]),
  ]),
  cwd_group: groups.map(([id, directory_id, name]) => ({
    ...{
      id,
      group_name: name,
      lower_group_name: name.toLowerCase(),
      active: 'T',
      local: 'F',
      group_type: 'GROUP',
      directory_id,
    },
  })),
  cwd_membership: [
    ...nesting.map(([parent_id, child_group_id], n) => ({ id: n + 1, parent_id, child_group_id })),
    ...direct.map(([parent_id, child_user_id], n) => ({ id: n + 100, parent_id, child_user_id })),
    ...members.map(({ id }) => ({ id: Number(id) + 10_000, parent_id: 103, child_user_id: id })),
  ],
  user_mapping: mappings,
  logininfo: logins.map((row, n) => ({ id: n + 1, curfailed: 0, totalfailed: 0, ...row })),
  spacepermissions: grants.map((row, n) => ({ permid: n + 1, ...row })),
  AO_81F455_PERSONAL_TOKEN: [
    { ID: 1, USER_KEY: keys.alice ?? '', LAST_ACCESSED_AT: '2024-07-03 00:00:00' },
    { ID: 2, USER_KEY: keys.alice ?? '', LAST_ACCESSED_AT: '2024-07-04 12:00:00' },
    { ID: 3, USER_KEY: keys.bob ?? '', LAST_ACCESSED_AT: null },
  ],
  AO_92296B_AORECENTLY_VIEWED: [
    { ID: 1, USER_KEY: keys.alice ?? '', LAST_VIEW_DATE: '2024-07-05 00:00:00' },
    { ID: 2, USER_KEY: keys.alice ?? '', LAST_VIEW_DATE: '2024-07-01 00:00:00' },
  ],
};
