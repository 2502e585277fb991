// Every row of a world at its beginning, table by table, in an order that respects who refers to whom.
import type { World } from '../world/model.ts';
import {
  accountRow,
  attributeRows,
  directoryRow,
  formatTimestamp,
  groupRow,
  loginRow,
  mappingRow,
  membershipRow,
  type Numbers,
  permissionRows,
  READ_ONLY_OPERATIONS,
  type Row,
  tokenRow,
  viewRow,
  WRITABLE_OPERATIONS,
} from './rows.ts';

const APPLICATION_ID = 163_841;

export function* listTables(world: World, numbers: Numbers): Iterable<readonly [table: string, rows: Row[]]> {
  const { directories } = world;
  const accounts = directories.flatMap((directory) => [...directory.accounts.values()]);
  const groups = directories.flatMap((directory) => [...directory.groups.values()]);
  const people = [...world.users.values(), ...world.unsynced.values()];
  yield ['cwd_directory', directories.map(directoryRow)];
  yield [
    'cwd_directory_attribute',
    directories.map(({ id }) => ({ directory_id: id, attribute_name: 'useNestedGroups', attribute_value: 'true' })),
  ];
  yield [
    'cwd_directory_operation',
    directories.flatMap(({ id, writable }) =>
      (writable ? WRITABLE_OPERATIONS : READ_ONLY_OPERATIONS).map((type) => ({
        directory_id: id,
        operation_type: type,
      })),
    ),
  ];
  yield ['cwd_application', [applicationRow(world)]];
  yield [
    'cwd_app_dir_mapping',
    directories.map(({ id, order }) => ({
      id: numbers.next(),
      application_id: APPLICATION_ID,
      directory_id: id,
      allow_all: 'T',
      list_index: order,
    })),
  ];
  yield ['cwd_user', accounts.map((account) => accountRow(numbers.of(account), account))];
  yield ['cwd_user_attribute', accounts.flatMap((account) => attributeRows(numbers, account))];
  yield ['cwd_group', groups.map((group) => groupRow(numbers.of(group), group))];
  yield [
    'cwd_membership',
    groups.flatMap((group) =>
      [...group.accounts, ...group.children].map((child) => membershipRow(numbers, group, child)),
    ),
  ];
  yield ['user_mapping', people.map(mappingRow)];
  yield ['logininfo', keepRows(people.map((user) => loginRow(numbers, world, user)))];
  yield [
    'spacepermissions',
    [...world.grants].flatMap(([subject, operations]) => permissionRows(numbers, subject, operations)),
  ];
  yield ['"AO_81F455_PERSONAL_TOKEN"', [...world.tokens.values()].map(tokenRow)];
  yield ['"AO_92296B_AORECENTLY_VIEWED"', keepRows(people.map((user) => viewRow(numbers, user)))];
}

function applicationRow(world: World): Row {
  const now = formatTimestamp(world.clock.nowMs());
  return {
    id: APPLICATION_ID,
    application_name: 'crowd-embedded',
    lower_application_name: 'crowd-embedded',
    created_date: now,
    updated_date: now,
    active: 'T',
    description: null,
    application_type: 'CROWD',
    credential: 'X',
  };
}

function keepRows(rows: readonly (Row | null)[]): Row[] {
  return rows.filter((row) => row !== null);
}
