// What only the owners of other directories can change: by when, why, and whether a reading showed that it was done.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'preact/compat';
import type { HandOverDocument } from '../../../sidecar/src/contract/hand-overs.ts';
import { writeQuery } from '../api.ts';
import { useApi } from '../console.ts';
import { sayChange } from '../plans/run-words.ts';
import { writeRoute } from '../routes.ts';
import { Button } from '../ui/button.tsx';
import { Instant } from '../ui/instant.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { Lozenge, type Tone } from '../ui/lozenge.tsx';
import { useWords } from '../ui/words/words.ts';
import { HandOverCsv } from './hand-over-csv.tsx';

type State = HandOverDocument['state'];

interface HandOverPage {
  readonly items: readonly HandOverDocument[];
  readonly nextAfter: number | null;
  readonly counts: Readonly<Record<State, number>>;
}

const states: readonly State[] = ['open', 'overdue', 'closed'];
const tones: Readonly<Record<State, Tone>> = { open: 'current', overdue: 'danger', closed: 'success' };

export function HandOvers() {
  const words = useWords();
  const api = useApi();
  const [state, setState] = useState<State>('open');
  const found = useInfiniteQuery({
    queryKey: ['hand-overs', state],
    initialPageParam: 0,
    queryFn: ({ pageParam: after, signal }) =>
      api.get<HandOverPage>(`/hand-overs${writeQuery({ state, after, limit: 50 })}`, signal),
    getNextPageParam: (page) => page.nextAfter,
  });
  const counts = found.data?.pages[0]?.counts;
  return (
    <section class="um-card" aria-labelledby="um-hand-overs">
      <h2 id="um-hand-overs">{words.say('handOvers.title')}</h2>
      <p>{words.say('handOvers.lead')}</p>
      <fieldset class="um-tabs" aria-labelledby="um-hand-overs">
        {states.map((one) => (
          <button key={one} type="button" class="um-tab" aria-pressed={one === state} onClick={() => setState(one)}>
            {words.say(`handOvers.state.${one}`)} {counts !== undefined && words.number(counts[one])}
          </button>
        ))}
      </fieldset>
      <Loadable query={found}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <p class="um-quiet">{words.say(`handOvers.none.${state}`)}</p>;
          return (
            <>
              <HandOverTable items={items} />
              <HandOverCsv state={state} />
            </>
          );
        }}
      </Loadable>
      {found.hasNextPage && (
        <Button busy={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>
          {words.say('common.more')}
        </Button>
      )}
    </section>
  );
}

function HandOverTable({ items }: { readonly items: readonly HandOverDocument[] }) {
  const words = useWords();
  return (
    <table class="um-table">
      <thead>
        <tr>
          <th scope="col">{words.say('handOvers.user')}</th>
          <th scope="col">{words.say('handOvers.change')}</th>
          <th scope="col">{words.say('handOvers.directory')}</th>
          <th scope="col">{words.say('handOvers.why')}</th>
          <th scope="col">{words.say('handOvers.due')}</th>
          <th scope="col">{words.say('handOvers.run')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <th scope="row">
              <bdi>{item.displayName}</bdi> <span class="um-quiet">{item.username}</span>
            </th>
            <td>{sayChange(words, item.change)}</td>
            <td>{item.directory === null ? words.say('common.unknown') : <bdi>{item.directory}</bdi>}</td>
            <td>{words.say(`handOvers.reason.${item.reason}`)}</td>
            <td>
              <Instant at={item.closed?.at ?? item.dueAt} focusable={false} />{' '}
              <Lozenge tone={tones[item.state]}>{words.say(`handOvers.state.${item.state}`)}</Lozenge>
              {item.closed !== null && <p class="um-hint">{words.say(`handOvers.because.${item.closed.because}`)}</p>}
            </td>
            <td>
              <a href={writeRoute(['runs', `${item.runId}`])}>{item.runId}</a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
