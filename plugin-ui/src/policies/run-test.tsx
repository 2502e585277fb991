// Runs a policy now as a rehearsal and shows the run.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { RunDocument } from '../../../sidecar/src/contract/runs.ts';
import { useApi, useMay } from '../console.ts';
import { names } from '../queries.ts';
import { goTo, writeRoute } from '../routes.ts';
import { Button } from '../ui/button.tsx';
import { FaultNotice } from '../ui/notice.tsx';
import { useWords } from '../ui/words/words.ts';

export function RunTest({ policyId }: { readonly policyId: string }) {
  const words = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const may = useMay('operator');
  const run = useMutation({
    mutationFn: () => api.send<RunDocument>('POST', `/policies/${encodeURIComponent(policyId)}/runs`, { mode: 'test' }),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: names.runs });
      void queries.invalidateQueries({ queryKey: names.policies });
      goTo(writeRoute(['runs', `${id}`]));
    },
  });
  if (!may) return null;
  return (
    <>
      <Button busy={run.isPending} onPress={() => run.mutate()}>
        {words.say('policy.runTest')}
      </Button>
      {run.error !== null && <FaultNotice fault={run.error} />}
    </>
  );
}
