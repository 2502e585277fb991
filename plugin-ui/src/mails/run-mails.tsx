// The mails of a run: to whom each goes and how it stands, and a look at one of each kind. Looking sends nothing.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'preact/compat';
import type { MailDocument, MailPageDocument } from '../../../sidecar/src/contract/mails.ts';
import { writeQuery } from '../api.ts';
import { useApi } from '../console.ts';
import { Button } from '../ui/button.tsx';
import { Instant } from '../ui/instant.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { useWords } from '../ui/words/words.ts';
import { MailPreview } from './mail-preview.tsx';
import { type TemplateKind, templateKinds } from './template-kinds.ts';

const shown = 25;

export function RunMails({ run }: { readonly run: number }) {
  const words = useWords();
  const api = useApi();
  const [seen, setSeen] = useState<TemplateKind | null>(null);
  const found = useInfiniteQuery({
    queryKey: ['mails', 'run', run],
    initialPageParam: null as number | null,
    queryFn: ({ pageParam: before, signal }) =>
      api.get<MailPageDocument>(`/mails${writeQuery({ run, before, limit: shown })}`, signal),
    getNextPageParam: (page) => page.nextBefore,
  });
  return (
    <Loadable query={found}>
      {({ pages }) => {
        const mails = pages.flatMap(({ items }) => items);
        return (
          <>
            {mails.length === 0 ? <p>{words.say('mails.noneOfRun')}</p> : <MailTable mails={mails} />}
            <div class="um-buttons">
              {found.hasNextPage && (
                <Button busy={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>
                  {words.say('common.more')}
                </Button>
              )}
              {kindsToLookAt(mails).map((kind) => (
                <Button
                  key={kind}
                  expanded={kind === seen}
                  onPress={() => setSeen((before) => (before === kind ? null : kind))}
                >
                  {words.say(`mail.lookAt.${kind}`)}
                </Button>
              ))}
            </div>
            {seen !== null && <MailPreview key={seen} kind={seen} run={run} />}
          </>
        );
      }}
    </Loadable>
  );
}

/** The report can be looked at whether it was sent or not; of the others one that was made. */
function kindsToLookAt(mails: readonly MailDocument[]): readonly TemplateKind[] {
  return templateKinds.filter((kind) => kind === 'report' || mails.some((mail) => mail.kind === kind));
}

function MailTable({ mails }: { readonly mails: readonly MailDocument[] }) {
  const words = useWords();
  return (
    <table class="um-table um-compact um-mails">
      <thead>
        <tr>
          <th scope="col">{words.say('mails.to')}</th>
          <th scope="col">{words.say('mails.kind')}</th>
          <th scope="col">{words.say('mails.state')}</th>
        </tr>
      </thead>
      <tbody>
        {mails.map((mail) => (
          <tr key={mail.id}>
            <th scope="row">{mail.kind === 'report-copy' ? words.say('mails.folder') : <bdi>{mail.to}</bdi>}</th>
            <td>{words.say(`mail.kind.${mail.kind === 'run-report' ? 'report' : mail.kind}`)}</td>
            <td>
              <State mail={mail} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function State({ mail: { state, sentAt, failure, arrived } }: { readonly mail: MailDocument }) {
  const words = useWords();
  if (state === 'sent' && sentAt !== null) {
    return <Sentence says="mail.sentAt" places={{ when: <Instant at={sentAt} focusable={false} /> }} />;
  }
  const why = failure === null ? null : (words.find(`fault.${failure.code}`) ?? failure.message);
  return (
    <>
      {words.say(`mail.state.${state}`)}
      {why !== null && <br />}
      {arrived === 'maybe' && <b>{words.say('mails.maybe')} </b>}
      {why !== null && <span class="um-quiet">{why}</span>}
    </>
  );
}
