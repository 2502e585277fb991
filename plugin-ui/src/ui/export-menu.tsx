// What can be taken elsewhere as a file that the sidecar makes: as CSV, or as one JSON object a line.
import { useMutation } from '@tanstack/react-query';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/compat';
import { writeQuery } from '../api.ts';
import { useApi } from '../console.ts';
import { Button } from './button.tsx';
import { FaultNotice } from './notice.tsx';
import { Popover } from './popover.tsx';
import { saveFile } from './save-file.ts';
import { useWords } from './words/words.ts';

const formats = ['csv', 'jsonl'] as const;

interface Form {
  readonly format: (typeof formats)[number];
  readonly bom: boolean;
}

export interface ExportItem {
  /** What it holds, such as "The 312 users that match". */
  readonly label: string;
  /** Of the file, without its ending. */
  readonly name: string;
  readonly kind: 'users' | 'plans' | 'steps';
  /** A run alone. */
  readonly run?: number;
  /** Users alone whom it means. */
  readonly question?: { readonly criteria?: unknown; readonly search: string };
}

export interface ExportMenuProps {
  readonly items: readonly ExportItem[];
  /** What else can be kept. */
  readonly children?: ComponentChildren;
}

export function ExportMenu({ items, children }: ExportMenuProps) {
  const words = useWords();
  const api = useApi();
  const [bom, setBom] = useState(true);
  const keep = useMutation({
    mutationFn: async ({ item, format }: { item: ExportItem; format: Form['format'] }) => {
      const { kind, run, name, question } = item;
      const form: Form = { format, bom: bom && format === 'csv' };
      const file = await (question === undefined
        ? api.getFile(`/exports/${kind}${writeQuery({ ...form, run })}`)
        : api.getFile(`/exports/${kind}`, { ...question, ...form }));
      saveFile(`${name}.${format}`, file);
    },
  });
  return (
    <Popover title={words.say('export.title')}>
      {items.map((item) => (
        <div key={item.kind} class="um-export">
          <span>{item.label}</span>
          {formats.map((format) => (
            <Button
              key={format}
              busy={keep.isPending}
              label={words.say('export.of', { format: words.say(`export.${format}`), what: item.label })}
              onPress={() => keep.mutate({ item, format })}
            >
              {words.say(`export.${format}`)}
            </Button>
          ))}
        </div>
      ))}
      <label class="um-check">
        <input type="checkbox" checked={bom} onChange={({ currentTarget }) => setBom(currentTarget.checked)} />{' '}
        {words.say('export.bom')}
      </label>
      {children}
      {keep.isPending && <p role="status">{words.say('csv.making')}</p>}
      {keep.error !== null && <FaultNotice fault={keep.error} />}
    </Popover>
  );
}
