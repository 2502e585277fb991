// Which columns the table shows: a small list of boxes that opens and closes.
import { Popover } from '../ui/popover.tsx';
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
    <Popover title={words.say('users.columns')}>
      <fieldset>
        <legend class="um-hidden">{words.say('users.columns')}</legend>
        {columns.map(({ id, title }) => (
          <label key={id} class="um-check">
            <input type="checkbox" checked={shown.includes(id)} disabled={id === 'user'} onChange={() => toggle(id)} />{' '}
            {words.say(title)}
          </label>
        ))}
      </fieldset>
    </Popover>
  );
}
