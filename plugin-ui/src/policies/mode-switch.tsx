// Switches a policy between test and live, after a question that says how many people it is about.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/compat';
import type { StoredPolicyDocument } from '../../../sidecar/src/contract/stored-policies.ts';
import { useApi, useMay } from '../console.ts';
import { names } from '../queries.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/dialog.tsx';
import { FaultNotice } from '../ui/notice.tsx';
import { useWords } from '../ui/words/words.ts';
import { useSimulate } from './policy-queries.ts';

export interface ModeSwitchProps {
  readonly policy: Pick<StoredPolicyDocument, 'id' | 'name' | 'mode'>;
}

export function ModeSwitch({ policy: { id, name, mode } }: ModeSwitchProps) {
  const words = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const may = useMay('administrator');
  const [asking, setAsking] = useState(false);
  const simulate = useSimulate();
  const next = mode === 'test' ? 'live' : 'test';
  const change = useMutation({
    mutationFn: () => api.send<StoredPolicyDocument>('PUT', `/policies/${encodeURIComponent(id)}/mode`, { mode: next }),
    onSuccess: () => queries.invalidateQueries({ queryKey: names.policies }),
    onSettled: () => setAsking(false),
  });
  if (!may) return null;
  const live = next === 'live';
  return (
    <>
      <Button
        onPress={() => {
          if (live) simulate.mutate({ policy: id });
          setAsking(true);
        }}
      >
        {words.say(live ? 'policy.toLive' : 'policy.toTest')}
      </Button>
      {change.error !== null && <FaultNotice fault={change.error} />}
      {asking && (
        <Confirm
          title={words.say(live ? 'policy.toLiveTitle' : 'policy.toTestTitle', { name })}
          close={() => setAsking(false)}
          confirm={words.say(live ? 'policy.toLiveConfirm' : 'policy.toTest')}
          danger={live}
          busy={change.isPending || simulate.isPending}
          onConfirm={() => change.mutate()}
        >
          <p>{words.say(live ? 'policy.toLiveBody' : 'policy.toTestBody')}</p>
          {live && simulate.isPending && <p>{words.say('editor.comparing')}</p>}
          {live && simulate.data !== undefined && (
            <p>
              <b>{words.say('policy.toLiveCount', { count: simulate.data.summary.planned })}</b>
            </p>
          )}
          {live && simulate.error !== null && <p>{words.say('policy.toLiveUnknown')}</p>}
        </Confirm>
      )}
    </>
  );
}
