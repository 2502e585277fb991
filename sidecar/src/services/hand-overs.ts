// The hand-over list for people who see to it that others do their part: pages of it, and all of it as CSV.
import { stringify } from 'csv-stringify/sync';
import type { HandOverReason } from '../domain/hand-over.ts';
import { spreadsheetSafe } from '../domain/spreadsheet-text.ts';
import type { Instant } from '../domain/user.ts';
import type { HandOver, HandOverCounts, HandOverState } from '../store/hand-overs.ts';
import type { Actor, ServiceContext } from './service-context.ts';

export interface ListedHandOver extends HandOver {
  readonly state: HandOverState;
}

export interface HandOverSearch {
  readonly state?: HandOverState | undefined;
  readonly after: number;
  readonly limit: number;
}

/** A page in the order in which the tasks were opened, and how many there are in all. */
export async function listHandOvers(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  { state, after, limit }: HandOverSearch,
): Promise<{ items: readonly ListedHandOver[]; counts: HandOverCounts }> {
  const now = clock.now();
  const found = await store.handOvers.list({ now, after, limit, ...(state === undefined ? {} : { state }) });
  return {
    items: found.map((item) => ({ ...item, state: stateAt(item, now) })),
    counts: await store.handOvers.counts(now),
  };
}

function stateAt({ closed, dueAt }: HandOver, now: Instant): HandOverState {
  if (closed !== null) return 'closed';
  return dueAt < now ? 'overdue' : 'open';
}

const exportPage = 1_000;

/**
 * All tasks of a state as CSV with a BOM; what a spreadsheet would take for a formula is quoted with an apostrophe. It
 * is in the audit trail who took it.
 */
export async function exportHandOvers(
  context: Pick<ServiceContext, 'store' | 'clock'>,
  { state, actor }: { readonly state: HandOverState | 'all'; readonly actor: Actor },
): Promise<string> {
  const details = { what: 'hand-overs', format: 'csv', state };
  await context.store.audit.append({ at: context.clock.now(), actor, event: 'export.made', details });
  const rows: Row[] = [];
  for (let after = 0; ; ) {
    const search = { after, limit: exportPage, state: state === 'all' ? undefined : state };
    const { items } = await listHandOvers(context, search);
    rows.push(...items.map(rowOf));
    const last = items.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
  return stringify(rows, {
    header: true,
    columns: [...columns],
    ...spreadsheetSafe,
    bom: true,
    record_delimiter: '\r\n',
  });
}

const columns = [
  'id',
  'directory',
  'username',
  'display_name',
  'to_do',
  'group',
  'why',
  'due',
  'state',
  'asked_for',
  'done',
  'done_because',
  'snapshot',
  'run',
  'user_key',
] as const;

type Row = Record<(typeof columns)[number], string>;

function rowOf({
  id,
  runId,
  userKey,
  username,
  displayName,
  task,
  openedAt,
  dueAt,
  state,
  closed,
}: ListedHandOver): Row {
  return {
    id: String(id),
    directory: task.directory ?? (task.reason === 'unsynced' ? 'none' : 'not known'),
    username,
    display_name: displayName,
    to_do: task.reason === 'unsynced' ? unsyncedTodo : todoWords[task.change.kind],
    group: 'group' in task.change ? task.change.group : '',
    why: reasonWords[task.reason],
    due: dueAt,
    state,
    asked_for: openedAt,
    done: closed?.at ?? '',
    done_because: closed?.because.replaceAll('-', ' ') ?? '',
    snapshot: closed === null ? '' : String(closed.snapshotId),
    run: String(runId),
    user_key: userKey,
  };
}

const todoWords: Readonly<Record<HandOver['task']['change']['kind'], string>> = {
  disable: 'disable the account',
  enable: 'enable the account',
  delete: 'delete the account',
  'add-to-group': 'add the account to the group',
  'remove-from-group': 'take the account out of the group',
};

/** Where Confluence lists them is documented (Delete or Disable Users, since 6.13). */
const unsyncedTodo =
  'delete the user for good in the tab "Unsynced from directory" of the user management of Confluence, unless a directory is to bring the name back';

const reasonWords: Readonly<Record<HandOverReason, string>> = {
  'directory-read-only': 'Confluence may not change this directory',
  'another-account-takes-over': 'while this account is active, the user stays active in Confluence',
  'nested-membership': 'the membership comes through another group of this directory',
  'nested-grant': 'the group lies inside one that gives a seat of the licence',
  unsynced: 'no directory has the user any more, and no call is known to delete what Confluence keeps',
};
