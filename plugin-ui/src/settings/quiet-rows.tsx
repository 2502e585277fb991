// The rows of the quiet times while they are edited: a zone, hours of the week, and days of the year.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/compat';
import { Button } from '../ui/button.tsx';
import { type Key, useWords } from '../ui/words/words.ts';
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
      <RowList rows={draft.weekly} legend="quiet.weeklyRow" change={(weekly) => change({ ...draft, weekly })}>
        {(row, put) => (
          <>
            {weekdays.map((day) => (
              <label key={day} class="um-check">
                <input type="checkbox" checked={row.days.includes(day)} onChange={() => put(toggleDay(row, day))} />
                {words.say(`weekday.${day}`)}
              </label>
            ))}
            <Span type="time" labels={['quiet.from', 'quiet.to']} row={row} put={put} />
          </>
        )}
      </RowList>
      <RowList rows={draft.freezes} legend="quiet.freezeRow" change={(freezes) => change({ ...draft, freezes })}>
        {(row, put) => <Span type="date" labels={['quiet.firstDay', 'quiet.lastDay']} row={row} put={put} />}
      </RowList>
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

interface RowListProps<Row> {
  readonly rows: readonly Row[];
  readonly legend: 'quiet.weeklyRow' | 'quiet.freezeRow';
  readonly change: (rows: readonly Row[]) => void;
  /** What stands in a row; `put` takes it as it is from then on. */
  readonly children: (row: Row, put: (row: Row) => void) => ComponentChildren;
}

/** Rows of one kind, each with a way to take it away. */
function RowList<Row>({ rows, legend, change, children }: RowListProps<Row>) {
  const words = useWords();
  return (
    <>
      {rows.map((row, index) => (
        <fieldset key={index} class="um-quiet-row">
          <legend>{words.say(legend, { row: words.number(index + 1) })}</legend>
          {children(row, (next) => change(replaceAt(rows, index, next)))}
          <Button kind="link" onPress={() => change(replaceAt(rows, index, null))}>
            {words.say('quiet.takeAway')}
          </Button>
        </fieldset>
      ))}
    </>
  );
}

interface SpanProps<Row> {
  readonly type: 'time' | 'date';
  readonly labels: readonly [Key, Key];
  readonly row: Row;
  readonly put: (row: Row) => void;
}

/** From when until when a row holds. */
function Span<Row extends { readonly from: string; readonly to: string }>({ type, labels, row, put }: SpanProps<Row>) {
  const words = useWords();
  const [first, last] = labels;
  return (
    <>
      <TimeInput type={type} label={words.say(first)} value={row.from} change={(from) => put({ ...row, from })} />
      <TimeInput type={type} label={words.say(last)} value={row.to} change={(to) => put({ ...row, to })} />
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
