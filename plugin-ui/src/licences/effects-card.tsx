// What runs really did to the seats, and how many of the users whose access they took came back.
import { useQuery } from '@tanstack/react-query';
import type { RegretDocument, RunSeatsPageDocument } from '../../../sidecar/src/contract/licence-regret.ts';
import { useApi } from '../console.ts';
import { sayPolicy } from '../plans/run-words.ts';
import { names, usePolicies } from '../queries.ts';
import { writeRoute } from '../routes.ts';
import { Instant } from '../ui/instant.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { useWords } from '../ui/words/words.ts';

export function EffectsCard() {
  const words = useWords();
  const api = useApi();
  const runs = useQuery({
    queryKey: [...names.runs, 'seats'],
    queryFn: ({ signal }) => api.get<RunSeatsPageDocument>('/licence/runs', signal),
  });
  const regret = useQuery({
    queryKey: [...names.runs, 'regret'],
    queryFn: ({ signal }) => api.get<RegretDocument>('/licence/regret', signal),
  });
  return (
    <section class="um-card" aria-labelledby="um-effects">
      <h2 id="um-effects">{words.say('effects.title')}</h2>
      <Loadable query={regret} lines={2}>
        {(found) => <Regret regret={found} />}
      </Loadable>
      <Loadable query={runs} lines={2}>
        {({ items }) => (items.length === 0 ? null : <RunSeats items={items} />)}
      </Loadable>
    </section>
  );
}

function Regret({ regret: { all, withinDays, policies } }: { readonly regret: RegretDocument }) {
  const words = useWords();
  const known = usePolicies();
  if (all.users === 0) return <p class="um-quiet">{words.say('effects.nobody')}</p>;
  return (
    <>
      <p class="um-figure">
        {all.rate === null
          ? words.say('effects.rateUnknown', { days: withinDays })
          : words.say('effects.rate', { rate: words.percent(all.rate), days: withinDays })}
      </p>
      <p class="um-hint">{words.say('effects.rateMeans')}</p>
      <table class="um-table um-compact">
        <thead>
          <tr>
            <th scope="col">{words.say('effects.policy')}</th>
            {figures.map((key) => (
              <th key={key} scope="col" class="um-number">
                {words.say(`effects.${key}`)}
              </th>
            ))}
            <th scope="col" class="um-number">
              {words.say('effects.share')}
            </th>
          </tr>
        </thead>
        <tbody>
          {policies.map((policy) => (
            <tr key={policy.policyId}>
              <th scope="row">
                <bdi>{sayPolicy(words, policy.policyId, known.data)}</bdi>
              </th>
              {figures.map((key) => (
                <td key={key} class="um-number">
                  {words.number(policy[key])}
                </td>
              ))}
              <td class="um-number">
                {policy.rate === null ? words.say('common.unknown') : words.percent(policy.rate)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

const figures = ['users', 'back', 'stayed', 'tooEarly', 'unknown'] as const;

function RunSeats({ items }: Pick<RunSeatsPageDocument, 'items'>) {
  const words = useWords();
  const known = usePolicies();
  const say = (value: number | null | undefined) => (value == null ? words.say('common.unknown') : words.number(value));
  return (
    <>
      <h3>{words.say('effects.runs')}</h3>
      <table class="um-table um-compact">
        <thead>
          <tr>
            <th scope="col">{words.say('handOvers.run')}</th>
            <th scope="col">{words.say('effects.ended')}</th>
            <th scope="col" class="um-number">
              {words.say('effects.planned')}
            </th>
            <th scope="col" class="um-number">
              {words.say('effects.freed')}
            </th>
            <th scope="col" class="um-number">
              {words.say('effects.uncertain')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ runId, policyId, finishedAt, planned, done }) => (
            <tr key={runId}>
              <th scope="row">
                <a href={writeRoute(['runs', `${runId}`])}>
                  {runId} <bdi>{sayPolicy(words, policyId, known.data)}</bdi>
                </a>
              </th>
              <td>{finishedAt !== null && <Instant at={finishedAt} focusable={false} />}</td>
              <td class="um-number">{say(planned)}</td>
              <td class="um-number">{say(done?.freed)}</td>
              <td class="um-number">{say(done?.unknown)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
