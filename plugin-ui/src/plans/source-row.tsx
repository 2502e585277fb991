// Sources of what was read, one row each: how completely, whom it told of, and how old it is. Whoever shows more adds cells.
import type { ComponentChildren } from 'preact';
import type { SnapshotDocument } from '../../../sidecar/src/contract/snapshots.ts';
import { Instant } from '../ui/instant.tsx';
import { Lozenge, type Tone } from '../ui/lozenge.tsx';
import { useWords } from '../ui/words/words.ts';
import { saySource } from './source-words.ts';

export type Source = SnapshotDocument['sources'][number];

const tones: Readonly<Record<Source['state'], Tone>> = {
  complete: 'success',
  partial: 'warning',
  failed: 'danger',
  absent: 'neutral',
};

export function SourceHead({ children }: { readonly children?: ComponentChildren }) {
  const words = useWords();
  return (
    <thead>
      <tr>
        <th scope="col">{words.say('sources.name')}</th>
        <th scope="col">{words.say('sources.state')}</th>
        <th scope="col" class="um-number">
          {words.say('sources.told')}
        </th>
        <th scope="col">{words.say('settings.sourceAge')}</th>
        {children}
      </tr>
    </thead>
  );
}

export interface SourceRowProps {
  readonly source: Source;
  /** Of the whole reading. */
  readonly users: number;
  readonly children?: ComponentChildren;
}

export function SourceRow({ source, users, children }: SourceRowProps) {
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
      {children}
    </tr>
  );
}
