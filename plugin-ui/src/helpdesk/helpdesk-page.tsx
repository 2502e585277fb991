// All that the helpdesk sees: a box for a name, the one user of that name, what was taken from them, and giving it back.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'preact/compat';
import type { GiveBackStateDocument, HelpdeskFindingDocument } from '../../../sidecar/src/contract/helpdesk.ts';
import { writeQuery } from '../api.ts';
import { useApi } from '../console.ts';
import { sayChange } from '../plans/run-words.ts';
import { Button } from '../ui/button.tsx';
import { Instant } from '../ui/instant.tsx';
import { Loadable } from '../ui/loadable.tsx';
import { FaultNotice, Notice } from '../ui/notice.tsx';
import { useWords } from '../ui/words/words.ts';

type Found = HelpdeskFindingDocument;

export function HelpdeskPage() {
  const words = useWords();
  const api = useApi();
  const id = useId();
  const [name, setName] = useState('');
  const found = useQuery({
    queryKey: ['helpdesk', name],
    queryFn: ({ signal }) => api.get<Found>(`/helpdesk/user${writeQuery({ name })}`, signal),
    enabled: name !== '',
    // Each look is an entry of the audit trail: only what somebody asked for should be one.
    refetchOnWindowFocus: false,
  });
  const search = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    setName(String(new FormData(event.currentTarget).get('name') ?? '').trim());
  };
  return (
    <section class="um-card" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{words.say('helpdesk.title')}</h2>
      <form class="um-form" onSubmit={search}>
        <div class="um-field">
          <label for={id}>{words.say('helpdesk.name')}</label>
          <input id={id} name="name" class="text um-input" required maxLength={255} autocomplete="off" />
        </div>
        <div class="um-buttons">
          <Button kind="primary" submits busy={found.isFetching}>
            {words.say('helpdesk.find')}
          </Button>
        </div>
      </form>
      {name !== '' && (
        <div aria-live="polite">
          <Loadable query={found}>{(finding) => <Finding key={name} finding={finding} />}</Loadable>
        </div>
      )}
    </section>
  );
}

function Finding({ finding: { user, several, readAt, taken } }: { readonly finding: Found }) {
  const words = useWords();
  if (user === null) return <p>{words.say(several ? 'helpdesk.several' : 'helpdesk.nobody')}</p>;
  const { userKey, username, displayName, status } = user;
  return (
    <>
      <h3>
        <bdi>{displayName || username}</bdi> (<bdi>{username}</bdi>)
      </h3>
      <p>
        {words.say(`helpdesk.status.${status}`)} <Instant at={readAt} />
      </p>
      {taken.length === 0 && <p>{words.say('helpdesk.nothing')}</p>}
      <ul>
        {taken.map((one) => (
          <TakenItem key={one.runId} userKey={userKey} taken={one} />
        ))}
      </ul>
    </>
  );
}

function noteGivenBack(
  found: Found | undefined,
  { userKey, runId }: { readonly userKey: string; readonly runId: number },
): Found | undefined {
  if (found?.user?.userKey !== userKey) return found;
  return { ...found, taken: found.taken.map((one) => (one.runId === runId ? { ...one, givenBack: true } : one)) };
}

interface TakenItemProps {
  readonly userKey: string;
  readonly taken: Found['taken'][number];
}

function TakenItem({ userKey, taken: { runId, at, changes, givenBack } }: TakenItemProps) {
  const words = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const give = useMutation({
    mutationFn: () => api.send<GiveBackStateDocument>('POST', '/helpdesk/give-backs', { userKey, runId }),
  });
  const followed = give.data?.id ?? null;
  const progress = useQuery({
    queryKey: ['give-back', followed],
    queryFn: async ({ signal }) => {
      const answer = await api.get<GiveBackStateDocument>(`/helpdesk/give-backs/${followed}`, signal);
      // To ask anew would be another entry of the audit trail, and tell nothing new before Confluence is read again.
      if (answer.state === 'done') {
        queries.setQueriesData<Found>({ queryKey: ['helpdesk'] }, (found) => noteGivenBack(found, { userKey, runId }));
      }
      return answer;
    },
    enabled: followed !== null,
    refetchInterval: ({ state: { data } }) => (data === undefined || data.state === 'under-way' ? 2_000 : false),
  });
  const state = progress.data?.state ?? give.data?.state ?? null;
  return (
    <li class="um-spaced">
      <p>
        {changes.map((change) => sayChange(words, change)).join(', ')} · {at !== null && <Instant at={at} />} ·{' '}
        {words.say('helpdesk.run', { run: `${runId}` })}
      </p>
      {state === null && givenBack && <p>{words.say('helpdesk.givenBack')}</p>}
      {state === null && !givenBack && (
        <Button busy={give.isPending} onPress={() => give.mutate()}>
          {words.say('helpdesk.give')}
        </Button>
      )}
      {state !== null && (
        <Notice kind={state === 'done' ? 'success' : state === 'under-way' ? 'information' : 'warning'}>
          <p>{words.say(`helpdesk.state.${state}`, { run: `${followed}` })}</p>
        </Notice>
      )}
      {(give.error ?? progress.error) !== null && <FaultNotice fault={give.error ?? progress.error} />}
    </li>
  );
}
