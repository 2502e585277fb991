// What stays in view while a policy is edited: how many it means now, who is new, when it runs next, and what a mail says.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { PolicyDocument } from '../../../../sidecar/src/contract/policies.ts';
import type { DraftDocument } from '../../../../sidecar/src/contract/policy-texts.ts';
import type { FoundUserPage } from '../../../../sidecar/src/contract/users.ts';
import { useApi } from '../../console.ts';
import { MatchCount } from '../../criteria/match-count.tsx';
import { names } from '../../queries.ts';
import { Button } from '../../ui/button.tsx';
import { Loadable, Skeleton } from '../../ui/loadable.tsx';
import { FaultNotice } from '../../ui/notice.tsx';
import { useWords } from '../../ui/words/words.ts';
import { DiffView } from '../diff-view.tsx';
import { RunTimes } from '../next-runs.tsx';
import { SimulationFigures } from '../simulation-box.tsx';
import { useComparison } from './compare.ts';
import { MailPreview } from './mail-preview.tsx';
import { isOpen } from './sections.tsx';
import { useSettled } from './use-draft.ts';

export interface SidePanelProps {
  readonly policy: PolicyDocument;
  readonly storedId: string | null;
  /** What the sidecar says of the draft; absent until it does. */
  readonly draft: DraftDocument | undefined;
  /** Whether it is still to be expected. */
  readonly coming: boolean;
}

export function SidePanel({ policy, storedId, draft, coming }: SidePanelProps) {
  const words = useWords();
  return (
    <aside class="um-editor-side" aria-label={words.say('editor.now')}>
      <section class="um-card">
        <h2>{words.say('editor.now')}</h2>
        {!isOpen(policy.criteria) && <Meant criteria={policy.criteria} />}
        <Simulated policy={policy} storedId={storedId} />
      </section>
      <section class="um-card">
        <h2>{words.say('policy.nextRuns')}</h2>
        {draft === undefined ? coming && <Skeleton lines={5} /> : <RunTimes items={draft.nextRuns} />}
      </section>
    </aside>
  );
}

function Meant({ criteria }: Pick<PolicyDocument, 'criteria'>) {
  const api = useApi();
  const settled = useSettled(criteria);
  const found = useQuery({
    queryKey: [...names.users, 'meant', settled],
    queryFn: ({ signal }) => api.send<FoundUserPage>('POST', '/users/search', { criteria: settled, limit: 1 }, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <Loadable query={found} lines={1}>
      {({ counts, usersRead }) => counts !== null && <MatchCount counts={counts} users={usersRead} />}
    </Loadable>
  );
}

function Simulated({ policy, storedId }: Pick<SidePanelProps, 'policy' | 'storedId'>) {
  const words = useWords();
  const compare = useComparison(storedId);
  const { data, error } = compare;
  return (
    <>
      {data !== undefined && (
        <>
          <SimulationFigures simulation={data.edited} />
          {data.stored !== null && (
            <DiffView left={`simulation:${data.stored.id}`} right={`simulation:${data.edited.id}`} />
          )}
          <p>
            <MailPreview simulation={data.edited.id} />
          </p>
        </>
      )}
      {error !== null && <FaultNotice fault={error} />}
      <Button busy={compare.isPending} onPress={() => compare.mutate(policy)}>
        {words.say(data === undefined ? 'simulation.make' : 'simulation.again')}
      </Button>
    </>
  );
}
