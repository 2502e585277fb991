// How long ago the enabled users were last active: a table whose rows carry their bars, so that both say the same.
import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'preact';
import type { ActivityHistogramDocument } from '../../../sidecar/src/contract/activity-histogram.ts';
import { useApi } from '../console.ts';
import { type Chip, writeChips } from '../criteria/chips.ts';
import { names } from '../queries.ts';
import { writeRoute } from '../routes.ts';
import { Instant } from '../ui/instant.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { useWords, type Words } from '../ui/words/words.ts';
import { ShareHead } from './share-head.tsx';

interface Bar {
  readonly key: string;
  readonly label: string;
  readonly users: number;
  readonly look: 'active' | 'inactive' | 'unknown';
  /** Days at which it ends; null for what has no days. */
  readonly until: number | null;
}

/** From here on people count as inactive on the first page. */
const inactiveDays = 90;

export function ActivityCard() {
  const words = useWords();
  const api = useApi();
  const histogram = useQuery({
    queryKey: [...names.users, 'activity'],
    queryFn: ({ signal }) => api.get<ActivityHistogramDocument>('/overview/activity', signal),
  });
  return (
    <section class="um-card" aria-labelledby="um-activity">
      <h2 id="um-activity">{words.say('licences.activity')}</h2>
      <Loadable query={histogram} lines={10}>
        {(found) => (
          <>
            <p class="um-quiet">
              <Sentence says="licences.activityLead" places={{ when: <Instant at={found.readAt} /> }} />
            </p>
            <Histogram bars={listBars(words, found)} thresholds={found.thresholds} />
            <p>
              <a href={hrefOfIdle()}>{words.say('licences.showIdle', { count: inactiveDays })}</a>
            </p>
          </>
        )}
      </Loadable>
    </section>
  );
}

function hrefOfIdle(): string {
  const chips: readonly Chip[] = [
    { kind: 'status', status: 'active' },
    { kind: 'idle', days: inactiveDays },
  ];
  return writeRoute(['users'], { q: writeChips(chips) });
}

function listBars(words: Words, { within, beyond, never, unknown }: ActivityHistogramDocument): readonly Bar[] {
  const from = (index: number): number => within[index - 1]?.days ?? 0;
  const lookFrom = (days: number): Bar['look'] => (days >= inactiveDays ? 'inactive' : 'active');
  return [
    ...within.map(({ days, users }, index) => ({
      key: `${days}`,
      label: words.say('licences.between', { from: from(index), count: days }),
      users,
      look: lookFrom(from(index)),
      until: days,
    })),
    {
      key: 'beyond',
      label: words.say('licences.beyond', { count: within.at(-1)?.days ?? 0 }),
      users: beyond,
      look: 'inactive' as const,
      until: Number.POSITIVE_INFINITY,
    },
    { key: 'never', label: words.say('licences.never'), users: never, look: 'inactive' as const, until: null },
    { key: 'unknown', label: words.say('licences.unknown'), users: unknown, look: 'unknown' as const, until: null },
  ];
}

interface HistogramProps extends Pick<ActivityHistogramDocument, 'thresholds'> {
  readonly bars: readonly Bar[];
}

/** What policies ask for stands as a line above the first bar of users who are as long ago, or longer. */
function Histogram({ bars, thresholds }: HistogramProps) {
  const words = useWords();
  const most = Math.max(1, ...bars.map(({ users }) => users));
  const total = bars.reduce((sum, { users }) => sum + users, 0);
  return (
    <table class="um-table um-compact um-histogram">
      <ShareHead says="licences.lastActive">
        <td aria-hidden="true" />
      </ShareHead>
      <tbody>
        {bars.map(({ key, label, users, look, until }, index) => (
          <Fragment key={key}>
            {thresholds
              .filter(({ days }) => isWithin(days, { until, from: bars[index - 1]?.until ?? 0 }))
              .map(({ days, policies }) => (
                <tr key={days} class="um-threshold">
                  <th scope="row" colSpan={4}>
                    {words.say('licences.threshold', { count: days, policies: policies.join(', ') })}
                  </th>
                </tr>
              ))}
            <tr>
              <th scope="row">{label}</th>
              <td class="um-number">{words.number(users)}</td>
              <td class="um-number">{words.percent(total === 0 ? 0 : users / total)}</td>
              <td class="um-bar-cell" aria-hidden="true">
                <span class={`um-bar um-share-${look}`} style={{ width: `${(users / most) * 100}%` }} />
              </td>
            </tr>
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function isWithin(days: number, { from, until }: { readonly from: number; readonly until: number | null }): boolean {
  return until !== null && days >= from && days < until;
}
