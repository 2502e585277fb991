// What is expected at the renewal and what the next tier down takes and saves, by the table that was entered.
import { useState } from 'preact/compat';
import type { LicenceOutlookDocument } from '../../../sidecar/src/contract/licence-outlook.ts';
import { useMay } from '../console.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../ui/words/words.ts';
import { monthsLeft, opensAt } from './headroom.ts';
import { TermsForm } from './terms-form.tsx';

type Advice = NonNullable<LicenceOutlookDocument['now']>;

export function Outlook({ outlook }: { readonly outlook: LicenceOutlookDocument }) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const may = useMay('administrator');
  const { terms, forecast, now, atRenewal } = outlook;
  const renewal = terms?.renewal ?? null;
  return (
    <>
      {terms === null ? <p class="um-quiet">{words.say('outlook.noTerms')}</p> : <SayForecast outlook={outlook} />}
      {terms !== null && now !== null && <SayAdvice says="now" advice={now} currency={terms.currency} />}
      {terms !== null && atRenewal !== null && (
        <SayAdvice says="atRenewal" advice={atRenewal} currency={terms.currency} />
      )}
      {forecast !== null && renewal !== null && (
        <p class="um-hint">{words.say('outlook.window', { day: words.day(opensAt(renewal)) })}</p>
      )}
      {may && !open && (
        <Button onPress={() => setOpen(true)}>{words.say(terms === null ? 'terms.enter' : 'terms.change')}</Button>
      )}
      {open && <TermsForm terms={terms} close={() => setOpen(false)} />}
    </>
  );
}

function SayForecast({ outlook: { forecast, ...today } }: { readonly outlook: LicenceOutlookDocument }) {
  const words = useWords();
  if (forecast === null) return <p class="um-quiet">{words.say('outlook.noRenewal')}</p>;
  if (forecast.kind === 'not-enough-history') {
    const { readings, neededReadings, spanDays, neededDays } = forecast;
    return <p>{words.say('outlook.notEnough', { readings, neededReadings, spanDays, neededDays })}</p>;
  }
  const { day, seats, low, high, perMonth, since, readings } = forecast;
  const months = monthsLeft({ ...today, perMonth });
  const trend = perMonth > 0 ? 'more' : perMonth < 0 ? 'fewer' : 'level';
  return (
    <>
      <p class="um-figure">{words.say('outlook.forecast', { day: words.day(day), seats, low, high })}</p>
      <p class="um-hint">
        {words.say(`outlook.${trend}`, { count: Math.abs(perMonth) })}{' '}
        {months !== null && `${words.say('outlook.headroom', { count: months })} `}
        {words.say('outlook.method', { readings, since: words.day(since) })}
      </p>
    </>
  );
}

interface AdviceProps {
  readonly says: 'now' | 'atRenewal';
  readonly advice: Advice;
  readonly currency: string;
}

function SayAdvice({ says, advice: { current, needed, nextDown }, currency }: AdviceProps) {
  const words = useWords();
  const when = words.say(`outlook.${says}`);
  if (nextDown !== null) {
    const saving = `${words.number(nextDown.saving)} ${currency}`;
    const values = { when, tier: nextDown.tier.seats ?? 0, count: nextDown.toFree, saving };
    return <p>{words.say(nextDown.toFree === 0 ? 'outlook.fits' : 'outlook.nextDown', values)}</p>;
  }
  if (needed === null) return <p>{words.say('outlook.beyond', { when })}</p>;
  return <p class="um-quiet">{words.say(current === null ? 'outlook.noTier' : 'outlook.smallest', { when })}</p>;
}
