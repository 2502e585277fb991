// Sources of activity: how completely each was read, how old it is, and whom it missed though others saw them.
import { ApiFault } from '../api.ts';
import { type Source, SourceHead, SourceRow } from '../plans/source-row.tsx';
import { useSnapshot } from '../queries.ts';
import { Loadable } from '../ui/loadable.tsx';
import { useWords } from '../ui/words/words.ts';

export function Sources() {
  const words = useWords();
  const snapshot = useSnapshot();
  const unread = snapshot.error instanceof ApiFault && snapshot.error.code === 'no_snapshot';
  return (
    <section class="um-card" aria-labelledby="um-sources">
      <h2 id="um-sources">{words.say('sources.title')}</h2>
      {unread ? (
        <p class="um-quiet">{words.say('fault.no_snapshot')}</p>
      ) : (
        <Loadable query={snapshot} lines={6}>
          {({ sources, userCount }) => <SourceTable sources={sources} users={userCount} />}
        </Loadable>
      )}
    </section>
  );
}

function SourceTable({ sources, users }: { readonly sources: readonly Source[]; readonly users: number }) {
  const words = useWords();
  return (
    <table class="um-table">
      <SourceHead>
        <th scope="col">{words.say('settings.sourceMissed')}</th>
      </SourceHead>
      <tbody>
        {sources.map((source) => (
          <SourceRow key={source.source} source={source} users={users}>
            <td>{source.evidence !== undefined && <Missed evidence={source.evidence} />}</td>
          </SourceRow>
        ))}
      </tbody>
    </table>
  );
}

function Missed({ evidence }: { readonly evidence: NonNullable<Source['evidence']> }) {
  const words = useWords();
  const { recentElsewhere: recent, missed, unmatched, unusable } = evidence;
  return (
    <>
      <p>
        {recent === 0
          ? words.say('settings.missedUntold')
          : words.say('settings.missed', { missed, recent: words.number(recent) })}
      </p>
      {unmatched.count > 0 && (
        <p class="um-hint">
          {words.say('settings.unmatched', { count: unmatched.count, examples: unmatched.examples.join(', ') })}
        </p>
      )}
      {unusable.count > 0 && (
        <p class="um-hint">
          {words.say('settings.unusable', { count: unusable.count, examples: unusable.examples.join(', ') })}
        </p>
      )}
    </>
  );
}
