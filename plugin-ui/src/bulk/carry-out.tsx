// The button that changes users: says how many, waits for the rehearsal to end, and asks once more with the number.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/compat';
import type { PlanDocument } from '../../../sidecar/src/contract/plans.ts';
import type { RunDetailDocument, RunDocument } from '../../../sidecar/src/contract/runs.ts';
import { useApi, useMay } from '../console.ts';
import { ConfirmNumber } from '../plans/confirm-number.tsx';
import { useEntries } from '../plans/run-queries.ts';
import { names, useProcess } from '../queries.ts';
import { goTo, writeRoute } from '../routes.ts';
import { Button } from '../ui/button.tsx';
import { FaultNotice, Notice } from '../ui/notice.tsx';
import { type Key, useWords } from '../ui/words/words.ts';

export interface CarryOutProps {
  readonly detail: RunDetailDocument;
  readonly plan: PlanDocument;
}

export function CarryOut({ detail, plan }: CarryOutProps) {
  const words = useWords();
  const may = useMay('operator');
  const process = useProcess();
  const [asking, setAsking] = useState(false);
  const { run, counts, takesMinutes } = detail;
  const count = plan.summary.planned;
  const says = useDeed(run);
  const rehearsing = run.state !== 'finished';
  const total = Object.values(counts.users).reduce((sum, one) => sum + one, 0);
  if (run.ending === 'quarantined' || run.ending === 'failed' || !may) return null;
  if (count === 0) return <Notice kind="information">{words.say('bulk.nothing')}</Notice>;
  const observing = process.data?.mode === 'observe';
  return (
    <>
      {observing && <Notice kind="information">{words.say('bulk.observing')}</Notice>}
      <div class="um-buttons um-buttons-stay">
        <Button kind="danger" disabled={rehearsing || observing} onPress={() => setAsking(true)}>
          {words.say(says.button, { count })}
        </Button>
        <a class="aui-button aui-button-subtle um-button" href={writeRoute(['bulk'])}>
          {words.say('bulk.again')}
        </a>
        {takesMinutes !== null && <span class="um-quiet">{words.say('bulk.takes', { count: takesMinutes })}</span>}
        <span class="um-quiet">
          {rehearsing
            ? words.say('bulk.rehearsing', { done: total - (counts.users.open ?? 0), total })
            : words.say('bulk.kept')}
        </span>
      </div>
      {asking && <Ask run={run} plan={plan} says={says} close={() => setAsking(false)} />}
    </>
  );
}

interface Deed {
  readonly button: Key;
  readonly sure: Key;
}

/** What the plan does, by the first change of its first user: all of them have the same action. */
function useDeed(run: RunDocument): Deed {
  const first = useEntries(run, { fate: 'planned' }).data?.pages[0]?.items[0];
  const kind = first?.steps.find(({ disposition }) => disposition.kind === 'planned')?.change.kind;
  switch (kind) {
    case 'disable':
      return { button: 'bulk.do.disable', sure: 'bulk.sure.disable' };
    case 'enable':
      return { button: 'bulk.do.enable', sure: 'bulk.sure.other' };
    case 'delete':
      return { button: 'bulk.do.delete', sure: 'bulk.sure.delete' };
    default:
      return { button: 'bulk.do.other', sure: 'bulk.sure.other' };
  }
}

interface AskProps {
  readonly run: RunDocument;
  readonly plan: PlanDocument;
  readonly says: Deed;
  readonly close: () => void;
}

function Ask({ run, plan, says, close }: AskProps) {
  const words = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const count = plan.summary.planned;
  const act = useMutation({
    mutationFn: () => api.send<RunDocument>('POST', `/runs/${run.id}/carry-out`, { digest: plan.digest }),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: names.runs });
      goTo(writeRoute(['bulk'], { run: id }));
    },
  });
  const button = words.say(says.button, { count });
  return (
    <ConfirmNumber
      title={`${button}?`}
      confirm={button}
      count={count}
      danger
      busy={act.isPending}
      close={close}
      onConfirm={() => act.mutate()}
    >
      <p>{words.say(says.sure, { count })}</p>
      <p>{words.say('held.approveBody')}</p>
      {act.error !== null && <FaultNotice fault={act.error} />}
    </ConfirmNumber>
  );
}
