// The rows of the quiet times while they are edited: a zone, hours of the week, and days of the year.
import { useId } from 'preact/compat';
import { Button } from '../ui/button.tsx';
import { useWords } from '../ui/words/words.ts';
import { newFreeze, newWeekly, type QuietTimes, replaceAt, toggleDay, weekdays } from './quiet-draft.ts';

interface RowsProps {
  readonly draft: QuietTimes;
  readonly change: (draft: QuietTimes) => void;
}

export function QuietRows({ draft, change }: RowsProps) {
  const words = useWords();
  const id = useId();
  return (
    <>
      <div class="um-field">
        <label for={id}>{words.say('quiet.zone')}</label>
        <input
          id={id}
          class="um-input"
          required
          maxLength={64}
          value={draft.zone}
          onInput={({ currentTarget: { value: zone } }) => change({ ...draft, zone })}
        />
      </div>
      <WeeklyRows draft={draft} change={change} />
      <FreezeRows draft={draft} change={change} />
      <div class="um-buttons">
        <Button onPress={() => change({ ...draft, weekly: [...draft.weekly, newWeekly] })}>
          {words.say('quiet.addWeekly')}
        </Button>
        <Button
          onPress={() =>
            change({ ...draft, freezes: [...draft.freezes, newFreeze(new Date().toISOString().slice(0, 10))] })
          }
        >
          {words.say('quiet.addFreeze')}
        </Button>
      </div>
    </>
  );
}

function WeeklyRows({ draft, change }: RowsProps) {
  const words = useWords();
  const put = (index: number, row: QuietTimes['weekly'][number] | null) =>
    change({ ...draft, weekly: replaceAt(draft.weekly, index, row) });
  return (
    <>
      {draft.weekly.map((row, index) => (
        <fieldset key={index} class="um-quiet-row">
          <legend>{words.say('quiet.weeklyRow', { row: words.number(index + 1) })}</legend>
          {weekdays.map((day) => (
            <label key={day} class="um-check">
              <input
                type="checkbox"
                checked={row.days.includes(day)}
                onChange={() => put(index, toggleDay(row, day))}
              />
              {words.say(`weekday.${day}`)}
            </label>
          ))}
          <TimeInput
            type="time"
            label={words.say('quiet.from')}
            value={row.from}
            change={(from) => put(index, { ...row, from })}
          />
          <TimeInput
            type="time"
            label={words.say('quiet.to')}
            value={row.to}
            change={(to) => put(index, { ...row, to })}
          />
          <Button kind="link" onPress={() => put(index, null)}>
            {words.say('quiet.takeAway')}
          </Button>
        </fieldset>
      ))}
    </>
  );
}

function FreezeRows({ draft, change }: RowsProps) {
  const words = useWords();
  const put = (index: number, row: QuietTimes['freezes'][number] | null) =>
    change({ ...draft, freezes: replaceAt(draft.freezes, index, row) });
  return (
    <>
      {draft.freezes.map((row, index) => (
        <fieldset key={index} class="um-quiet-row">
          <legend>{words.say('quiet.freezeRow', { row: words.number(index + 1) })}</legend>
          <TimeInput
            type="date"
            label={words.say('quiet.firstDay')}
            value={row.from}
            change={(from) => put(index, { ...row, from })}
          />
          <TimeInput
            type="date"
            label={words.say('quiet.lastDay')}
            value={row.to}
            change={(to) => put(index, { ...row, to })}
          />
          <Button kind="link" onPress={() => put(index, null)}>
            {words.say('quiet.takeAway')}
          </Button>
        </fieldset>
      ))}
    </>
  );
}

interface TimeInputProps {
  readonly type: 'time' | 'date';
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
}

function TimeInput({ type, label, value, change }: TimeInputProps) {
  return (
    <label class="um-check">
      {label}
      <input
        type={type}
        class="um-input"
        required
        value={value}
        onInput={({ currentTarget }) => change(currentTarget.value)}
      />
    </label>
  );
}
