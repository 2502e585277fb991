// Selecting by a table: a file or pasted rows become a list of users. Whoever a row does not name for certain is set aside
// with the line and the reason, and what somebody pasted stays until it was read.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'preact/compat';
import { useApi } from '../console.ts';
import { Button } from '../ui/button.tsx';
import { FaultNotice, Notice } from '../ui/notice.tsx';
import { useWords } from '../ui/words/words.ts';
import { type ListReport, listNames, Reading } from './list-reports.tsx';
import { decodeTable } from './read-table.ts';

export interface TableSelectionProps {
  /** Called with the list's name, where the table names anybody. */
  readonly select: (list: string) => void;
}

export function TableSelection({ select }: TableSelectionProps) {
  const words = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const id = useId();
  const [pasted, setPasted] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const read = useMutation({
    mutationFn: async () => {
      const csv = file === null ? pasted : decodeTable(new Uint8Array(await file.arrayBuffer()));
      return api.send<ListReport>('POST', '/lists', { csv, from: file?.name.slice(0, 255) ?? '' });
    },
    onSuccess: (report) => {
      queries.setQueryData(listNames.report(report.name), report);
      void queries.invalidateQueries({ queryKey: listNames.all, exact: true });
      if (report.matched > 0) select(report.name);
    },
  });
  const isEmpty = file === null && pasted.trim() === '';
  return (
    <details class="um-details">
      <summary>{words.say('table.title')}</summary>
      <p id={`${id}-lead`}>{words.say('table.lead')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isEmpty && !read.isPending) read.mutate();
        }}
      >
        <div class="um-field">
          <label for={`${id}-file`}>{words.say('table.file')}</label>
          <input
            id={`${id}-file`}
            type="file"
            accept=".csv,.tsv,.txt,text/csv,text/plain"
            aria-describedby={`${id}-lead`}
            onChange={({ currentTarget }) => setFile(currentTarget.files?.[0] ?? null)}
          />
        </div>
        <div class="um-field">
          <label for={`${id}-rows`}>{words.say('table.paste')}</label>
          <textarea
            id={`${id}-rows`}
            class="um-input um-area"
            rows={5}
            spellcheck={false}
            disabled={file !== null}
            placeholder={'username\nm.lindqvist\no.arnalds'}
            value={pasted}
            onInput={({ currentTarget }) => setPasted(currentTarget.value)}
          />
        </div>
        {read.error !== null && <FaultNotice fault={read.error} />}
        {read.data?.matched === 0 && (
          <Notice kind="warning">
            <Reading report={read.data} />
          </Notice>
        )}
        <div class="um-buttons">
          <Button submits disabled={isEmpty} busy={read.isPending}>
            {words.say('table.read')}
          </Button>
        </div>
      </form>
    </details>
  );
}
