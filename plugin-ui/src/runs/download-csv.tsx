// The users of a run as a table to keep: read page by page, made in the page, given to the browser as a file.
import { useMutation } from '@tanstack/react-query';
import type { EntryPageDocument } from '../../../sidecar/src/contract/plans.ts';
import type { RunDocument } from '../../../sidecar/src/contract/runs.ts';
import { type Api, writeQuery } from '../api.ts';
import { useApi } from '../console.ts';
import { sayChange, sayOutcome, sayReason } from '../plans/run-words.ts';
import { Button } from '../ui/button.tsx';
import { writeCsv } from '../ui/csv.ts';
import { FaultNotice } from '../ui/notice.tsx';
import { saveFile } from '../ui/save-file.ts';
import { useWords, type Words } from '../ui/words/words.ts';

const pageSize = 500;

export function DownloadCsv({ run }: { readonly run: RunDocument }) {
  const words = useWords();
  const label = words.say('export.inWords');
  const api = useApi();
  const download = useMutation({
    mutationFn: async () => saveFile(`run-${run.id}.csv`, writeCsv(await readRows(api, words, run.id))),
  });
  return (
    <>
      <div class="um-export">
        <span>{label}</span>
        <Button
          busy={download.isPending}
          label={words.say('export.of', { format: words.say('export.csv'), what: label })}
          onPress={() => download.mutate()}
        >
          {words.say('export.csv')}
        </Button>
      </div>
      {download.isPending && <p role="status">{words.say('csv.making')}</p>}
      {download.error !== null && <FaultNotice fault={download.error} />}
    </>
  );
}

/** One row a step, so that each has its own outcome. */
async function readRows(api: Api, words: Words, runId: number): Promise<string[][]> {
  const rows = [['username', 'name', 'user_key', 'change', 'outcome', 'reason', 'why', 'finished_at']];
  for (let after: number | null = 0; after !== null; ) {
    const page: EntryPageDocument = await api.get(`/runs/${runId}/entries${writeQuery({ after, limit: pageSize })}`);
    for (const { username, displayName, userKey, why, steps } of page.items) {
      for (const { change, disposition, outcome, finishedAt } of steps) {
        const reason = sayReason(
          words,
          outcome ?? { kind: disposition.kind, ...('guard' in disposition ? disposition : {}) },
        );
        const became = sayOutcome(words, outcome?.kind ?? 'open');
        rows.push([
          username,
          displayName,
          userKey,
          sayChange(words, change),
          became,
          reason ?? '',
          why,
          finishedAt ?? '',
        ]);
      }
    }
    after = page.nextAfter;
  }
  return rows;
}
