// Turns a change of the world into the changes of rows that Confluence would have made with it.
import type { Change } from '../world/change.ts';
import type { Account, World } from '../world/model.ts';
import { effectiveAccount } from '../world/views.ts';
import {
  accountRow,
  attributeRows,
  groupRow,
  loginRow,
  mappingRow,
  membershipRow,
  type Numbers,
  permissionRows,
  type Row,
  tokenRow,
  viewRow,
} from './rows.ts';

export type RowChange =
  /** Written over, if a row with the same value in the column `key` is there. */
  | { readonly kind: 'put'; readonly table: string; readonly key: string; readonly row: Row }
  | { readonly kind: 'drop'; readonly table: string; readonly where: Row };

const TOKENS = '"AO_81F455_PERSONAL_TOKEN"';
const VIEWS = '"AO_92296B_AORECENTLY_VIEWED"';

export function listRowChanges(world: World, numbers: Numbers, change: Change): RowChange[] {
  switch (change.kind) {
    case 'account':
      return followAccount(numbers, change.account, change.what === 'removed');
    case 'group': {
      const id = numbers.of(change.group);
      return change.what === 'removed' ? [drop('cwd_group', { id })] : [put('cwd_group', groupRow(id, change.group))];
    }
    case 'membership':
    case 'nesting': {
      const [parent, child] =
        change.kind === 'membership' ? [change.group, change.account] : [change.parent, change.child];
      const column = change.kind === 'membership' ? 'child_user_id' : 'child_group_id';
      const gone = drop('cwd_membership', { parent_id: numbers.of(parent), [column]: numbers.of(child) });
      return change.what === 'removed' ? [gone] : [gone, put('cwd_membership', membershipRow(numbers, parent, child))];
    }
    case 'user':
      return followUser(change);
    case 'login': {
      const { user } = change;
      const row = loginRow(numbers, world, user);
      const view = viewRow(numbers, user);
      return [
        drop('logininfo', { username: user.userKey }),
        drop(VIEWS, { USER_KEY: user.userKey }),
        ...(row === null ? [] : [put('logininfo', row)]),
        ...(view === null ? [] : [put(VIEWS, view, 'ID')]),
        ...followAttributes(numbers, effectiveAccount(user)),
      ];
    }
    case 'announcement':
      return [];
    case 'grants':
      return followGrants(world, numbers, change.subject);
    case 'token': {
      const { token, what } = change;
      return what === 'removed' ? [drop(TOKENS, { ID: token.id })] : [put(TOKENS, tokenRow(token), 'ID')];
    }
  }
}

function followAccount(numbers: Numbers, account: Account, removed: boolean): RowChange[] {
  const id = numbers.of(account);
  if (removed) return [drop('cwd_user_attribute', { user_id: id }), drop('cwd_user', { id })];
  return [put('cwd_user', accountRow(id, account)), ...followAttributes(numbers, account)];
}

function followAttributes(numbers: Numbers, account: Account): RowChange[] {
  const rows = attributeRows(numbers, account).map((row) => put('cwd_user_attribute', row));
  return [drop('cwd_user_attribute', { user_id: numbers.of(account) }), ...rows];
}

/** A deleted user keeps the key, under which content stays, and loses the name. */
function followUser({ user, what }: Extract<Change, { kind: 'user' }>): RowChange[] {
  const { userKey } = user;
  if (what !== 'removed') return [put('user_mapping', mappingRow(user), 'user_key')];
  const anonymous = mappingRow({ userKey, username: userKey, lowerName: userKey });
  return [
    drop('logininfo', { username: userKey }),
    drop(VIEWS, { USER_KEY: userKey }),
    put('user_mapping', anonymous, 'user_key'),
  ];
}

function followGrants(world: World, numbers: Numbers, subject: string): RowChange[] {
  const [held] = permissionRows(numbers, subject, ['application/use']);
  const columns = ['permgroupname', 'permusername', 'permalluserssubject'] as const;
  const where = Object.fromEntries(columns.map((column) => [column, held?.[column] ?? null]));
  const rows = permissionRows(numbers, subject, world.grants.get(subject) ?? []);
  return [drop('spacepermissions', where), ...rows.map((row) => put('spacepermissions', row, 'permid'))];
}

function put(table: string, row: Row, key = 'id'): RowChange {
  return { kind: 'put', table, key, row };
}

function drop(table: string, where: Row): RowChange {
  return { kind: 'drop', table, where };
}
