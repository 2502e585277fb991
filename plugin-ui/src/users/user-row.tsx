// One row of the table of users; one that has not come yet is a place of the same height, and an unsynced user says why there
// is nothing to open.
import { useWords } from '../ui/words/words.ts';
import type { Column } from './columns.tsx';
import type { FoundUser } from './find-users.ts';

export interface UserRowProps {
  readonly user: FoundUser | undefined;
  readonly index: number;
  readonly top: number;
  readonly template: string;
  readonly columns: readonly Column[];
  readonly selected: boolean;
  readonly open: boolean;
  readonly tabbable: boolean;
  /** Whether the key meant something. */
  readonly press: (event: KeyboardEvent, user: FoundUser) => boolean;
  readonly activate: () => void;
  readonly toggle: () => void;
}

export function UserRow(props: UserRowProps) {
  const { user, index, top, template, columns, selected, open, tabbable, press, activate, toggle } = props;
  const words = useWords();
  const style = { gridTemplateColumns: template, transform: `translateY(${top}px)` };
  if (user === undefined) return <div class="um-row um-row-coming" style={style} aria-hidden="true" />;
  const name = user.displayName || user.username;
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the table.
    <div
      class={user.unsynced ? 'um-row um-row-closed' : 'um-row'}
      title={user.unsynced ? words.say('reason.unsynced') : undefined}
      role="row"
      style={style}
      data-um-row={index}
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-current={open || undefined}
      tabIndex={tabbable ? 0 : -1}
      onClick={activate}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget && press(event, user)) event.preventDefault();
      }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see the table. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the row has the focus. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the box inside answers keys; a press beside it is no wish to open. */}
      <div role="gridcell" class="um-cell" onClick={(event) => event.stopPropagation()}>
        <label class="um-box">
          <input
            type="checkbox"
            checked={selected}
            onChange={toggle}
            tabIndex={-1}
            aria-label={words.say('users.select', { name })}
          />
        </label>
      </div>
      {columns.map(({ id, cell }) => (
        // biome-ignore lint/a11y/useSemanticElements: see the table.
        // biome-ignore lint/a11y/useFocusableInteractive: the row has the focus.
        <div key={id} role="gridcell" class="um-cell">
          {cell(user, words)}
        </div>
      ))}
    </div>
  );
}
