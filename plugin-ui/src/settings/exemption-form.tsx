// The form for one more exemption: a user or a group, who answers for it, why, and the last day on which it holds.
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'preact/compat';
import type { ExemptionDocument } from '../../../sidecar/src/contract/exemptions.ts';
import { useApi } from '../console.ts';
import { Field } from '../ui/field.tsx';
import { FormEnd } from '../ui/form-end.tsx';
import { useWords } from '../ui/words/words.ts';
import { readForm } from './read-form.ts';

export interface ExemptionFormProps {
  readonly close: () => void;
  readonly added: (exemption: ExemptionDocument) => void;
}

export function ExemptionForm({ close, added }: ExemptionFormProps) {
  const words = useWords();
  const api = useApi();
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => first.current?.focus(), []);
  const add = useMutation({
    mutationFn: (body: object) => api.send<ExemptionDocument>('POST', '/exemptions', body),
    onSuccess: added,
  });
  return (
    <form
      class="um-inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        const { text } = readForm(event.currentTarget);
        if (!add.isPending) {
          add.mutate({
            subject: text('subject'),
            name: text('name'),
            owner: text('owner'),
            reason: text('reason'),
            lastDay: text('lastDay'),
          });
        }
      }}
    >
      <div class="um-form-grid">
        <Field label={words.say('exemptions.subject')}>
          {({ id }) => (
            <select id={id} ref={first} name="subject" class="um-select">
              <option value="user">{words.say('exemptions.user')}</option>
              <option value="group">{words.say('exemptions.group')}</option>
            </select>
          )}
        </Field>
        <Line name="name" label={words.say('exemptions.name')} most={255} />
        <Line name="owner" label={words.say('exemptions.owner')} most={255} />
        <Field label={words.say('exemptions.lastDay')}>
          {({ id }) => (
            <input
              id={id}
              name="lastDay"
              type="date"
              class="um-input"
              required
              min={new Date().toISOString().slice(0, 10)}
            />
          )}
        </Field>
      </div>
      <Line name="reason" label={words.say('exemptions.reason')} most={1000} />
      <FormEnd fault={add.error} busy={add.isPending} save={words.say('exemptions.save')} close={close} />
    </form>
  );
}

interface LineProps {
  readonly name: string;
  readonly label: string;
  readonly most: number;
}

function Line({ name, label, most }: LineProps) {
  return (
    <Field label={label}>
      {({ id }) => <input id={id} name={name} class="um-input" required maxLength={most} autocomplete="off" />}
    </Field>
  );
}
