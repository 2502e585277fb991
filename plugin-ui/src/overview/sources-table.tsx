// Where the activity comes from: each source with how completely it was read, when, and whether silence of it counts.
import type { SnapshotDocument } from '../../../sidecar/src/contract/snapshots.ts';
import { saySource } from '../plans/source-words.ts';
import { useSnapshot } from '../queries.ts';
import { Instant } from '../ui/instant.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { Lozenge, type Tone } from '../ui/lozenge.tsx';
import { useWords } from '../ui/words/words.ts';

type Source = SnapshotDocument['sources'][number];

const tones: Readonly<Record<Source['state'], Tone>> = {
  complete: 'success',
  partial: 'warning',
  failed: 'danger',
  absent: 'neutral',
};

export function SourcesTable() {
  const words = useWords();
  return (
    <section class="um-card um-wide" aria-labelledby="um-sources">
      <h2 id="um-sources">{words.say('sources.title')}</h2>
      <Loadable query={useSnapshot()}>
        {({ sources, userCount }) => {
          const telling = sources.filter(({ evidence, state }) => evidence !== undefined || state === 'failed');
          if (telling.length === 0) return <p class="um-quiet">{words.say('sources.none')}</p>;
          return (
            <table class="um-table">
              <thead>
                <tr>
                  <th scope="col">{words.say('sources.name')}</th>
                  <th scope="col">{words.say('sources.state')}</th>
                  <th scope="col" class="um-number">
                    {words.say('sources.told')}
                  </th>
                  <th scope="col">{words.say('sources.read')}</th>
                </tr>
              </thead>
              <tbody>
                {telling.map((source) => (
                  <SourceRow key={source.source} source={source} users={userCount} />
                ))}
              </tbody>
            </table>
          );
        }}
      </Loadable>
    </section>
  );
}

function SourceRow({ source, users }: { readonly source: Source; readonly users: number }) {
  const words = useWords();
  const { evidence, state, readAt } = source;
  return (
    <tr>
      <th scope="row">
        {saySource(words, source.source)}
        {evidence !== undefined && <span class="um-quiet"> ({words.say(`sources.${evidence.importance}`)})</span>}
      </th>
      <td>
        <Lozenge tone={tones[state]}>{words.say(`sources.${state}`)}</Lozenge>
      </td>
      <td class="um-number">
        {evidence !== undefined && (
          <>
            {words.number(evidence.usersTold)}{' '}
            <span class="um-quiet">({words.percent(users === 0 ? 0 : evidence.usersTold / users)})</span>
          </>
        )}
      </td>
      <td>
        <Instant at={evidence?.asOf ?? readAt} />
      </td>
    </tr>
  );
}
