// What all policies together would make of the seats, as last worked out: with its age, and worked out anew only when asked.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AllPoliciesDocument } from '../../../sidecar/src/contract/overview.ts';
import { useApi, useMay } from '../console.ts';
import { usePolicies } from '../queries.ts';
import { Button } from '../ui/button.tsx';
import { Instant } from '../ui/instant.tsx';
import { FaultNotice } from '../ui/notice.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { useWords } from '../ui/words/words.ts';

const answer = ['licence', 'all-policies'];

export function AllPolicies() {
  const words = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const may = useMay('operator');
  const policies = usePolicies();
  const { data } = useQuery({
    queryKey: answer,
    queryFn: ({ signal }) => api.get<AllPoliciesDocument>('/overview/all-policies', signal),
  });
  const workOut = useMutation({
    mutationFn: () => api.send('POST', '/simulations/all'),
    onSuccess: () => queries.invalidateQueries({ queryKey: answer }),
  });
  if (data === undefined || policies.data === undefined || policies.data.items.length === 0) return null;
  const { made } = data;
  return (
    <div>
      {made !== null && <Together made={made} />}
      {may && (
        <Button kind="link" busy={workOut.isPending} onPress={() => workOut.mutate()}>
          {words.say(workOut.isPending ? 'together.busy' : made === null ? 'together.first' : 'together.again')}
        </Button>
      )}
      {workOut.error !== null && <FaultNotice fault={workOut.error} />}
    </div>
  );
}

function Together({ made }: { readonly made: NonNullable<AllPoliciesDocument['made']> }) {
  const words = useWords();
  const { seats, freed, taken, unknown, held, madeAt } = made;
  return (
    <>
      {seats === null ? (
        <p>{words.say('together.noSeats')}</p>
      ) : (
        <p>
          <b>{words.say('together.would', { after: seats - freed + taken, freed })}</b>{' '}
          <span class="um-quiet">
            <Sentence says="together.when" places={{ when: <Instant at={madeAt} /> }} />
          </span>
        </p>
      )}
      {unknown > 0 && <p class="um-hint">{words.say('together.unknown', { count: unknown })}</p>}
      {held > 0 && <p class="um-hint">{words.say('together.held', { count: held })}</p>}
    </>
  );
}
