// Tiers, prices and the day of the renewal, entered by hand: no price is built in, and a currency is any word.
import { useId, useState } from 'preact/compat';
import type { LicenceOutlookDocument } from '../../../sidecar/src/contract/licence-outlook.ts';
import { Button } from '../ui/button.tsx';
import { FormEnd } from '../ui/form-end.tsx';
import { useWords } from '../ui/words/words.ts';
import { useKeep } from './licence-queries.ts';
import { addTier, type DraftTier, draftOf, readTiers } from './terms-draft.ts';

export interface TermsFormProps {
  readonly terms: LicenceOutlookDocument['terms'];
  readonly close: () => void;
}

export function TermsForm({ terms, close }: TermsFormProps) {
  const words = useWords();
  const id = useId();
  const keep = useKeep('terms', close);
  const [tiers, setTiers] = useState(() => draftOf(terms?.tiers ?? []));
  const [currency, setCurrency] = useState(terms?.currency ?? '');
  const [renewal, setRenewal] = useState(terms?.renewal ?? '');
  const put = (index: number, tier: DraftTier) => setTiers(tiers.map((one, place) => (place === index ? tier : one)));
  return (
    <form
      class="um-inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (keep.isPending) return;
        keep.mutate({ currency, renewal: renewal === '' ? null : renewal, tiers: readTiers(tiers) });
      }}
    >
      <p class="um-hint">{words.say('terms.hint')}</p>
      <div class="um-field">
        <label for={`${id}-renewal`}>{words.say('terms.renewal')}</label>
        <input
          id={`${id}-renewal`}
          type="date"
          class="um-input"
          value={renewal}
          onInput={({ currentTarget: { value } }) => setRenewal(value)}
        />
      </div>
      <div class="um-field">
        <label for={`${id}-currency`}>{words.say('terms.currency')}</label>
        <input
          id={`${id}-currency`}
          class="um-input um-short"
          required
          maxLength={12}
          value={currency}
          onInput={({ currentTarget: { value } }) => setCurrency(value)}
        />
      </div>
      {tiers.map((tier, index) => (
        <fieldset key={index} class="um-quiet-row">
          <legend>{words.say('terms.tier', { row: index + 1 })}</legend>
          <Figure
            label={words.say('terms.seats')}
            value={tier.seats}
            required={false}
            step="1"
            change={(seats) => put(index, { ...tier, seats })}
          />
          <Figure
            label={words.say('terms.price')}
            value={tier.price}
            required
            step="any"
            change={(price) => put(index, { ...tier, price })}
          />
          <Button kind="link" onPress={() => setTiers(tiers.filter((_, place) => place !== index))}>
            {words.say('quiet.takeAway')}
          </Button>
        </fieldset>
      ))}
      <FormEnd fault={keep.error} busy={keep.isPending} save={words.say('rules.save')} close={close}>
        <Button onPress={() => setTiers(addTier(tiers))}>{words.say('terms.add')}</Button>
      </FormEnd>
    </form>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly required: boolean;
  readonly step: '1' | 'any';
  readonly change: (value: string) => void;
}

function Figure({ label, value, required, step, change }: FigureProps) {
  return (
    <label class="um-check">
      {label}
      <input
        type="number"
        class="um-input um-short"
        min={step === '1' ? 1 : 0}
        step={step}
        required={required}
        value={value}
        onInput={({ currentTarget }) => change(currentTarget.value)}
      />
    </label>
  );
}
