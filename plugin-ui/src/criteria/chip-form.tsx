// The form for one more condition: its kind, and what it asks for.
import { useId, useLayoutEffect, useRef, useState } from 'preact/compat';
import type { LeafDocuments } from '../../../sidecar/src/contract/criteria.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../ui/words/words.ts';
import type { Chip, ChipKind } from './chips.ts';
import { useDirectoryNames } from './directory-names.ts';
import { FieldArgument } from './field-argument.tsx';
import { askField, questions } from './field-chip.ts';
import { GroupOptions } from './group-options.tsx';

/** Text is searched for: it has no form. */
type FormKind = Exclude<ChipKind, 'text'>;

/** The kind that asks for each leaf of the catalogue, in the order of the form: a leaf without one does not compile. */
const kindOfLeaf = {
  inactiveDays: 'inactive',
  neverActive: 'never',
  loggedInOnce: 'once',
  status: 'status',
  inGroup: 'group',
  directory: 'directory',
  hasSeat: 'seat',
  unsynced: 'unsynced',
  username: 'username',
  displayName: 'displayName',
  email: 'email',
  emailDomain: 'domain',
  disabledDays: 'disabledFor',
  inList: 'list',
  field: 'field',
  users: 'people',
} as const satisfies Readonly<Record<keyof LeafDocuments, FormKind>>;

const kinds: readonly FormKind[] = ['idle', ...Object.values(kindOfLeaf)];

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
            defaultValue="90"
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
    case 'field':
      return (
        <>
          <FieldArgument id={id} />
          <TurnAround />
        </>
      );
    case 'people':
      return <PeopleArgument id={id} />;
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
      <TurnAround />
    </>
  );
}

function PeopleArgument({ id }: { readonly id: string }) {
  const words = useWords();
  return (
    <>
      <label for={`${id}-value`}>{words.say('criteria.value')}</label>
      <textarea
        id={`${id}-value`}
        name="value"
        class="um-input um-area"
        rows={3}
        required
        aria-describedby={`${id}-hint`}
      />
      <span id={`${id}-hint`} class="um-hint">
        {words.say('criteria.peopleHint')}
      </span>
      <TurnAround />
    </>
  );
}

function TurnAround() {
  const words = useWords();
  return (
    <label class="um-check">
      <input type="checkbox" name="not" /> {words.say('criteria.not')}
    </label>
  );
}

function readChip(kind: FormKind, form: FormData): Chip | null {
  const value = String(form.get('value') ?? '').trim();
  const turned = form.get('not') === null ? {} : ({ not: true } as const);
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
    case 'field': {
      const question = questions.find((one) => one === form.get('question'));
      const field = question === undefined ? null : askField(String(form.get('field') ?? ''), question, value);
      return field === null ? null : { kind, field, ...turned };
    }
    case 'people': {
      const userKeys = [...new Set(value.split('\n').map((line) => line.trim()))].filter(Boolean);
      return userKeys.length === 0 ? null : { kind, userKeys, ...turned };
    }
    default:
      return value === '' ? null : { kind, name: value, ...turned };
  }
}
