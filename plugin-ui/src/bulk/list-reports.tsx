// What became of the rows of a list: how many name a user, and which were set aside, with line and reason, to keep as a file.
import { useQuery } from '@tanstack/react-query';
import type { SavedUserListDocument, UserListPageDocument } from '../../../sidecar/src/contract/told.ts';
import { useApi } from '../console.ts';
import type { Chip } from '../criteria/chips.ts';
import { Button } from '../ui/button.tsx';
import { writeCsv } from '../ui/csv.ts';
import { saveFile } from '../ui/save-file.ts';
import { useWords, type Words } from '../ui/words/words.ts';

export type ListReport = SavedUserListDocument;

export const listNames = {
  all: ['lists'],
  report: (name: string) => ['lists', name, 'report'],
} as const;

/** The lists that are selected by, each with what was set aside. */
export function ListReports({ chips }: { readonly chips: readonly Chip[] }) {
  const lists = chips.flatMap((chip) => (chip.kind === 'list' && chip.not === undefined ? [chip.name] : []));
  return (
    <>
      {lists.map((name) => (
        <OneList key={name} name={name} />
      ))}
    </>
  );
}

/** The rows one by one where the list was read in this page; their numbers where it was read elsewhere. */
function OneList({ name }: { readonly name: string }) {
  const words = useWords();
  const api = useApi();
  const report = useQuery<ListReport | null>({
    queryKey: listNames.report(name),
    queryFn: () => null,
    enabled: false,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const lists = useQuery({
    queryKey: listNames.all,
    queryFn: ({ signal }) => api.get<UserListPageDocument>('/lists', signal),
  });
  if (report.data != null) return <Reading report={report.data} />;
  const line = lists.data?.items.find((one) => one.name === name);
  if (line === undefined || line.unmatched === 0) return null;
  return <p>{words.say('table.aside', { count: line.unmatched })}</p>;
}

function sayFault(words: Words, { reason, message }: ListReport['faults'][number]): string {
  return words.find(`table.reason.${reason}`) ?? words.translate(message) ?? message;
}

export function Reading({ report: { name, rows, matched, faultCount, faults } }: { readonly report: ListReport }) {
  const words = useWords();
  const keep = (): void => {
    const told = faults.map((fault) => [`${fault.line}`, fault.name, sayFault(words, fault)]);
    saveFile(`${name}-set-aside.csv`, writeCsv([['line', 'name', 'reason'], ...told]));
  };
  return (
    <div class="um-reading" role="status">
      <p>{words.say('table.rows', { count: matched, rows })}</p>
      {faultCount > 0 && (
        <details class="um-details">
          <summary>{words.say('table.aside', { count: faultCount })}</summary>
          <div class="um-scroll">
            <table class="um-table um-compact">
              <thead>
                <tr>
                  <th scope="col" class="um-number">
                    {words.say('table.line')}
                  </th>
                  <th scope="col">{words.say('table.name')}</th>
                  <th scope="col">{words.say('table.why')}</th>
                </tr>
              </thead>
              <tbody>
                {faults.map((fault) => (
                  <tr key={fault.line}>
                    <td class="um-number">{fault.line}</td>
                    <td>
                      <bdi>{fault.name || '–'}</bdi>
                    </td>
                    <td>{sayFault(words, fault)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {faultCount > faults.length && <p class="um-quiet">{words.say('table.first', { count: faults.length })}</p>}
          <Button onPress={keep}>{words.say('common.download')}</Button>
        </details>
      )}
    </div>
  );
}
