// Reads whom to create, from JSON or from a table; whoever lacks something is told by row, and then nobody is created.
import type { Newcomer } from '../../domain/newcomer.ts';
import type { Username } from '../../domain/user.ts';
import { type FaultDetail, ProductError } from '../../errors.ts';
import { type HeadedRow, readHeadedRows } from '../told/read-rows.ts';

/** As the wire has it; absent groups are none, an absent directory lets Confluence choose. */
export interface NewcomerWish {
  readonly username: string;
  readonly displayName: string;
  readonly email: string;
  readonly groups?: readonly string[];
  readonly directory?: string;
}

const maxNewcomers = 1_000;

/** Headings by which a column is known, without regard to case, spaces, hyphens and underscores. */
const headings = {
  username: ['username', 'user', 'login', 'login name', 'user id'],
  displayName: ['display name', 'full name', 'name'],
  email: ['email', 'email address', 'mail', 'mail address'],
  groups: ['groups', 'group'],
  directory: ['directory'],
} as const;

/** Several groups stand in one cell. */
const groupSeparator = ';';

/** Throws `newcomers_invalid` with every row that cannot be used. */
export function takeNewcomers(wishes: readonly NewcomerWish[]): Newcomer[] {
  return settle(wishes.map((wish, index) => ({ wish, place: { path: `newcomers[${index}]` } })));
}

/** The same from separated values. Throws `csv_malformed` too. */
export function readNewcomers(csv: string): Newcomer[] {
  return settle(readHeadedRows(csv).map((row) => ({ wish: wishOf(row), place: { path: 'csv', line: row.line } })));
}

function wishOf({ cell }: HeadedRow): NewcomerWish {
  const directory = cell(headings.directory);
  return {
    username: cell(headings.username),
    displayName: cell(headings.displayName),
    email: cell(headings.email),
    groups: cell(headings.groups).split(groupSeparator),
    ...(directory === '' ? {} : { directory }),
  };
}

interface Placed {
  readonly wish: NewcomerWish;
  readonly place: Pick<FaultDetail, 'path' | 'line'>;
}

function settle(placed: readonly Placed[]): Newcomer[] {
  const faults = placed.flatMap(({ wish, place }) => {
    const missing = (['username', 'displayName', 'email'] as const).filter((part) => wish[part].trim() === '');
    return missing.length === 0 ? [] : [{ ...place, message: `lacks ${missing.join(', ')}` }];
  });
  if (placed.length === 0) faults.push({ path: 'newcomers', message: 'names nobody' });
  if (placed.length > maxNewcomers) faults.push({ path: 'newcomers', message: `has more than ${maxNewcomers} rows` });
  if (faults.length > 0) throw new ProductError('newcomers_invalid', faults.slice(0, toldFaults));
  return placed.map(({ wish }) => takeWish(wish));
}

const toldFaults = 100;

/** A username is taken as it stands: what Confluence refuses about it is said in the plan. */
function takeWish({ username, displayName, email, groups = [], directory }: NewcomerWish): Newcomer {
  const named = groups.map((group) => group.trim()).filter((group) => group !== '');
  return {
    username: username as Username,
    displayName: displayName.trim(),
    email: email.trim(),
    groups: [...new Set(named)],
    directory: directory ?? null,
  };
}
