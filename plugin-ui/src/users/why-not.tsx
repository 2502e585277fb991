// Why a policy means a user or does not: asked for one policy at a time, answered by the newest reading.
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'preact/compat';
import type { WhyDocument } from '../../../sidecar/src/contract/why.ts';
import { useApi } from '../console.ts';
import { usePolicies } from '../queries.ts';
import { Loadable } from '../ui/loadable.tsx';
import { useWords } from '../ui/words/words.ts';
import { sayAnswer } from './why-words.ts';

export function WhyNot({ userKey }: { readonly userKey: string }) {
  const words = useWords();
  const id = useId();
  const policies = usePolicies();
  const [chosen, setChosen] = useState('');
  return (
    <>
      <h3>{words.say('drawer.why')}</h3>
      <Loadable query={policies} lines={1}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="um-quiet">{words.say('drawer.whyNoPolicies')}</p>
          ) : (
            <p>
              <label for={id}>{words.say('drawer.whyPolicy')}</label>{' '}
              <select
                id={id}
                class="um-select"
                value={chosen}
                onChange={({ currentTarget }) => setChosen(currentTarget.value)}
              >
                <option value="">–</option>
                {items.map((policy) => (
                  <option key={policy.id} value={policy.id}>
                    {policy.name}
                  </option>
                ))}
              </select>
            </p>
          )
        }
      </Loadable>
      {chosen !== '' && <Answer key={chosen} policyId={chosen} userKey={userKey} />}
    </>
  );
}

function Answer({ policyId, userKey }: { readonly policyId: string; readonly userKey: string }) {
  const api = useApi();
  const words = useWords();
  const why = useQuery({
    queryKey: ['why', policyId, userKey],
    queryFn: ({ signal }) => api.get<WhyDocument>(`/policies/${policyId}/why/${encodeURIComponent(userKey)}`, signal),
  });
  return (
    <Loadable query={why} lines={2}>
      {(answer) => <p role="status">{sayAnswer(words, answer)}</p>}
    </Loadable>
  );
}
