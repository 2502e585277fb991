// The line on a user's profile in Confluence: last activity, what comes next, exempting and why. Nothing at all for people
// without a right here, and nothing about somebody of whom nothing is known; the profile is Confluence's page, not ours.
import { type QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'preact/compat';
import type { ExemptionDocument } from '../../../sidecar/src/contract/exemptions.ts';
import type { FoundUserPage, UserDetailDocument, UserSearchDocument } from '../../../sidecar/src/contract/users.ts';
import { writeQuery } from '../api.ts';
import { type Console, ConsoleContext, useApi, useMay, useSession } from '../console.ts';
import { findConsolePage } from '../host.ts';
import { sayPolicy } from '../plans/run-words.ts';
import { names, usePolicies } from '../queries.ts';
import { writeRoute } from '../routes.ts';
import { Button } from '../ui/button.tsx';
import { Instant } from '../ui/instant.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { type Dictionary, inEnglish, openWords, useWords, WordsContext } from '../ui/words/words.ts';
import { sayActivity } from './activity-words.ts';
import { ExemptUser } from './exempt-user.tsx';

export interface UserPanelProps {
  readonly console: Console;
  readonly queries: QueryClient;
  readonly start: Dictionary | null;
  readonly username: string;
}

export function UserPanel({ console, queries, start, username }: UserPanelProps) {
  const words = useMemo(() => openWords(start ?? inEnglish), [start]);
  return (
    <ConsoleContext.Provider value={console}>
      <WordsContext.Provider value={words}>
        <QueryClientProvider client={queries}>
          <Inside username={username} />
        </QueryClientProvider>
      </WordsContext.Provider>
    </ConsoleContext.Provider>
  );
}

/** Whoever has no session here is asked for none: the panel stays empty. */
function Inside({ username }: Pick<UserPanelProps, 'username'>) {
  const session = useSession();
  return 'user' in session ? <Found username={username} /> : null;
}

function Found({ username }: Pick<UserPanelProps, 'username'>) {
  const words = useWords();
  const { data: found } = useProfile(username);
  if (found === undefined || found === null) return null;
  return (
    <section class="um-app um-panel" lang={words.language} aria-label={words.say('panel.label')}>
      <Line found={found} />
    </section>
  );
}

/** Null where the newest reading has nobody of that name. */
function useProfile(username: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...names.users, 'profile', username],
    queryFn: async ({ signal }) => {
      const body: UserSearchDocument = { criteria: { users: [username] }, limit: 50 };
      const { items } = await api.send<FoundUserPage>('POST', '/users/search', body, signal);
      const fits = (name: string): boolean => name.toLowerCase() === username.toLowerCase();
      const user = items.find((item) => fits(item.username));
      return user === undefined
        ? null
        : api.get<UserDetailDocument>(`/users/${encodeURIComponent(user.userKey)}`, signal);
    },
  });
}

/** The exemption that holds for a user now, of the newest ones. */
function useExemption(username: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['exemptions', username],
    queryFn: async ({ signal }) => {
      const page = await api.get<{ items: ExemptionDocument[] }>(`/exemptions${writeQuery({ limit: 500 })}`, signal);
      const fits = ({ subject, name, state }: ExemptionDocument): boolean =>
        subject === 'user' && state === 'holds' && name.toLowerCase() === username.toLowerCase();
      return page.items.find(fits) ?? null;
    },
  });
}

function Line({ found: { user, stages } }: { readonly found: UserDetailDocument }) {
  const words = useWords();
  const mayExempt = useMay('operator');
  const { data: exemption } = useExemption(user.username);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <p class="um-line">
        <span>
          <LastActive activity={user.activity} />
        </span>
        {stages.map((stage) => (
          <Next key={stage.policyId} stage={stage} />
        ))}
        {exemption != null && (
          <span>
            <Sentence
              says="panel.exempted"
              values={{ reason: exemption.reason }}
              places={{ when: <Instant at={exemption.endsAt} /> }}
            />
          </span>
        )}
        {exemption === null && mayExempt && (
          <Button kind="link" onPress={() => setAsking(true)}>
            {words.say('panel.exempt')}
          </Button>
        )}
        <a href={`${findConsolePage()}${writeRoute(['users'], { u: user.userKey })}`}>{words.say('panel.why')}</a>
      </p>
      {asking && <ExemptUser user={user} close={() => setAsking(false)} />}
    </>
  );
}

function LastActive({ activity }: Pick<UserDetailDocument['user'], 'activity'>) {
  const words = useWords();
  if (activity.state === 'never') return <>{words.say('panel.never')}</>;
  if (activity.state === 'unknown') {
    return <>{words.say('panel.unknown', { what: sayActivity(words, activity, Date.now()) })}</>;
  }
  const kind = words.say(`activity.kind.${activity.kind}`);
  return <Sentence says="panel.seen" values={{ kind }} places={{ when: <Instant at={activity.at} /> }} />;
}

function Next({ stage: { policyId, next } }: { readonly stage: UserDetailDocument['stages'][number] }) {
  const words = useWords();
  const policies = usePolicies();
  if (next.stage === null) return null;
  const values = { stage: next.stage, policy: sayPolicy(words, policyId, policies.data) };
  if (next.kind === 'due') return <span>{words.say('panel.due', values)}</span>;
  if (next.dueAt === null) return null;
  return (
    <span>
      <Sentence says="panel.next" values={values} places={{ when: <Instant at={next.dueAt} /> }} />
    </span>
  );
}
