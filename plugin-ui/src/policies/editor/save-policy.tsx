// Saves the edited policy; a live one only after a look at the difference in people, and none over what its writer never saw.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/compat';
import type { PolicyDocument } from '../../../../sidecar/src/contract/policies.ts';
import type { StoredPolicyDocument } from '../../../../sidecar/src/contract/stored-policies.ts';
import { ApiFault } from '../../api.ts';
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
  /** The version the draft stands over; null for a new policy. */
  readonly stored: StoredPolicyDocument | null;
  readonly disabled: boolean;
  /** Hands over what the sidecar finds wrong, or null. */
  readonly tell: (fault: unknown) => void;
  /** Somebody saved in between: their version. */
  readonly overtaken: (newest: StoredPolicyDocument) => void;
}

const isMissing = (fault: unknown) => fault instanceof ApiFault && fault.code === 'policy_not_found';
const isOvertaken = (fault: unknown) => fault instanceof ApiFault && fault.code === 'policy_overtaken';

export function SavePolicy({ policy, stored, disabled, tell, overtaken }: SavePolicyProps) {
  const words = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [asking, setAsking] = useState(false);
  const compare = useComparison(stored?.id ?? null);
  const path = `/policies/${encodeURIComponent(policy.policy)}`;
  const look = () =>
    api.get<StoredPolicyDocument>(path).catch((fault: unknown) => {
      if (isMissing(fault)) return null;
      throw fault;
    });
  const fail = async (fault: unknown): Promise<void> => {
    const newest = isOvertaken(fault) ? await look().catch(() => null) : null;
    if (newest === null) tell(fault);
    else overtaken(newest);
  };
  const save = useMutation({
    mutationFn: () =>
      api.saveOver<SavedPolicyDocument>({ path, body: policy, version: stored === null ? null : stored.version }),
    onSuccess: async ({ changed, policy: saved }) => {
      await queries.invalidateQueries({ queryKey: names.policies });
      // What was saved is known: the page shows it even where it cannot be asked for right now.
      queries.setQueryData(names.policy(saved.id), saved);
      announce(changed ? words.say('editor.saved', { version: `${saved.version}` }) : words.say('editor.unchanged'));
      goTo(writeRoute(['policies', saved.id]));
    },
    onError: fail,
    onSettled: () => setAsking(false),
  });
  // Somebody may have switched it to live, or saved it, since this page was opened.
  const begin = useMutation({
    mutationFn: async () => {
      const newest = await look();
      if (newest !== null && newest.version !== stored?.version) return overtaken(newest);
      if (newest?.mode !== 'live') return save.mutate();
      await compare.mutateAsync(policy);
      setAsking(true);
    },
    onError: tell,
  });
  const live = stored?.mode === 'live';
  return (
    <>
      <Button
        kind="primary"
        disabled={disabled}
        busy={save.isPending || begin.isPending}
        onPress={() => {
          tell(null);
          begin.mutate();
        }}
      >
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
