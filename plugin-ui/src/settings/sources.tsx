// Sources of activity: how completely each was read, how old it is, and whom it missed though others saw them.
import type { SnapshotDocument } from '../../../sidecar/src/contract/snapshots.ts';
import { ApiFault } from '../api.ts';
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
      <thead>
        <tr>
          <th scope="col">{words.say('sources.name')}</th>
          <th scope="col">{words.say('sources.state')}</th>
          <th scope="col" class="um-number">
            {words.say('sources.told')}
          </th>
          <th scope="col">{words.say('settings.sourceAge')}</th>
          <th scope="col">{words.say('settings.sourceMissed')}</th>
        </tr>
      </thead>
      <tbody>
        {sources.map((source) => (
          <SourceRow key={source.source} source={source} users={users} />
        ))}
      </tbody>
    </table>
  );
}

function SourceRow({ source, users }: { readonly source: Source; readonly users: number }) {
  const words = useWords();
  const { evidence, state, readAt, reason, count } = source;
  return (
    <tr>
      <th scope="row">
        {saySource(words, source.source)}
        {evidence !== undefined && <span class="um-quiet"> ({words.say(`sources.${evidence.importance}`)})</span>}
      </th>
      <td>
        <Lozenge tone={tones[state]}>{words.say(`sources.${state}`)}</Lozenge>
        {reason !== null && <p class="um-hint">{words.find(`fault.${reason}`) ?? reason}</p>}
      </td>
      <td class="um-number">
        {words.number(evidence?.usersTold ?? count)}{' '}
        {evidence !== undefined && (
          <span class="um-quiet">({words.percent(users === 0 ? 0 : evidence.usersTold / users)})</span>
        )}
      </td>
      <td>
        <Instant at={evidence?.asOf ?? readAt} />{' '}
        {evidence?.stale === true && <Lozenge tone="warning">{words.say('settings.sourceStale')}</Lozenge>}
      </td>
      <td>{evidence !== undefined && <Missed evidence={evidence} />}</td>
    </tr>
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
