// When live runs wait: hours of the week and days of the year, told in words, and edited as rows.
import { useState } from 'preact/compat';
import { useMay } from '../console.ts';
import { Button } from '../ui/button.tsx';
import { FaultNotice } from '../ui/notice.tsx';
import { useWords, type Words } from '../ui/words/words.ts';
import { useProcessChange } from './change-process.ts';
import { closeDraft, openDraft, type QuietTimes as Times } from './quiet-draft.ts';
import { QuietRows } from './quiet-rows.tsx';

export function QuietTimes({ quietTimes }: { readonly quietTimes: Times | null }) {
  const words = useWords();
  const [draft, setDraft] = useState<Times | null>(null);
  const may = useMay('administrator');
  const change = useProcessChange(() => setDraft(null));
  return (
    <section class="um-card" aria-labelledby="um-quiet-times">
      <h2 id="um-quiet-times">{words.say('quiet.title')}</h2>
      <p class="um-hint">{words.say('quiet.hint')}</p>
      {draft === null ? (
        <Told quietTimes={quietTimes} />
      ) : (
        <form
          class="um-inline-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (!change.isPending) change.mutate({ path: 'quiet-times', body: { quietTimes: closeDraft(draft) } });
          }}
        >
          <QuietRows draft={draft} change={setDraft} />
          {change.error !== null && <FaultNotice fault={change.error} />}
          <div class="um-buttons">
            <Button kind="primary" submits busy={change.isPending}>
              {words.say('rules.save')}
            </Button>
            <Button kind="subtle" onPress={() => setDraft(null)}>
              {words.say('common.cancel')}
            </Button>
          </div>
        </form>
      )}
      {may && draft === null && (
        <Button
          label={words.say('rules.changeOf', { what: words.say('quiet.title') })}
          onPress={() => setDraft(openDraft(quietTimes, words.zone))}
        >
          {words.say('rules.change')}
        </Button>
      )}
    </section>
  );
}

function Told({ quietTimes }: { readonly quietTimes: Times | null }) {
  const words = useWords();
  if (quietTimes === null) return <p>{words.say('quiet.none')}</p>;
  const { zone, weekly, freezes } = quietTimes;
  return (
    <>
      <p>{words.say('quiet.zoneIs', { zone })}</p>
      <ul class="um-plain">
        {weekly.map(({ days, from, to }) => (
          <li key={`${days.join()} ${from} ${to}`}>
            {words.say('quiet.weekly', { days: sayDays(words, days), from, to })}
          </li>
        ))}
        {freezes.map(({ from, to }) => (
          <li key={`${from} ${to}`}>
            {from === to ? words.say('quiet.day', { day: from }) : words.say('quiet.freeze', { from, to })}
          </li>
        ))}
      </ul>
    </>
  );
}

function sayDays(words: Words, days: readonly number[]): string {
  return days.map((day) => words.find(`weekday.${day}`) ?? `${day}`).join(', ');
}
