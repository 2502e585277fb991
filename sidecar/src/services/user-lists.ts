// Lists of users for people who upload them: rows are joined with users at once, and what named nobody is told and kept.
import { listsIn } from '../domain/criteria/leaves.ts';
import type { ListRow } from '../domain/user-list.ts';
import { ProductError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import type { ListLine } from '../store/user-lists.ts';
import type { Actor, ServiceContext } from './service-context.ts';
import { newestSnapshot } from './snapshots.ts';
import { indexNames, type MatchedRow, matchRow } from './told/match-rows.ts';
import { nameList } from './told/name-list.ts';
import { readNamedRows } from './told/read-rows.ts';
import { makeFault, type RowFault } from './told/report.ts';

export interface UserListLine extends ListLine {
  /** Policies in use that ask for it. */
  readonly usedBy: readonly UsingPolicy[];
}

interface UsingPolicy {
  readonly id: string;
  readonly name: string;
}

type Writing = Pick<ServiceContext, 'store' | 'clock'>;

export async function listUserLists({ store }: Pick<ServiceContext, 'store'>): Promise<readonly UserListLine[]> {
  const users = await findUsers(store);
  return (await store.userLists.list()).map((line) => ({ ...line, usedBy: users(line.name) }));
}

/** Tells of a list which policies in use ask for it. */
async function findUsers({ policies }: Pick<Store, 'policies'>): Promise<(list: string) => readonly UsingPolicy[]> {
  const asking = (await policies.list()).map(({ id, definition }) => ({
    policy: { id, name: definition.name },
    lists: listsIn(definition.criteria),
  }));
  return (list) => asking.filter(({ lists }) => lists.has(list)).map(({ policy }) => policy);
}

export interface ListReport {
  readonly rows: number;
  readonly matched: number;
  readonly faults: readonly RowFault[];
}

/**
 * Writes a list anew from a table. Rows that name nobody for certain select nobody, and keep whoever they may mean from
 * being called "not listed". Throws `no_snapshot` and what `readNamedRows` throws.
 */
export async function saveUserList(
  { store, clock }: Writing,
  { name, csv, actor }: { name: string; csv: string; actor: Actor },
): Promise<ListReport> {
  const snapshot = await newestSnapshot({ store });
  const rows = readNamedRows(csv, null);
  const index = await indexNames(store.snapshots.names(snapshot.id));
  const matched = rows.map((row) => matchRow(row, index));
  const at = clock.now();
  const faults = matched.flatMap(({ row, names, match }) =>
    'fault' in match ? [makeFault({ line: row.line, name: names[0] ?? '', reason: match.fault })] : [],
  );
  const report = { rows: rows.length, matched: rows.length - faults.length, faults };
  const details = { list: name, rows: report.rows, matched: report.matched };
  await store.together(async ({ userLists, audit }) => {
    await userLists.save({ name, rows: matched.flatMap(toListRows), at });
    await audit.append({ at, actor, event: 'list.saved', details });
  });
  return report;
}

/**
 * Keeps a table as a list of its own, under a name that no list has and no policy can know. Throws what `saveUserList`
 * throws.
 */
export async function addUserList(
  context: Writing,
  { from, csv, actor }: { from: string; csv: string; actor: Actor },
): Promise<ListReport & { readonly name: string }> {
  const taken = new Set((await context.store.userLists.list()).map(({ name }) => name));
  const stem = nameList(from, context.clock.now());
  let name = stem;
  for (let number = 2; taken.has(name); number += 1) name = `${stem}-${number}`;
  return { name, ...(await saveUserList(context, { name, csv, actor })) };
}

/** Throws `list_not_found`, and `list_in_use` with the policies that ask for it: without it they would select nobody, unseen. */
export async function deleteUserList(
  { store, clock }: Writing,
  { name, actor }: { name: string; actor: Actor },
): Promise<void> {
  const noted = { at: clock.now(), actor, event: 'list.deleted', details: { list: name } };
  await store.together(async ({ policies, userLists, audit }) => {
    const users = (await findUsers({ policies }))(name);
    if (users.length > 0) {
      const details = users.map((policy) => ({ path: policy.id, message: `The policy "${policy.name}" asks for it.` }));
      throw new ProductError('list_in_use', details);
    }
    if (!(await userLists.remove(name))) throw new ProductError('list_not_found');
    await audit.append(noted);
  });
}

/** Of a row that names nobody every name is kept: each may be the one that was meant. */
function toListRows({ row: { line }, names, match }: MatchedRow): ListRow[] {
  if ('userKey' in match) return [{ line, name: names[0] ?? '', userKey: match.userKey }];
  return names.map((name) => ({ line, name, userKey: null }));
}
