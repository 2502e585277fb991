// Holding, going on with and stopping a run that is under way.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/compat';
import type { RunDocument } from '../../../sidecar/src/contract/runs.ts';
import { useApi, useMay, useMayLetGo, useMayTakeOver } from '../console.ts';
import { names } from '../queries.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/dialog.tsx';
import { FaultNotice } from '../ui/notice.tsx';
import { useWords } from '../ui/words/words.ts';

export function RunControls({ run }: { readonly run: RunDocument }) {
  const words = useWords();
  const may = useMay('operator');
  const mayResume = useMayLetGo(run.pausedBy);
  const mayTakeOver = useMayTakeOver(run.pausedBy);
  const api = useApi();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const change = useMutation({
    mutationFn: (what: 'pause' | 'resume' | 'cancel') => api.send<RunDocument>('POST', `/runs/${run.id}/${what}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: names.runs }),
    onSettled: () => setAsking(false),
  });
  if (run.state === 'finished' || !may) return null;
  // A paused run that somebody has stopped ends all the same. Of any other, whether it works or waits, one thing holds alike.
  const staysPaused = run.pausedBy !== null && run.cancelRequestedBy === null;
  return (
    <>
      {run.pausedBy !== null && (
        <p>{words.say(mayResume ? 'run.pausedBy' : 'run.pausedByAnother', { name: run.pausedBy })}</p>
      )}
      <div class="um-buttons">
        {run.pausedBy === null && (
          <Button busy={change.isPending} onPress={() => change.mutate('pause')}>
            {words.say('run.pause')}
          </Button>
        )}
        {run.pausedBy !== null && mayResume && (
          <Button kind="primary" busy={change.isPending} onPress={() => change.mutate('resume')}>
            {words.say('run.resume')}
          </Button>
        )}
        {mayTakeOver && (
          <Button busy={change.isPending} onPress={() => change.mutate('pause')}>
            {words.say('run.takeOver')}
          </Button>
        )}
        {run.cancelRequestedBy === null ? (
          <Button kind="warning" onPress={() => setAsking(true)}>
            {words.say('run.stop')}
          </Button>
        ) : (
          <span>{words.say('run.stopping')}</span>
        )}
        <span class="um-quiet">{words.say(staysPaused ? 'run.leavingPaused' : 'run.leaving')}</span>
      </div>
      {change.error !== null && <FaultNotice fault={change.error} />}
      {asking && (
        <Confirm
          title={words.say('run.stopTitle', { run: `${run.id}` })}
          close={() => setAsking(false)}
          danger
          confirm={words.say('run.stopConfirm')}
          busy={change.isPending}
          onConfirm={() => change.mutate('cancel')}
        >
          <p>{words.say('run.stopBody')}</p>
        </Confirm>
      )}
    </>
  );
}
