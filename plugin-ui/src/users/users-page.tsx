// The page of users: conditions on top, the table below, one user in a drawer, and what can be done with the selected.
import { useEffect, useState } from 'preact/compat';
import { type Chip, readChips, treeOf, writeChips } from '../criteria/chips.ts';
import { CriteriaBar } from '../criteria/criteria-bar.tsx';
import { MatchCount } from '../criteria/match-count.tsx';
import { goTo, type Route, writeRoute } from '../routes.ts';
import { type ExportItem, ExportMenu } from '../ui/export-menu.tsx';
import { Skeleton } from '../ui/loadable.tsx';
import { FaultNotice } from '../ui/notice.tsx';
import { useWords, type Words } from '../ui/words/words.ts';
import { ColumnChoice } from './column-choice.tsx';
import type { Column } from './columns.tsx';
import { type Sort, type UserFilter, useFoundUsers } from './find-users.ts';
import { readColumns, useKeep, usePersonalViews } from './personal-views.ts';
import { SavedFilters } from './saved-filters.tsx';
import { countSelected, nobody, type Selection } from './selection.ts';
import { SelectionBar } from './selection-bar.tsx';
import { UserDrawer } from './user-drawer.tsx';
import { UsersTable } from './users-table.tsx';

const sorts: readonly Sort[] = ['username', 'displayName', 'lastActivity', 'status'];
/** Somebody who types is waited for so long. */
const typingMs = 250;

interface Place {
  readonly filter: UserFilter;
  /** Whose drawer is open. */
  readonly open: string | null;
}

function readPlace({ parameters }: Route): Place {
  const sort = sorts.find((one) => one === parameters.get('sort')) ?? 'displayName';
  return {
    filter: {
      chips: readChips(parameters.get('q')),
      search: parameters.get('s') ?? '',
      sort,
      descending: parameters.get('desc') === '1',
    },
    open: parameters.get('u'),
  };
}

function writePlace({ filter: { chips, search, sort, descending }, open }: Place): string {
  return writeRoute(['users'], {
    q: writeChips(chips),
    s: search === '' ? undefined : search,
    sort: sort === 'displayName' ? undefined : sort,
    desc: descending ? 1 : undefined,
    u: open ?? undefined,
  });
}

export function UsersPage({ route }: { readonly route: Route }) {
  const words = useWords();
  const place = readPlace(route);
  const { filter } = place;
  const views = usePersonalViews();
  const keep = useKeep();
  const [chosen, setChosen] = useState<readonly Column['id'][] | null>(null);
  const [selection, setSelection] = useState<Selection>(nobody);
  const found = useFoundUsers(filter);
  const first = found.data?.pages[0];
  const isStaged = found.data?.pages.some(({ items }) => items.some(({ stages }) => stages.length > 0)) ?? false;
  const shown = chosen ?? readColumns(views.data?.columns, isStaged);
  const total = first?.counts?.total ?? 0;

  const change = (next: Partial<UserFilter>, { replace = false } = {}): void => {
    if (next.chips !== undefined || next.search !== undefined) setSelection(nobody);
    goTo(writePlace({ filter: { ...filter, ...next }, open: null }), { replace });
  };
  const show = (userKey: string | null): void => goTo(writePlace({ filter, open: userKey }), { replace: true });

  return (
    <div class="um-users">
      <div class="um-toolbar">
        <SearchField search={filter.search} change={(search) => change({ search }, { replace: true })} />
        <SavedFilters query={writePlace({ filter, open: null }).split('?')[1] ?? ''} />
        <ColumnChoice
          shown={shown}
          change={(next) => {
            setChosen(next);
            keep.mutate(next);
          }}
        />
        {first?.counts != null && <ExportMenu items={[exportOf(words, filter, total)]} />}
      </div>
      <CriteriaBar chips={filter.chips} change={(chips: readonly Chip[]) => change({ chips })} />
      {first?.counts != null && <MatchCount counts={first.counts} users={first.usersRead} />}
      {found.error !== null && <FaultNotice fault={found.error} tryAgain={() => void found.refetch()} />}
      {views.isPending && <Skeleton lines={8} />}
      {!views.isPending && (found.error === null || found.data !== undefined) && (
        <div class="um-split">
          <UsersTable
            found={found}
            total={total}
            shown={shown}
            filter={filter}
            sort={(sort, descending) => change({ sort, descending })}
            selection={selection}
            select={setSelection}
            openKey={place.open}
            open={show}
          />
          {place.open !== null && <UserDrawer key={place.open} userKey={place.open} close={() => show(null)} />}
        </div>
      )}
      <SelectionBar
        count={countSelected(selection, total)}
        total={total}
        selection={selection}
        filter={filter}
        select={setSelection}
      />
    </div>
  );
}

/** Those whom the page shows, in the order of the file and not of the page. */
function exportOf(words: Words, { chips, search }: UserFilter, count: number): ExportItem {
  const question = { search, ...(chips.length === 0 ? {} : { criteria: treeOf(chips) }) };
  return { kind: 'users', name: 'users', label: words.say('export.users', { count }), question };
}

interface SearchFieldProps {
  readonly search: string;
  readonly change: (search: string) => void;
}

function SearchField({ search, change }: SearchFieldProps) {
  const words = useWords();
  const [typed, setTyped] = useState(search);
  useEffect(() => setTyped(search), [search]);
  useEffect(() => {
    if (typed === search) return;
    const timer = setTimeout(() => change(typed), typingMs);
    return () => clearTimeout(timer);
  }, [typed, search, change]);
  return (
    <input
      type="search"
      class="um-input um-search"
      aria-label={words.say('users.search')}
      placeholder={words.say('users.search')}
      maxLength={255}
      value={typed}
      onInput={({ currentTarget }) => setTyped(currentTarget.value)}
    />
  );
}
