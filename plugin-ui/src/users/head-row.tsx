// The head of the table of users: a box for all rows that are loaded, and columns that sort.
import { useWords } from '../ui/words/words.ts';
import type { Column } from './columns.tsx';
import type { Sort, UserFilter } from './find-users.ts';

export interface HeadRowProps {
  readonly columns: readonly Column[];
  readonly template: string;
  readonly filter: Pick<UserFilter, 'sort' | 'descending'>;
  readonly sort: (sort: Sort, descending: boolean) => void;
  /** Whether all loaded rows are selected. */
  readonly all: boolean;
  readonly loaded: number;
  readonly selectLoaded: () => void;
}

export function HeadRow({ columns, template, filter, sort, all, loaded, selectLoaded }: HeadRowProps) {
  const words = useWords();
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the table.
    // biome-ignore lint/a11y/useFocusableInteractive: the cells have the focus.
    <div class="um-grid-head" role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
      {/* biome-ignore lint/a11y/useSemanticElements: see the table. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: its box has the focus. */}
      <div role="columnheader" class="um-cell">
        <label class="um-box">
          <input
            type="checkbox"
            checked={all}
            onChange={selectLoaded}
            aria-label={words.say('users.selectLoaded', { count: loaded })}
          />
        </label>
      </div>
      {columns.map((column) => (
        <HeadCell key={column.id} column={column} filter={filter} sort={sort} />
      ))}
    </div>
  );
}

type HeadCellProps = Pick<HeadRowProps, 'filter' | 'sort'> & { readonly column: Column };

function HeadCell({ column: { title, sort: by }, filter, sort }: HeadCellProps) {
  const words = useWords();
  const text = words.say(title);
  if (by === undefined) {
    return (
      // biome-ignore lint/a11y/useSemanticElements: see the table.
      // biome-ignore lint/a11y/useFocusableInteractive: nothing can be done with it.
      <div role="columnheader" class="um-cell">
        {text}
      </div>
    );
  }
  const current = filter.sort === by;
  const order = filter.descending ? 'descending' : 'ascending';
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the table.
    // biome-ignore lint/a11y/useFocusableInteractive: its button has the focus.
    <div role="columnheader" class="um-cell" aria-sort={current ? order : 'none'}>
      <button
        type="button"
        class="um-sort"
        title={words.say('users.sortBy', { column: text })}
        onClick={() => sort(by, current && !filter.descending)}
      >
        {text}
        <span aria-hidden="true">{current ? (filter.descending ? ' ▼' : ' ▲') : ''}</span>
      </button>
    </div>
  );
}
