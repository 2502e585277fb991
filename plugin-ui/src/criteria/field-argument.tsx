// The part of the form that asks of a site's own field: which one, what about it, and the answer it is held against.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'preact/compat';
import type { FieldListDocument } from '../../../sidecar/src/contract/told.ts';
import { useApi } from '../console.ts';
import { writeRoute } from '../routes.ts';
import { Loadable } from '../ui/loadable.tsx';
import { useWords } from '../ui/words/words.ts';
import { type Question, questionsOf } from './field-chip.ts';

export function FieldArgument({ id }: { readonly id: string }) {
  const words = useWords();
  const api = useApi();
  const fields = useQuery({
    queryKey: ['fields'],
    queryFn: ({ signal }) => api.get<FieldListDocument>('/fields', signal),
  });
  return (
    <Loadable query={fields} lines={1}>
      {({ items }) =>
        items.length === 0 ? (
          <span class="um-hint">
            {words.say('criteria.field.none')} <a href={writeRoute(['settings'])}>{words.say('nav.settings')}</a>
          </span>
        ) : (
          <Ask id={id} fields={items} />
        )
      }
    </Loadable>
  );
}

function Ask({ id, fields }: { readonly id: string; readonly fields: FieldListDocument['items'] }) {
  const words = useWords();
  const [key, setKey] = useState(fields[0]?.key ?? '');
  const options: readonly Question[] = questionsOf[fields.find((field) => field.key === key)?.kind ?? 'text'];
  const [chosen, setChosen] = useState<Question | null>(null);
  const [first = 'is'] = options;
  const question = chosen !== null && options.includes(chosen) ? chosen : first;
  return (
    <>
      <label for={`${id}-field`}>{words.say('criteria.field.key')}</label>
      <select
        id={`${id}-field`}
        name="field"
        class="um-select"
        value={key}
        onChange={({ currentTarget }) => setKey(currentTarget.value)}
      >
        {fields.map((field) => (
          <option key={field.key} value={field.key}>
            {field.name}
          </option>
        ))}
      </select>
      <label class="um-hidden" for={`${id}-question`}>
        {words.say('criteria.field.question')}
      </label>
      <select
        id={`${id}-question`}
        name="question"
        class="um-select"
        value={question}
        onChange={({ currentTarget }) => setChosen(options.find((one) => one === currentTarget.value) ?? null)}
      >
        {options.map((one) => (
          <option key={one} value={one}>
            {words.say(`criteria.field.${one}`)}
          </option>
        ))}
      </select>
      <Answer key={question} id={id} question={question} />
    </>
  );
}

function Answer({ id, question }: { readonly id: string; readonly question: Question }) {
  const words = useWords();
  if (question === 'absent' || question === 'present') return null;
  const counted = question === 'beforeDaysAgo' || question === 'afterDaysAgo';
  const type = counted ? 'number' : question === 'is' ? 'text' : 'date';
  return (
    <>
      <label for={`${id}-value`}>{words.say(counted ? 'criteria.days' : 'criteria.value')}</label>
      <input
        id={`${id}-value`}
        name="value"
        type={type}
        class={counted ? 'um-input um-short' : 'um-input'}
        required
        maxLength={255}
        {...(counted ? { min: 0, max: 36_500 } : {})}
        autocomplete="off"
        aria-describedby={question === 'is' ? `${id}-hint` : undefined}
      />
      {question === 'is' && (
        <span id={`${id}-hint`} class="um-hint">
          {words.say('criteria.globHint')}
        </span>
      )}
    </>
  );
}
