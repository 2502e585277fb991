// From where on somebody wants to be told of seats, whether it is so far, and who gets the mail.
import { useState } from 'preact/compat';
import type { LicenceAlertDocument } from '../../../sidecar/src/contract/licence-outlook.ts';
import { useMay } from '../console.ts';
import { Button } from '../ui/button.tsx';
import { FormEnd } from '../ui/form-end.tsx';
import { Instant } from '../ui/instant.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { Notice } from '../ui/notice.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { useWords } from '../ui/words/words.ts';
import { useAlert, useKeep } from './licence-queries.ts';

type Rule = LicenceAlertDocument['rule'];

export function AlertCard() {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const may = useMay('administrator');
  return (
    <section class="um-card" aria-labelledby="um-alert">
      <h2 id="um-alert">{words.say('alert.title')}</h2>
      <Loadable query={useAlert()} lines={2}>
        {({ rule, raised, mailFailures }) => (
          <>
            {raised.map(({ line, threshold, seats, raisedAt }) => (
              <Notice key={line} kind="warning">
                <p>
                  <Sentence
                    says="alert.raised"
                    values={{ seats, threshold }}
                    places={{ when: <Instant at={raisedAt} /> }}
                  />
                </p>
              </Notice>
            ))}
            {mailFailures.map(({ code, message }, index) => (
              <p key={index} class="um-hint">
                {words.say('alert.mailFailed', { reason: words.find(`fault.${code}`) ?? message })}
              </p>
            ))}
            <SayRule rule={rule} />
            {may && !open && (
              <Button onPress={() => setOpen(true)}>{words.say(rule === null ? 'alert.draw' : 'alert.change')}</Button>
            )}
            {open && <RuleForm rule={rule} close={() => setOpen(false)} />}
          </>
        )}
      </Loadable>
    </section>
  );
}

function SayRule({ rule }: { readonly rule: Rule }) {
  const words = useWords();
  if (rule === null) return <p class="um-quiet">{words.say('alert.none')}</p>;
  const { percent, seats, to } = rule;
  return (
    <>
      {percent !== null && <p>{words.say('alert.percent', { share: words.percent(percent / 100) })}</p>}
      {seats !== null && <p>{words.say('alert.seats', { count: seats })}</p>}
      <p class="um-hint">
        {to.length === 0 ? words.say('alert.toNobody') : words.say('alert.to', { names: to.join(', ') })}
      </p>
    </>
  );
}

function RuleForm({ rule, close }: { readonly rule: Rule; readonly close: () => void }) {
  const words = useWords();
  const keep = useKeep('alert', close);
  const [percent, setPercent] = useState(rule?.percent?.toString() ?? '');
  const [seats, setSeats] = useState(rule?.seats?.toString() ?? '');
  const [to, setTo] = useState((rule?.to ?? []).join(', '));
  const numberOf = (text: string) => (text === '' ? null : Number(text));
  const send = () => {
    const addresses = to.split(/[\s,;]+/).filter((address) => address !== '');
    const empty = percent === '' && seats === '';
    keep.mutate({ rule: empty ? null : { percent: numberOf(percent), seats: numberOf(seats), to: addresses } });
  };
  return (
    <form
      class="um-inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!keep.isPending) send();
      }}
    >
      <p class="um-hint">{words.say('alert.hint')}</p>
      <Field label={words.say('alert.percentField')} type="number" value={percent} change={setPercent} />
      <Field label={words.say('alert.seatsField')} type="number" value={seats} change={setSeats} />
      <Field label={words.say('alert.toField')} type="text" value={to} change={setTo} />
      <FormEnd fault={keep.error} busy={keep.isPending} save={words.say('rules.save')} close={close} />
    </form>
  );
}

interface FieldProps {
  readonly label: string;
  readonly type: 'number' | 'text';
  readonly value: string;
  readonly change: (value: string) => void;
}

function Field({ label, type, value, change }: FieldProps) {
  return (
    <div class="um-field">
      <label>
        {label}
        <input
          type={type}
          class={type === 'number' ? 'um-input um-short' : 'um-input'}
          min={1}
          value={value}
          onInput={({ currentTarget }) => change(currentTarget.value)}
        />
      </label>
    </div>
  );
}
