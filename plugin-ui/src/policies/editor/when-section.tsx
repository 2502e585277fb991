// When a policy starts: by the clock of a zone, when something happened, or only by hand.
import { useState } from 'preact/compat';
import { useWords } from '../../ui/words/words.ts';
import { nameWeekday, sayWhen } from '../policy-words.ts';
import { hasClockChange, readStart, type Start, type StartKind, turnStart, withStart } from '../schedule.ts';
import { CheckField, ChoiceField, NumberField, TextField } from './fields.tsx';
import { SectionFrame, type SectionProps } from './section-frame.tsx';

const kinds: readonly StartKind[] = ['daily', 'weekly', 'monthly', 'interval', 'cron', 'creation', 'login', 'hand'];
const weekdays = ['1', '2', '3', '4', '5', '6', '0'] as const;

export function WhenSection({ policy, change, fault }: SectionProps) {
  const words = useWords();
  const { schedule, on } = policy;
  const read = readStart(policy);
  // A common expression reads as a time of day; whoever chose to write one goes on writing it.
  const [asCron, setAsCron] = useState(read.kind === 'cron');
  const start: Start = asCron && schedule !== undefined ? { kind: 'cron', cron: schedule.cron } : read;
  const put = (next: Start): void => {
    setAsCron(next.kind === 'cron');
    change(withStart(policy, next));
  };
  return (
    <SectionFrame section="when" fault={fault}>
      <div class="um-fields">
        <ChoiceField<StartKind>
          label={words.say('editor.trigger')}
          value={start.kind}
          options={kinds.map((value) => ({ value, label: words.say(`editor.trigger.${value}`) }))}
          change={(kind) => put(turnStart(start, kind))}
        />
        <Times start={start} put={put} />
        {schedule !== undefined && (
          <TextField
            label={words.say('editor.zone')}
            value={schedule.zone ?? ''}
            options={[...new Set([words.zone, 'Europe/Berlin', 'Europe/London', 'America/New_York', 'UTC'])]}
            change={(zone) => change({ ...policy, schedule: { ...schedule, zone } })}
          />
        )}
        {on !== undefined && (
          <NumberField
            label={words.say('editor.everyMinutes')}
            value={on.everyMinutes ?? usualMinutes}
            change={(everyMinutes) => change({ ...policy, on: { ...on, everyMinutes: everyMinutes ?? usualMinutes } })}
          />
        )}
      </div>
      {schedule !== undefined && (
        <>
          <p>
            {sayWhen(words, policy)}
            {hasClockChange(schedule.zone ?? words.zone) && <span class="um-hint"> {words.say('editor.clock')}</span>}
          </p>
          <CheckField
            label={words.say('editor.missed')}
            value={schedule.missed !== 'skip'}
            change={(again) => change({ ...policy, schedule: { ...schedule, missed: again ? 'run-once' : 'skip' } })}
          />
        </>
      )}
    </SectionFrame>
  );
}

const usualMinutes = 60;

function Times({ start, put }: { readonly start: Start; readonly put: (start: Start) => void }) {
  const words = useWords();
  if (start.kind === 'cron') {
    return (
      <TextField label={words.say('editor.cron')} value={start.cron} change={(cron) => put({ kind: 'cron', cron })} />
    );
  }
  if (!('time' in start)) return null;
  return (
    <>
      {start.kind === 'weekly' && (
        <ChoiceField
          label={words.say('editor.weekday')}
          value={`${start.weekday}`}
          options={weekdays.map((value) => ({ value: `${value}`, label: nameWeekday(words, Number(value)) }))}
          change={(weekday) => put({ ...start, weekday: Number(weekday) })}
        />
      )}
      {start.kind === 'interval' && (
        <>
          <NumberField
            label={words.say('editor.everyDays')}
            value={start.days}
            change={(days) => put({ ...start, days: days ?? 2 })}
          />
          <TextField
            label={words.say('editor.firstDay')}
            type="date"
            value={start.from}
            change={(from) => from !== '' && put({ ...start, from })}
          />
        </>
      )}
      {start.kind === 'monthly' && (
        <NumberField
          label={words.say('editor.dayOfMonth')}
          value={start.day}
          change={(day) => put({ ...start, day: day ?? 1 })}
        />
      )}
      <TextField
        label={words.say('editor.time')}
        type="time"
        value={start.time}
        change={(time) => time !== '' && put({ ...start, time })}
      />
    </>
  );
}
