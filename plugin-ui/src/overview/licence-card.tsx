// Seats of the licence: taken now and over twelve months, what all policies together would free, and the next tier down.
import { useQuery } from '@tanstack/react-query';
import type { LicenceDocument } from '../../../sidecar/src/contract/licence.ts';
import type { LicenceHistoryDocument } from '../../../sidecar/src/contract/licence-history.ts';
import type { LicenceOutlookDocument } from '../../../sidecar/src/contract/licence-outlook.ts';
import { useApi } from '../console.ts';
import { writeRoute } from '../routes.ts';
import { LineChart } from '../ui/chart/line-chart.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { useWords } from '../ui/words/words.ts';
import { AllPolicies } from './all-policies.tsx';

export function LicenceCard() {
  const words = useWords();
  const api = useApi();
  const licence = useQuery({
    queryKey: ['licence'],
    queryFn: ({ signal }) => api.get<LicenceDocument>('/licence', signal),
  });
  return (
    <section class="um-card" aria-labelledby="um-licence">
      <h2 id="um-licence">
        <a href={writeRoute(['licences'])}>{words.say('licence.title')}</a>
      </h2>
      <Loadable query={licence}>{({ seats }) => <Seats seats={seats} />}</Loadable>
      <TwelveMonths />
      <AllPolicies />
      <NextTier />
    </section>
  );
}

function Seats({ seats }: { readonly seats: LicenceDocument['seats'] }) {
  const words = useWords();
  const { ours: taken, most, unknown, host, difference } = seats;
  return (
    <>
      <p class="um-figure">
        {most === null ? words.say('licence.seatsUnlimited', { taken }) : words.say('licence.seats', { taken, most })}
      </p>
      {most !== null && (
        <meter
          class="um-meter"
          min={0}
          max={most}
          value={taken}
          aria-label={words.say('licence.seats', { taken, most })}
        />
      )}
      {unknown > 0 && <p>{words.say('licence.unknown', { count: unknown })}</p>}
      {host !== null && difference !== 0 && <p class="um-quiet">{words.say('licence.difference', { host })}</p>}
    </>
  );
}

/** Nothing before there are two days to draw a line between. */
function TwelveMonths() {
  const words = useWords();
  const api = useApi();
  const { data } = useQuery({
    queryKey: ['licence', 'history'],
    queryFn: ({ signal }) => api.get<LicenceHistoryDocument>('/licence/history', signal),
  });
  const points = (data?.items ?? []).flatMap(({ day, seats }) => (seats === null ? [] : [{ day, value: seats }]));
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < 2) return null;
  const told = { from: first.value, to: last.value, day: words.day(first.day) };
  return (
    <div class="um-line">
      <LineChart small label={words.say('licence.twelveMonths', told)} points={points} />
      <span class="um-quiet">{words.say('licence.since', { day: told.day, from: told.from })}</span>
    </div>
  );
}

function NextTier() {
  const words = useWords();
  const api = useApi();
  const { data } = useQuery({
    queryKey: ['licence', 'outlook'],
    queryFn: ({ signal }) => api.get<LicenceOutlookDocument>('/licence/outlook', signal),
  });
  const nextDown = data?.now?.nextDown;
  if (nextDown === undefined || nextDown === null) return null;
  return <p>{words.say('licence.nextTier', { tier: nextDown.tier.seats ?? 0, count: nextDown.toFree })}</p>;
}
