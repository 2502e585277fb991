// The fields the editor is made of, each with its label.
import { Field } from '../../ui/field.tsx';

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly type?: 'text' | 'time' | 'date';
  readonly hint?: string;
  readonly disabled?: boolean;
  readonly options?: readonly string[];
}

export function TextField({ label, value, change, type = 'text', hint, disabled = false, options }: TextFieldProps) {
  return (
    <Field label={label} hint={hint}>
      {({ id, hintId }) => (
        <>
          <input
            id={id}
            class="um-input"
            type={type}
            value={value}
            disabled={disabled}
            list={options === undefined ? undefined : `${id}-options`}
            aria-describedby={hintId}
            onInput={({ currentTarget }) => change(currentTarget.value)}
          />
          {options !== undefined && (
            <datalist id={`${id}-options`}>
              {options.map((option) => (
                <option key={option} value={option} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  );
}

export interface NumberFieldProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly change: (value: number | undefined) => void;
}

/** Empty means that there is no such limit. */
export function NumberField({ label, value, change }: NumberFieldProps) {
  return (
    <Field label={label}>
      {({ id }) => (
        <input
          id={id}
          class="um-input"
          type="number"
          min={0}
          step="any"
          value={value ?? ''}
          onInput={({ currentTarget }) => change(currentTarget.value === '' ? undefined : Number(currentTarget.value))}
        />
      )}
    </Field>
  );
}

export interface ChoiceFieldProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly change: (value: Value) => void;
}

export function ChoiceField<Value extends string>({ label, value, options, change }: ChoiceFieldProps<Value>) {
  return (
    <Field label={label}>
      {({ id }) => (
        <select
          id={id}
          class="um-select"
          value={value}
          onChange={({ currentTarget }) => {
            const chosen = options.find((option) => option.value === currentTarget.value);
            if (chosen !== undefined) change(chosen.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export interface CheckFieldProps {
  readonly label: string;
  readonly value: boolean;
  readonly change: (value: boolean) => void;
}

export function CheckField({ label, value, change }: CheckFieldProps) {
  return (
    <label class="um-check">
      <input type="checkbox" checked={value} onChange={({ currentTarget }) => change(currentTarget.checked)} /> {label}
    </label>
  );
}
