// Where the activity comes from: each source with how completely it was read, whom it told of, and how old it is.
import { SourceHead, SourceRow } from '../plans/source-row.tsx';
import { useSnapshot } from '../queries.ts';
import { Loadable } from '../ui/loadable.tsx';
import { useWords } from '../ui/words/words.ts';

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
              <SourceHead />
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
