// One rule of acting: what holds now in one sentence, and for those who may a form that changes it.
import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/compat';
import { useMay } from '../console.ts';
import { Button } from '../ui/button.tsx';
import { FaultNotice } from '../ui/notice.tsx';
import { type Key, useWords } from '../ui/words/words.ts';
import { type ProcessWish, useProcessChange } from './change-process.ts';
import { type FormReading, readForm } from './read-form.ts';

export interface RuleProps {
  readonly title: Key;
  /** What holds now, and perhaps what follows from it. */
  readonly says: ComponentChildren;
  /** Why there is such a rule. */
  readonly hint: Key;
  /** Fields of the form. */
  readonly children: ComponentChildren;
  readonly read: (form: FormReading) => ProcessWish;
}

export function Rule({ title, says, hint, children, read }: RuleProps) {
  const words = useWords();
  const id = useId();
  const [open, setOpen] = useState(false);
  const may = useMay('administrator');
  const change = useProcessChange(() => setOpen(false));
  return (
    <section class="um-rule" aria-labelledby={id}>
      <h3 id={id}>{words.say(title)}</h3>
      <p>{says}</p>
      <p class="um-hint">{words.say(hint)}</p>
      {may && !open && (
        <Button label={words.say('rules.changeOf', { what: words.say(title) })} onPress={() => setOpen(true)}>
          {words.say('rules.change')}
        </Button>
      )}
      {open && (
        <form
          class="um-inline-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (!change.isPending) change.mutate(read(readForm(event.currentTarget)));
          }}
        >
          {children}
          {change.error !== null && <FaultNotice fault={change.error} />}
          <div class="um-buttons">
            <Button kind="primary" submits busy={change.isPending}>
              {words.say('rules.save')}
            </Button>
            <Button kind="subtle" onPress={() => setOpen(false)}>
              {words.say('common.cancel')}
            </Button>
          </div>
        </form>
      )}
    </section>
  );
}

export interface NumberFieldProps {
  readonly name: string;
  readonly label: Key;
  readonly value: number | null;
  readonly min: number;
  readonly max: number;
  readonly step?: number | 'any';
  readonly required?: boolean;
}

export function NumberField({ name, label, value, min, max, step = 1, required = true }: NumberFieldProps) {
  const words = useWords();
  const id = useId();
  return (
    <div class="um-field">
      <label for={id}>{words.say(label)}</label>
      <input
        id={id}
        name={name}
        type="number"
        class="um-input um-short"
        min={min}
        max={max}
        step={step}
        required={required}
        defaultValue={value === null ? '' : `${value}`}
      />
    </div>
  );
}
