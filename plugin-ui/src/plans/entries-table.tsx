// The users of a plan one by one: what they are before, what the plan makes of them, and why.
import { useState } from 'preact/compat';
import type { PlanDocument } from '../../../sidecar/src/contract/plans.ts';
import type { RunDocument } from '../../../sidecar/src/contract/runs.ts';
import { Button } from '../ui/button.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { useWords } from '../ui/words/words.ts';
import { EntryRow } from './entry-row.tsx';
import { type EntryFilter, useEntries } from './run-queries.ts';

export interface EntriesTableProps {
  readonly run: RunDocument;
  readonly summary: PlanDocument['summary'];
  /** Shows only those who came out so, or were left alone by this; the parts of the plan otherwise. */
  readonly only?: Pick<EntryFilter, 'outcome' | 'because'> | undefined;
}

type Part = 'all' | NonNullable<EntryFilter['fate']>;

export function EntriesTable({ run, summary, only }: EntriesTableProps) {
  const words = useWords();
  const [part, setPart] = useState<Part>('all');
  const filter = only ?? (part === 'all' ? {} : { fate: part });
  const entries = useEntries(run, filter);
  const parts = countParts(summary);
  return (
    <div class="um-plan">
      {only === undefined && (
        <fieldset class="um-tabs">
          <legend class="um-hidden">{words.say('plan.label')}</legend>
          {parts.map(({ key, says, count }) => (
            <button key={key} type="button" class="um-tab" aria-pressed={part === key} onClick={() => setPart(key)}>
              {words.say(says, { count })}
            </button>
          ))}
        </fieldset>
      )}
      <Loadable query={entries} lines={6}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <p class="um-quiet">{words.say('plan.none')}</p>;
          return (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be scrolled by keyboard, too.
            <section class="um-scroll" tabIndex={0} aria-label={words.say('plan.label')}>
              <table class="um-table um-entries">
                <thead>
                  <tr>
                    <th scope="col">{words.say('plan.user')}</th>
                    <th scope="col">{words.say('plan.before')}</th>
                    <th scope="col">{words.say('plan.after')}</th>
                    <th scope="col">{words.say('plan.why')}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((entry) => (
                    <EntryRow key={entry.personId} entry={entry} />
                  ))}
                </tbody>
              </table>
            </section>
          );
        }}
      </Loadable>
      {entries.hasNextPage && (
        <Button busy={entries.isFetchingNextPage} onPress={() => void entries.fetchNextPage()}>
          {words.say('common.more')}
        </Button>
      )}
    </div>
  );
}

function countParts({ planned, refused, unsupported, already }: PlanDocument['summary']) {
  const all = planned + refused + unsupported + already;
  const parts = [
    { key: 'all', says: 'plan.all', count: all },
    { key: 'planned', says: 'plan.willChange', count: planned },
    { key: 'refused', says: 'plan.leftAlone', count: refused },
    { key: 'unsupported', says: 'plan.cannot', count: unsupported },
    { key: 'already', says: 'plan.already', count: already },
  ] as const;
  return parts.filter(({ key, count }) => key === 'all' || key === 'planned' || count > 0);
}
