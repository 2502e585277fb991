// Seats of the last twelve months against limit and tiers, and what is expected at the renewal: a picture and its table.
import { useQuery } from '@tanstack/react-query';
import type { LicenceHistoryDocument } from '../../../sidecar/src/contract/licence-history.ts';
import type { LicenceOutlookDocument } from '../../../sidecar/src/contract/licence-outlook.ts';
import { useApi } from '../console.ts';
import { LineChart } from '../ui/chart/line-chart.tsx';
import { type ChartMark, lastOfMonths, nearTiers } from '../ui/chart/scale.ts';
import { Loadable } from '../ui/loadable.tsx';
import { useWords, type Words } from '../ui/words/words.ts';
import { useOutlook } from './licence-queries.ts';
import { Outlook } from './outlook.tsx';

type Day = LicenceHistoryDocument['items'][number];

export function SeatsOverTime() {
  const words = useWords();
  const api = useApi();
  const outlook = useOutlook();
  const history = useQuery({
    queryKey: ['licence', 'history'],
    queryFn: ({ signal }) => api.get<LicenceHistoryDocument>('/licence/history', signal),
  });
  return (
    <section class="um-card" aria-labelledby="um-seats-over-time">
      <h2 id="um-seats-over-time">{words.say('outlook.title')}</h2>
      <Loadable query={history} lines={8}>
        {({ items }) => (
          <Loadable query={outlook} lines={4}>
            {(found) => (
              <>
                <History days={items} outlook={found} />
                <Outlook outlook={found} />
              </>
            )}
          </Loadable>
        )}
      </Loadable>
    </section>
  );
}

function History({ days, outlook }: { readonly days: readonly Day[]; readonly outlook: LicenceOutlookDocument }) {
  const words = useWords();
  const points = days.flatMap(({ day, seats, hostUsed }) =>
    seats === null && hostUsed === null ? [] : [{ day, value: Math.max(seats ?? 0, hostUsed ?? 0) }],
  );
  const last = points.at(-1);
  if (last === undefined) return <p class="um-quiet">{words.say('outlook.noHistory')}</p>;
  const { forecast } = outlook;
  const ahead = forecast?.kind === 'forecast' ? { ...forecast, value: forecast.seats } : null;
  const values = [...points.map(({ value }) => value), ...(ahead === null ? [] : [ahead.low, ahead.high])];
  // One point is no line: said as a sentence, it takes no empty picture.
  if (points.length === 1) {
    return <p>{words.say('outlook.oneDay', { day: words.day(last.day), count: last.value })}</p>;
  }
  return (
    <>
      <LineChart
        label={words.say('outlook.picture', { count: points.length, seats: last.value })}
        points={points}
        marks={listMarks(words, { outlook, values })}
        ahead={ahead}
        day={words.day}
      />
      <details class="um-means">
        <summary>{words.say('outlook.asTable')}</summary>
        <HistoryTable days={lastOfMonths(days)} />
      </details>
    </>
  );
}

function listMarks(
  words: Words,
  { outlook, values }: { readonly outlook: LicenceOutlookDocument; readonly values: readonly number[] },
): ChartMark[] {
  const { most, terms } = outlook;
  const tiers = (terms?.tiers ?? []).flatMap(({ seats }) => seats ?? []).filter((seats) => seats !== most);
  // Above the limit only what is expected to get there: a tier far away would flatten the line.
  const high = Math.max(...values, most ?? 0);
  const near = nearTiers(tiers, most === null ? values : [...values, most]).filter(
    (tier) => most === null || tier < most || high > most,
  );
  return [
    ...near.map((value) => ({ value, label: words.say('outlook.tier', { seats: value }), look: 'tier' as const })),
    ...(most === null
      ? []
      : [{ value: most, label: words.say('outlook.limit', { seats: most }), look: 'limit' as const }]),
  ];
}

const figures = ['active', 'inactive', 'unknown', 'protected', 'disabled'] as const;

function HistoryTable({ days }: { readonly days: readonly Day[] }) {
  const words = useWords();
  const say = (value: number | null) => (value === null ? words.say('common.unknown') : words.number(value));
  return (
    <table class="um-table um-compact">
      <thead>
        <tr>
          <th scope="col">{words.say('outlook.day')}</th>
          <th scope="col" class="um-number">
            {words.say('outlook.ours')}
          </th>
          <th scope="col" class="um-number">
            {words.say('outlook.host')}
          </th>
          <th scope="col" class="um-number">
            {words.say('outlook.most')}
          </th>
          {figures.map((key) => (
            <th key={key} scope="col" class="um-number">
              {words.say(`overview.standing.${key}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...days].reverse().map((day) => (
          <tr key={day.day}>
            <th scope="row">{words.day(day.day)}</th>
            <td class="um-number">{say(day.seats)}</td>
            <td class="um-number">{say(day.hostUsed)}</td>
            <td class="um-number">{say(day.most)}</td>
            {figures.map((key) => (
              <td key={key} class="um-number">
                {words.number(day[key])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
