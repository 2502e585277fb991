// The table of users: only the rows in sight are drawn, arrows move, space selects, enter opens.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'preact/compat';
import { useWords } from '../ui/words/words.ts';
import { type Column, columns } from './columns.tsx';
import type { FoundUser, Sort, UserFilter, useFoundUsers } from './find-users.ts';
import { HeadRow } from './head-row.tsx';
import { isSelected, nobody, pick, type Selection, toggle } from './selection.ts';
import { UserRow } from './user-row.tsx';

export interface UsersTableProps {
  readonly found: ReturnType<typeof useFoundUsers>;
  readonly total: number;
  readonly shown: readonly Column['id'][];
  readonly filter: UserFilter;
  readonly sort: (sort: Sort, descending: boolean) => void;
  readonly selection: Selection;
  readonly select: (selection: Selection) => void;
  readonly openKey: string | null;
  readonly open: (userKey: string | null) => void;
}

const rowHeight = 44;
/** Rows that are not there yet but will be: they keep the scroll bar honest while pages come in. */
const comingRows = 20;
const pageRows = 10;
const boxWidth = '44px';

export function UsersTable(props: UsersTableProps) {
  const { found, total, shown, filter, selection, select, openKey, open } = props;
  const words = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const users = useMemo(() => found.data?.pages.flatMap(({ items }) => items) ?? [], [found.data]);
  const [active, setActive] = useState(0);
  const [focusing, setFocusing] = useState(false);
  const waiting = found.hasNextPage || found.data === undefined;
  const virtual = useVirtualizer({
    count: users.length + (waiting ? comingRows : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const rows = virtual.getVirtualItems();
  const lastRow = rows.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = found;
  // A page that did not come is asked for again by whoever reads that it did not, and never by itself.
  const mayFetch = hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (lastRow >= users.length - 1 && mayFetch) void fetchNextPage();
  }, [lastRow, users.length, mayFetch, fetchNextPage]);
  useEffect(() => {
    if (!focusing) return;
    scroller.current?.querySelector<HTMLElement>(`[data-um-row="${active}"]`)?.focus({ preventScroll: true });
  });
  // Another list begins at its top.
  const { chips, search, sort, descending } = filter;
  const list = JSON.stringify([chips, search, sort, descending]);
  useEffect(() => {
    if (list === '') return;
    setActive(0);
    scroller.current?.scrollTo({ top: 0 });
  }, [list]);

  const visible = columns.filter(({ id }) => shown.includes(id));
  const widths = [boxWidth, ...visible.map(({ width }) => width)];
  const template = widths.join(' ');
  // Where they do not fit, whole rows are moved sideways: none of them ends before its last column.
  const least = widths.reduce((sum, width) => sum + Number(/\d+/.exec(width)?.[0] ?? 0), 0);
  const move = (to: number): void => {
    const next = Math.max(0, Math.min(users.length - 1, to));
    setActive(next);
    setFocusing(true);
    virtual.scrollToIndex(next);
  };
  /** Of somebody whom no directory has any more there is nothing to show. */
  const openUser = ({ userKey, unsynced }: FoundUser): void => {
    if (!unsynced) open(userKey);
  };
  const press = (event: KeyboardEvent, user: FoundUser): boolean => {
    switch (event.key) {
      case 'ArrowDown':
        move(active + 1);
        return true;
      case 'ArrowUp':
        move(active - 1);
        return true;
      case 'PageDown':
        move(active + pageRows);
        return true;
      case 'PageUp':
        move(active - pageRows);
        return true;
      case 'Home':
        move(0);
        return true;
      case 'End':
        move(users.length - 1);
        return true;
      case ' ':
        select(toggle(selection, user.userKey));
        return true;
      case 'Enter':
        openUser(user);
        return true;
      default:
        return false;
    }
  };

  if (found.data !== undefined && users.length === 0) return <p class="um-empty">{words.say('users.none')}</p>;
  const all = users.length > 0 && users.every(({ userKey }) => isSelected(selection, userKey));
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows in a table element cannot be drawn only where they are in sight.
    <div
      class="um-grid"
      role="grid"
      tabIndex={-1}
      aria-label={words.say('users.table')}
      aria-rowcount={total + 1}
      aria-multiselectable="true"
      aria-busy={found.isPlaceholderData}
      ref={scroller}
      style={{ '--um-row-least': `${least}px` }}
      onBlur={() => setFocusing(false)}
    >
      <HeadRow
        columns={visible}
        template={template}
        filter={filter}
        sort={props.sort}
        all={all}
        loaded={users.length}
        selectLoaded={() => select(all ? nobody : pick(users.map(({ userKey }) => userKey)))}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
      <div class="um-grid-body" role="rowgroup" style={{ height: `${virtual.getTotalSize()}px` }}>
        {rows.map(({ index, start }) => {
          const user = users[index];
          return (
            <UserRow
              key={user?.userKey ?? `coming ${index}`}
              user={user}
              index={index}
              top={start}
              template={template}
              columns={visible}
              selected={user !== undefined && isSelected(selection, user.userKey)}
              open={user !== undefined && user.userKey === openKey}
              tabbable={index === active}
              press={press}
              activate={() => {
                setActive(index);
                if (user !== undefined) openUser(user);
              }}
              toggle={() => user !== undefined && select(toggle(selection, user.userKey))}
            />
          );
        })}
      </div>
    </div>
  );
}
