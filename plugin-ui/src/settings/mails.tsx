// Mails: a test to oneself, and those that were laid aside, for a person to send again or let go.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'preact/compat';
import type { MailDocument, MailPageDocument, TestedMailDocument } from '../../../sidecar/src/contract/mails.ts';
import { useApi, useMay } from '../console.ts';
import { writeRoute } from '../routes.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/dialog.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { FaultNotice, Notice } from '../ui/notice.tsx';
import { useWords } from '../ui/words/words.ts';

const dead = ['mails', 'dead'];

export function Mails() {
  const words = useWords();
  const api = useApi();
  const found = useQuery({
    queryKey: dead,
    queryFn: ({ signal }) => api.get<MailPageDocument>('/mails?state=dead&limit=50', signal),
  });
  return (
    <section class="um-card" aria-labelledby="um-mails">
      <h2 id="um-mails">{words.say('mails.title')}</h2>
      <Loadable query={found}>
        {({ items, counts, enabled }) => (
          <>
            {enabled ? <MailTest /> : <p>{words.say('mails.off')}</p>}
            <p class="um-spaced">{words.say('mails.counts', { waiting: counts.waiting, dead: counts.dead })}</p>
            {items.some(({ state }) => state === 'dead') && (
              <DeadMails mails={items.filter(({ state }) => state === 'dead')} />
            )}
          </>
        )}
      </Loadable>
    </section>
  );
}

function MailTest() {
  const words = useWords();
  const api = useApi();
  const may = useMay('administrator');
  const test = useMutation({ mutationFn: () => api.send<TestedMailDocument>('POST', '/mails/test') });
  const { data, error } = test;
  return (
    <>
      {may && (
        <Button busy={test.isPending} onPress={() => test.mutate()}>
          {words.say('mails.test')}
        </Button>
      )}
      {error !== null && <FaultNotice fault={error} />}
      {data !== undefined && (
        <Notice kind={data.failure === null ? 'success' : 'warning'}>
          <p>
            {data.failure === null
              ? words.say('mails.taken', { to: data.to })
              : (words.find(`fault.${data.failure.code}`) ?? data.failure.message)}
          </p>
        </Notice>
      )}
    </>
  );
}

/** What a mail tells of, as a way there. */
function Subject({ mail: { runId, digest } }: { readonly mail: Pick<MailDocument, 'runId' | 'digest'> }) {
  const words = useWords();
  if (runId !== null) {
    return <a href={writeRoute(['runs', `${runId}`])}>{words.say('mails.run', { run: `${runId}` })}</a>;
  }
  if (digest === null) return <a href={writeRoute(['licences'])}>{words.say('mails.seats')}</a>;
  const { policyId, week } = digest;
  return <a href={writeRoute(['policies', policyId])}>{words.say('mails.week', { week })}</a>;
}

function DeadMails({ mails }: { readonly mails: readonly MailDocument[] }) {
  const words = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const may = useMay('administrator');
  const [asked, setAsked] = useState<Pick<MailDocument, 'id' | 'to'> | null>(null);
  const decide = useMutation({
    mutationFn: ({ path, body }: { readonly path: string; readonly body?: object }) =>
      api.send<MailDocument>('POST', path, body),
    onSuccess: () => void queries.invalidateQueries({ queryKey: dead }),
    onSettled: () => setAsked(null),
  });
  const retry = (id: number, mayArriveTwice: boolean): void =>
    decide.mutate({ path: `/mails/${id}/retry`, body: { mayArriveTwice } });
  return (
    <>
      {decide.error !== null && <FaultNotice fault={decide.error} />}
      <table class="um-table um-mails">
        <tbody>
          {mails.map(({ id, to, arrived, failure, ...about }) => (
            <tr key={id}>
              <th scope="row">
                <bdi>{to}</bdi>
              </th>
              <td>
                <Subject mail={about} />
              </td>
              <td>
                {arrived === 'maybe' && <b>{words.say('mails.maybe')} </b>}
                {failure !== null && (words.find(`fault.${failure.code}`) ?? failure.message)}
              </td>
              <td class="um-number">
                {may && (
                  <>
                    <Button
                      kind="link"
                      label={words.say('mails.retryTo', { to })}
                      onPress={() => (arrived === 'maybe' ? setAsked({ id, to }) : retry(id, false))}
                    >
                      {words.say('mails.retry')}
                    </Button>{' '}
                    <Button
                      kind="link"
                      label={words.say('mails.dropTo', { to })}
                      onPress={() => decide.mutate({ path: `/mails/${id}/drop` })}
                    >
                      {words.say('mails.drop')}
                    </Button>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {asked !== null && (
        <Confirm
          title={words.say('mails.twiceTitle')}
          close={() => setAsked(null)}
          confirm={words.say('mails.retry')}
          busy={decide.isPending}
          onConfirm={() => retry(asked.id, true)}
        >
          <p>{words.say('mails.twiceBody', { to: asked.to })}</p>
        </Confirm>
      )}
    </>
  );
}
