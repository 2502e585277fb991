// The hand-over list as a table to send to the owners of the directories, made by the sidecar.
import { useMutation } from '@tanstack/react-query';
import type { HandOverDocument } from '../../../sidecar/src/contract/hand-overs.ts';
import { writeQuery } from '../api.ts';
import { useApi } from '../console.ts';
import { Button } from '../ui/button.tsx';
import { FaultNotice } from '../ui/notice.tsx';
import { saveFile } from '../ui/save-file.ts';
import { useWords } from '../ui/words/words.ts';

export function HandOverCsv({ state }: Pick<HandOverDocument, 'state'>) {
  const words = useWords();
  const api = useApi();
  const download = useMutation({
    mutationFn: async () => saveFile('hand-overs.csv', await api.getFile(`/hand-overs.csv${writeQuery({ state })}`)),
  });
  return (
    <div class="um-buttons">
      <Button busy={download.isPending} onPress={() => download.mutate()}>
        {words.say('common.download')}
      </Button>
      {download.error !== null && <FaultNotice fault={download.error} />}
    </div>
  );
}
