// Everybody a simulation means: what would happen to them, or why they would be left alone.
import type { SimulatedEntryPage } from '../../../sidecar/src/contract/simulations.ts';
import { sayChange, sayReason } from '../plans/run-words.ts';
import { Button } from '../ui/button.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { useWords } from '../ui/words/words.ts';
import { useSimulatedPeople } from './policy-queries.ts';

type Simulated = SimulatedEntryPage['items'][number];

export function SimulatedPeople({ id }: { readonly id: number }) {
  const words = useWords();
  const people = useSimulatedPeople(id);
  const title = words.say('simulation.peopleTitle', { id: `${id}` });
  return (
    <section class="um-card" aria-labelledby="um-simulated">
      <h2 id="um-simulated">{title}</h2>
      <Loadable query={people} lines={5}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <p class="um-quiet">{words.say('plan.none')}</p>;
          return (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be scrolled by keyboard, too.
            <section class="um-scroll um-tall" tabIndex={0} aria-label={title}>
              <table class="um-table um-compact um-simulated">
                <thead>
                  <tr>
                    <th scope="col">{words.say('plan.user')}</th>
                    <th scope="col">{words.say('simulation.would')}</th>
                    <th scope="col">{words.say('plan.why')}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((entry) => (
                    <Row key={entry.personId} entry={entry} />
                  ))}
                </tbody>
              </table>
            </section>
          );
        }}
      </Loadable>
      {people.hasNextPage && (
        <Button busy={people.isFetchingNextPage} onPress={() => void people.fetchNextPage()}>
          {words.say('common.more')}
        </Button>
      )}
    </section>
  );
}

const untouched = {
  already: 'plan.isSoAlready',
  refused: 'plan.isLeftAlone',
  unsupported: 'plan.isNotPossible',
} as const;

function Row({ entry: { displayName, username, fate, steps, why } }: { readonly entry: Simulated }) {
  const words = useWords();
  const planned = steps.filter(({ disposition }) => disposition.kind === 'planned');
  const reasons = steps.flatMap(({ disposition }) =>
    disposition.kind === 'planned' ? [] : [sayReason(words, disposition) ?? ''],
  );
  return (
    <tr>
      <th scope="row">
        <bdi class="um-name">{displayName || username}</bdi> <bdi class="um-quiet">{username}</bdi>
      </th>
      <td>
        {fate === 'planned'
          ? planned.map(({ change }) => sayChange(words, change)).join(', ')
          : `— ${words.say(untouched[fate])}`}
      </td>
      <td>
        {[...new Set(reasons)].filter(Boolean).map((reason) => (
          <div key={reason}>{reason}</div>
        ))}
        <bdi class="um-quiet">{why}</bdi>
      </td>
    </tr>
  );
}
