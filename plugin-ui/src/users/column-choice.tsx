// Which columns the table shows: a small list of boxes that opens and closes.
import { useWords } from '../ui/words/words.ts';
import { type Column, columns } from './columns.tsx';

export interface ColumnChoiceProps {
  readonly shown: readonly Column['id'][];
  readonly change: (shown: readonly Column['id'][]) => void;
}

export function ColumnChoice({ shown, change }: ColumnChoiceProps) {
  const words = useWords();
  const toggle = (id: Column['id']): void => {
    const next = shown.includes(id) ? shown.filter((one) => one !== id) : [...shown, id];
    change(columns.map((column) => column.id).filter((one) => next.includes(one)));
  };
  return (
    <details
      class="um-choice"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.currentTarget.open = false;
        event.currentTarget.querySelector('summary')?.focus();
      }}
    >
      <summary class="aui-button um-button">{words.say('users.columns')}</summary>
      <fieldset>
        <legend class="um-hidden">{words.say('users.columns')}</legend>
        {columns.map(({ id, title }) => (
          <label key={id} class="um-check">
            <input type="checkbox" checked={shown.includes(id)} disabled={id === 'user'} onChange={() => toggle(id)} />{' '}
            {words.say(title)}
          </label>
        ))}
      </fieldset>
    </details>
  );
}
