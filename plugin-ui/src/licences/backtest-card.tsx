// "Had this policy run some days ago": whom it would have met then, and how many of them were active since.
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'preact/compat';
import type { BacktestDocument } from '../../../sidecar/src/contract/backtest.ts';
import { useApi } from '../console.ts';
import { names, usePolicies } from '../queries.ts';
import { Instant } from '../ui/instant.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { useWords } from '../ui/words/words.ts';
import { ShareHead } from './share-head.tsx';

const spans = [7, 14, 30, 60, 90, 180] as const;

export function BacktestCard() {
  const words = useWords();
  const id = useId();
  const policies = usePolicies();
  const [chosen, setChosen] = useState('');
  const [days, setDays] = useState(30);
  const items = policies.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section class="um-card" aria-labelledby="um-backtest">
      <h2 id="um-backtest">{words.say('backtest.title')}</h2>
      <p class="um-hint">{words.say('backtest.hint')}</p>
      <div class="um-line">
        <label for={`${id}-policy`}>{words.say('backtest.policy')}</label>
        <select
          id={`${id}-policy`}
          class="um-input"
          value={chosen}
          onChange={({ currentTarget: { value } }) => setChosen(value)}
        >
          <option value="">{words.say('backtest.choose')}</option>
          {items.map((policy) => (
            <option key={policy.id} value={policy.id}>
              {policy.name}
            </option>
          ))}
        </select>
        <label for={`${id}-days`}>{words.say('backtest.ago')}</label>
        <select
          id={`${id}-days`}
          class="um-input"
          value={days}
          onChange={({ currentTarget: { value } }) => setDays(Number(value))}
        >
          {spans.map((span) => (
            <option key={span} value={span}>
              {words.say('backtest.days', { count: span })}
            </option>
          ))}
        </select>
      </div>
      {chosen !== '' && <Hindsight policy={chosen} days={days} />}
    </section>
  );
}

function Hindsight({ policy, days }: { readonly policy: string; readonly days: number }) {
  const api = useApi();
  const found = useQuery({
    queryKey: [...names.policy(policy), 'backtest', days],
    queryFn: ({ signal }) => api.get<BacktestDocument>(`/policies/${policy}/backtest?days=${days}`, signal),
  });
  return (
    <Loadable query={found} lines={4}>
      {(answer) => <SayHindsight answer={answer} />}
    </Loadable>
  );
}

const figures = ['activeSince', 'idleSince', 'disabledSince', 'unknown'] as const;

function SayHindsight({ answer }: { readonly answer: BacktestDocument }) {
  const words = useWords();
  if (answer.kind === 'nothing-old-enough') {
    return (
      <p>
        <Sentence
          says="backtest.nothing"
          values={{ days: answer.keptDays }}
          places={{ when: <Instant at={answer.oldest} /> }}
        />
      </p>
    );
  }
  const { meant, readAt, protected: spared, unknownThen } = answer;
  return (
    <>
      <p class="um-figure">
        <Sentence
          says="backtest.meant"
          values={{ count: meant, wrongly: answer.activeSince }}
          places={{ when: <Instant at={readAt} /> }}
        />
      </p>
      <table class="um-table um-compact">
        <ShareHead says="backtest.since" />
        <tbody>
          {figures.map((key) => (
            <tr key={key}>
              <th scope="row">{words.say(`backtest.${key}`)}</th>
              <td class="um-number">{words.number(answer[key])}</td>
              <td class="um-number">{words.percent(meant === 0 ? 0 : answer[key] / meant)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="um-hint">{words.say('backtest.leftOut', { spared, unknown: unknownThen })}</p>
    </>
  );
}
