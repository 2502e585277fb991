// Gives the browser policies as YAML to keep: one, or all of them.
import { useMutation } from '@tanstack/react-query';
import { useApi } from '../../console.ts';
import { Button } from '../../ui/button.tsx';
import { FaultNotice } from '../../ui/notice.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { useWords } from '../../ui/words/words.ts';

/** All of them without an id. */
export function ExportButton({ id }: { readonly id?: string }) {
  const words = useWords();
  const api = useApi();
  const one = useMutation({
    mutationFn: () => api.getFile(id === undefined ? '/policy-files' : `/policies/${encodeURIComponent(id)}/yaml`),
    onSuccess: (content) => saveFile(`${id ?? 'policies'}.yaml`, content),
  });
  return (
    <>
      <Button kind="subtle" busy={one.isPending} onPress={() => one.mutate()}>
        {words.say(id === undefined ? 'policies.exportAll' : 'policy.export')}
      </Button>
      {one.error !== null && <FaultNotice fault={one.error} />}
    </>
  );
}
