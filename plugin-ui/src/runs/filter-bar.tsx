// What narrows the run logs down: each change goes into the address, so that links and the back button have it.
import { usePolicies } from '../queries.ts';
import { goTo, writeRoute } from '../routes.ts';
import { Field } from '../ui/field.tsx';
import { type Key, useWords } from '../ui/words/words.ts';
import { isNarrowed, modes, type RunFilter, standings, triggers, writeFilter } from './run-filter.ts';

export function FilterBar({ filter }: { readonly filter: RunFilter }) {
  const words = useWords();
  const { data } = usePolicies();
  const put = (part: RunFilter): void => goTo(writeFilter({ ...filter, ...part }));
  const say = (prefix: string) => (value: string) => words.find(`${prefix}.${value}`) ?? value;
  const policies = data?.items.map(({ id }) => id) ?? [];
  return (
    <section class="um-run-filter" aria-label={words.say('runs.filter')}>
      <Choice
        says="runs.policy"
        any="runs.allPolicies"
        value={filter.policy}
        // A policy that is gone by now, or a link has named, is shown all the same.
        options={
          filter.policy === undefined || policies.includes(filter.policy) ? policies : [...policies, filter.policy]
        }
        label={(id) => data?.items.find((policy) => policy.id === id)?.name ?? id}
        put={(policy) => put({ policy })}
      />
      <Choice
        says="runs.mode"
        value={filter.mode}
        options={modes}
        label={say('run.mode')}
        put={(mode) => put({ mode })}
      />
      <Choice
        says="runs.standing"
        value={filter.standing}
        options={standings}
        label={say('run.ending')}
        put={(standing) => put({ standing })}
      />
      <Choice
        says="runs.why"
        value={filter.trigger}
        options={triggers}
        label={say('runs.trigger')}
        put={(trigger) => put({ trigger })}
      />
      <Typed says="runs.from" type="date" value={filter.from} put={(from) => put({ from })} />
      <Typed says="runs.to" type="date" value={filter.to} put={(to) => put({ to })} />
      <Typed says="runs.by" value={filter.by} put={(by) => put({ by })} />
      <Typed says="runs.user" value={filter.user} put={(user) => put({ user })} />
      {isNarrowed(filter) && (
        <p>
          <a href={writeRoute(['runs'])}>{words.say('runs.all')}</a>
        </p>
      )}
    </section>
  );
}

interface ChoiceProps<Value extends string> {
  readonly says: Key;
  readonly any?: Key;
  readonly value: Value | undefined;
  readonly options: readonly Value[];
  readonly label: (value: Value) => string;
  readonly put: (value: Value | undefined) => void;
}

function Choice<Value extends string>({ says, any = 'runs.any', value, options, label, put }: ChoiceProps<Value>) {
  const words = useWords();
  return (
    <Field label={words.say(says)}>
      {({ id }) => (
        <select
          id={id}
          class="um-select"
          value={value ?? ''}
          onChange={({ currentTarget }) => put(options.find((one) => one === currentTarget.value))}
        >
          <option value="">{words.say(any)}</option>
          {options.map((option) => (
            <option key={option} value={option}>
              {label(option)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface TypedProps {
  readonly says: Key;
  readonly type?: 'text' | 'date';
  readonly value: string | undefined;
  readonly put: (value: string | undefined) => void;
}

/** Taken by Enter and by leaving the field: nobody is looked for by half a name. */
function Typed({ says, type = 'text', value = '', put }: TypedProps) {
  const words = useWords();
  return (
    <Field label={words.say(says)}>
      {({ id }) => (
        <input
          id={id}
          // A new address, such as by the back button, brings its own value.
          key={value}
          class="um-input"
          type={type}
          defaultValue={value}
          maxLength={255}
          autocomplete="off"
          onChange={({ currentTarget }) => {
            const given = currentTarget.value.trim();
            if (given !== value) put(given === '' ? undefined : given);
          }}
        />
      )}
    </Field>
  );
}
