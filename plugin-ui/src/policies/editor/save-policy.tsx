// Saves the edited policy; a live one only after a look at the difference in people.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/compat';
import type { PolicyDocument } from '../../../../sidecar/src/contract/policies.ts';
import type { StoredPolicyDocument } from '../../../../sidecar/src/contract/stored-policies.ts';
import { useApi } from '../../console.ts';
import { names } from '../../queries.ts';
import { goTo, writeRoute } from '../../routes.ts';
import { useAnnounce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { useWords } from '../../ui/words/words.ts';
import { DiffView } from '../diff-view.tsx';
import { SimulationFigures } from '../simulation-box.tsx';
import { useComparison } from './compare.ts';

interface SavedPolicyDocument {
  readonly changed: boolean;
  readonly policy: StoredPolicyDocument;
}

export interface SavePolicyProps {
  readonly policy: PolicyDocument;
  readonly stored: StoredPolicyDocument | null;
  readonly disabled: boolean;
  /** Hands over what the sidecar finds wrong, or null. */
  readonly tell: (fault: unknown) => void;
}

export function SavePolicy({ policy, stored, disabled, tell }: SavePolicyProps) {
  const words = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [asking, setAsking] = useState(false);
  const compare = useComparison(stored?.id ?? null);
  const live = stored?.mode === 'live';
  const save = useMutation({
    mutationFn: () => api.send<SavedPolicyDocument>('PUT', `/policies/${encodeURIComponent(policy.policy)}`, policy),
    onSuccess: async ({ changed, policy: saved }) => {
      await queries.invalidateQueries({ queryKey: names.policies });
      announce(changed ? words.say('editor.saved', { version: `${saved.version}` }) : words.say('editor.unchanged'));
      goTo(writeRoute(['policies', saved.id]));
    },
    onError: tell,
    onSettled: () => setAsking(false),
  });
  const begin = (): void => {
    tell(null);
    if (live) compare.mutate(policy, { onSuccess: () => setAsking(true), onError: tell });
    else save.mutate();
  };
  return (
    <>
      <Button kind="primary" disabled={disabled} busy={save.isPending || compare.isPending} onPress={begin}>
        {words.say(live ? 'editor.saveLive' : 'editor.save')}
      </Button>
      {asking && compare.data !== undefined && (
        <Confirm
          title={words.say('editor.saveTitle')}
          close={() => setAsking(false)}
          danger
          confirm={words.say('editor.saveConfirm')}
          busy={save.isPending}
          onConfirm={() => save.mutate()}
        >
          <p>{words.say('editor.saveBody')}</p>
          {compare.data.stored !== null && (
            <DiffView left={`simulation:${compare.data.stored.id}`} right={`simulation:${compare.data.edited.id}`} />
          )}
          <SimulationFigures simulation={compare.data.edited} />
        </Confirm>
      )}
    </>
  );
}
