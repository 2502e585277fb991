// A list of names as chips, with a field for one more: Enter or leaving the field takes what was typed.
import { useId, useState } from 'preact/compat';
import { GroupOptions } from '../../criteria/group-options.tsx';
import { useWords } from '../../ui/words/words.ts';

export interface NamesFieldProps {
  readonly label: string;
  readonly value: readonly string[];
  readonly change: (value: readonly string[]) => void;
  /** Offers the groups of the newest reading. */
  readonly groups?: boolean;
}

export function NamesField({ label, value, change, groups = false }: NamesFieldProps) {
  const words = useWords();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [looking, setLooking] = useState(false);
  const take = (): void => {
    const name = typed.trim();
    setTyped('');
    if (name !== '' && !value.includes(name)) change([...value, name]);
  };
  return (
    <div class="um-field">
      <label for={id}>{label}</label>
      {value.length > 0 && (
        <ul class="um-chips um-names">
          {value.map((name) => (
            <li key={name} class="um-chip">
              <bdi>{name}</bdi>
              <button
                type="button"
                class="um-chip-out"
                aria-label={words.say('editor.removeName', { name })}
                onClick={() => change(value.filter((one) => one !== name))}
              >
                <span aria-hidden="true">×</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        id={id}
        class="um-input"
        value={typed}
        autocomplete="off"
        maxLength={255}
        placeholder={words.say('editor.addName')}
        list={groups ? `${id}-names` : undefined}
        onFocus={() => setLooking(true)}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          take();
        }}
      />
      {groups && <GroupOptions id={`${id}-names`} typed={typed} wanted={looking} />}
    </div>
  );
}
