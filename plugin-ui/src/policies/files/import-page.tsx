// Policies out of files: what would become of each one is shown first, then all of them are taken in, or none.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'preact/compat';
import type { CheckedFilesDocument } from '../../../../sidecar/src/contract/policy-texts.ts';
import { useApi } from '../../console.ts';
import { names } from '../../queries.ts';
import { goTo, writeRoute } from '../../routes.ts';
import { useAnnounce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { FaultNotice, Notice } from '../../ui/notice.tsx';
import { useWords } from '../../ui/words/words.ts';
import { CheckedPolicies } from './checked-policies.tsx';

interface PolicyFile {
  readonly name: string;
  readonly text: string;
}

export function ImportPage() {
  const words = useWords();
  const api = useApi();
  const id = useId();
  const check = useMutation({
    mutationFn: async (chosen: readonly File[]) => {
      const files = await Promise.all(chosen.map(async (file) => ({ name: file.name, text: await file.text() })));
      return { files, ...(await api.send<CheckedFilesDocument>('POST', '/policy-files/check', { files })) };
    },
  });
  return (
    <>
      <p>
        <a href={writeRoute(['policies'])}>← {words.say('policy.back')}</a>
      </p>
      <h2>{words.say('import.title')}</h2>
      <section class="um-card">
        <div class="um-field">
          <label for={id}>{words.say('import.files')}</label>
          <input
            id={id}
            type="file"
            accept=".yaml,.yml"
            multiple
            aria-describedby={`${id}-hint`}
            onChange={({ currentTarget: { files } }) => {
              if (files !== null && files.length > 0) check.mutate([...files]);
            }}
          />
          <div id={`${id}-hint`} class="um-hint">
            {words.say('import.hint')}
          </div>
        </div>
      </section>
      {check.error !== null && <FaultNotice fault={check.error} />}
      {check.data !== undefined && (
        <Checked key={check.submittedAt} files={check.data.files} items={check.data.items} />
      )}
    </>
  );
}

interface CheckedProps extends Pick<CheckedFilesDocument, 'items'> {
  readonly files: readonly PolicyFile[];
}

function Checked({ files, items }: CheckedProps) {
  const words = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [agreed, setAgreed] = useState(false);
  const news = items.filter(({ becomes }) => becomes === 'new' || becomes === 'changed');
  const live = news.filter(({ mode }) => mode === 'live');
  const refused = items.filter(({ becomes }) => becomes === 'refused').length;
  const take = useMutation({
    mutationFn: () => {
      const over = Object.fromEntries(items.flatMap(({ id, version }) => (id === null ? [] : [[id, version]])));
      return api.send('POST', '/policy-files', { files, over });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: names.policies });
      announce(words.say('import.done', { count: news.length }));
      goTo(writeRoute(['policies']));
    },
  });
  return (
    <>
      <CheckedPolicies items={items} />
      {refused > 0 && (
        <Notice kind="error">
          <p>{words.say('import.refused', { count: refused })}</p>
        </Notice>
      )}
      {live.length > 0 && refused === 0 && (
        <Notice kind="warning">
          <label class="um-check">
            <input
              type="checkbox"
              checked={agreed}
              onChange={({ currentTarget }) => setAgreed(currentTarget.checked)}
            />{' '}
            {words.say('import.live', { count: live.length })}
          </label>
        </Notice>
      )}
      {take.error !== null && <FaultNotice fault={take.error} />}
      <Button
        kind="primary"
        disabled={refused > 0 || news.length === 0 || (live.length > 0 && !agreed)}
        busy={take.isPending}
        onPress={() => take.mutate()}
      >
        {words.say('import.take', { count: news.length })}
      </Button>
    </>
  );
}
