// The form for one more condition: its kind, and what it asks for.
import { useId, useLayoutEffect, useRef, useState } from 'preact/compat';
import { Button } from '../ui/button.tsx';
import { useWords } from '../ui/words/words.ts';
import type { Chip, ChipKind } from './chips.ts';
import { useDirectoryNames } from './directory-names.ts';
import { GroupOptions } from './group-options.tsx';

/** Those picked by hand are picked in a table, and text is searched for: neither has a form. */
type FormKind = Exclude<ChipKind, 'people' | 'text'>;

const kinds: readonly FormKind[] = [
  'idle',
  'inactive',
  'never',
  'once',
  'status',
  'group',
  'directory',
  'seat',
  'unsynced',
  'username',
  'displayName',
  'email',
  'domain',
  'disabledFor',
  'list',
];

export interface ChipFormProps {
  readonly add: (chip: Chip) => void;
  readonly close: () => void;
}

export function ChipForm({ add, close }: ChipFormProps) {
  const words = useWords();
  const id = useId();
  const first = useRef<HTMLSelectElement>(null);
  const [kind, setKind] = useState<FormKind>('idle');
  useLayoutEffect(() => first.current?.focus(), []);
  return (
    <form
      class="um-chip-form"
      onSubmit={(event) => {
        event.preventDefault();
        const chip = readChip(kind, new FormData(event.currentTarget));
        if (chip !== null) add(chip);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <label for={`${id}-kind`}>{words.say('criteria.kind')}</label>
      <select
        id={`${id}-kind`}
        ref={first}
        class="um-select"
        value={kind}
        onChange={({ currentTarget }) => setKind(currentTarget.value as FormKind)}
      >
        {kinds.map((one) => (
          <option key={one} value={one}>
            {words.say(`criteria.kind.${one}`)}
          </option>
        ))}
      </select>
      <Argument key={kind} id={id} kind={kind} />
      <Button submits kind="primary">
        {words.say('criteria.apply')}
      </Button>
      <Button kind="subtle" onPress={close}>
        {words.say('common.cancel')}
      </Button>
    </form>
  );
}

function Argument({ id, kind }: { readonly id: string; readonly kind: FormKind }) {
  const words = useWords();
  switch (kind) {
    case 'idle':
    case 'inactive':
    case 'never':
    case 'once':
    case 'disabledFor':
      return (
        <>
          <label for={`${id}-days`}>{words.say('criteria.days')}</label>
          <input
            id={`${id}-days`}
            name="days"
            type="number"
            class="um-input um-short"
            required
            min={1}
            max={36_500}
            value={90}
          />
        </>
      );
    case 'status':
      return (
        <Choice
          id={id}
          options={{ active: words.say('criteria.option.active'), disabled: words.say('criteria.option.disabled') }}
        />
      );
    case 'seat':
      return (
        <Choice
          id={id}
          options={{ yes: words.say('criteria.option.holds'), no: words.say('criteria.option.holdsNot') }}
        />
      );
    case 'unsynced':
      return (
        <Choice id={id} options={{ yes: words.say('criteria.chip.unsynced'), no: words.say('criteria.chip.synced') }} />
      );
    default:
      return <NamedArgument id={id} kind={kind} />;
  }
}

function Choice({ id, options }: { readonly id: string; readonly options: Readonly<Record<string, string>> }) {
  const words = useWords();
  return (
    <>
      <label class="um-hidden" for={`${id}-value`}>
        {words.say('criteria.value')}
      </label>
      <select id={`${id}-value`} name="value" class="um-select">
        {Object.entries(options).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </>
  );
}

function NamedArgument({ id, kind }: { readonly id: string; readonly kind: FormKind }) {
  const words = useWords();
  const directories = useDirectoryNames(kind === 'directory');
  const [typed, setTyped] = useState('');
  const listed = kind === 'directory' || kind === 'group';
  const patterned = kind === 'username' || kind === 'displayName' || kind === 'email';
  return (
    <>
      <label for={`${id}-value`}>{words.say('criteria.value')}</label>
      <input
        id={`${id}-value`}
        name="value"
        class="um-input"
        required
        maxLength={255}
        autocomplete="off"
        list={listed ? `${id}-names` : undefined}
        aria-describedby={patterned ? `${id}-hint` : undefined}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      {kind === 'group' && <GroupOptions id={`${id}-names`} typed={typed} />}
      {kind === 'directory' && (
        <datalist id={`${id}-names`}>
          {directories.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      )}
      {patterned && (
        <span id={`${id}-hint`} class="um-hint">
          {words.say('criteria.globHint')}
        </span>
      )}
      <label class="um-check">
        <input type="checkbox" name="not" /> {words.say('criteria.not')}
      </label>
    </>
  );
}

function readChip(kind: FormKind, form: FormData): Chip | null {
  const value = String(form.get('value') ?? '').trim();
  switch (kind) {
    case 'idle':
    case 'inactive':
    case 'never':
    case 'once':
    case 'disabledFor':
      return { kind, days: Number(form.get('days')) };
    case 'status':
      return { kind, status: value === 'disabled' ? 'disabled' : 'active' };
    case 'seat':
      return { kind, holds: value === 'yes' };
    case 'unsynced':
      return { kind, gone: value === 'yes' };
    default:
      if (value === '') return null;
      return form.get('not') === null ? { kind, name: value } : { kind, name: value, not: true };
  }
}
