// Taking back what a run did, as a preview or for good; both are runs of their own, which the page then shows.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/compat';
import type { RunDetailDocument, RunDocument } from '../../../sidecar/src/contract/runs.ts';
import { useApi, useMay } from '../console.ts';
import { names, useProcess } from '../queries.ts';
import { goTo, writeRoute } from '../routes.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FaultNotice, Notice } from '../ui/notice.tsx';
import { useWords } from '../ui/words/words.ts';

export function UndoRun({ detail: { run, counts } }: { readonly detail: RunDetailDocument }) {
  const words = useWords();
  const may = useMay('operator');
  const api = useApi();
  const queries = useQueryClient();
  const process = useProcess();
  const [asking, setAsking] = useState(false);
  const undo = useMutation({
    mutationFn: (mode: 'test' | 'live') =>
      api.send<RunDocument>('POST', `/runs/${run.id}/undo`, mode === 'test' ? { mode } : {}),
    onSuccess: ({ id }) => {
      setAsking(false);
      void queries.invalidateQueries({ queryKey: names.runs });
      goTo(writeRoute(['runs', `${id}`]));
    },
  });
  const changed = (counts.users.applied ?? 0) + (counts.users['pending-synchronisation'] ?? 0);
  if (!may || run.mode !== 'live' || run.state !== 'finished' || changed === 0) return null;
  return (
    <>
      <Button onPress={() => setAsking(true)}>{words.say('undo.button')}</Button>
      {asking && (
        <Dialog title={words.say('undo.title', { run: `${run.id}` })} close={() => setAsking(false)}>
          <p>{words.say('undo.body')}</p>
          {process.data?.mode === 'observe' && <Notice kind="information">{words.say('undo.observing')}</Notice>}
          {undo.error !== null && <FaultNotice fault={undo.error} />}
          <div class="um-buttons um-buttons-end">
            <Button kind="subtle" onPress={() => setAsking(false)}>
              {words.say('common.cancel')}
            </Button>
            <Button busy={undo.isPending} onPress={() => undo.mutate('test')}>
              {words.say('undo.preview')}
            </Button>
            <Button kind="primary" busy={undo.isPending} onPress={() => undo.mutate('live')}>
              {words.say('undo.now')}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
