// What waits for a person: held and failed runs, a Confluence that cannot be asked, sources that did not tell everything.
import { useQueries, useQuery } from '@tanstack/react-query';
import type { ComponentChild } from 'preact';
import type { HandOverDocument } from '../../../sidecar/src/contract/hand-overs.ts';
import type { HostDocument } from '../../../sidecar/src/contract/host.ts';
import type { LicenceAlertDocument } from '../../../sidecar/src/contract/licence-outlook.ts';
import type { PlanDocument } from '../../../sidecar/src/contract/plans.ts';
import type { RunDocument } from '../../../sidecar/src/contract/runs.ts';
import type { SnapshotDocument } from '../../../sidecar/src/contract/snapshots.ts';
import { useApi } from '../console.ts';
import { sayPolicy, sayRefusal } from '../plans/run-words.ts';
import { saySource } from '../plans/source-words.ts';
import { names, usePolicies, useProcess, useSnapshot } from '../queries.ts';
import { writeRoute } from '../routes.ts';
import { Skeleton } from '../ui/loadable.tsx';
import { FaultNotice } from '../ui/notice.tsx';
import { useWords } from '../ui/words/words.ts';
import { chooseHeld } from './choose-held.ts';
import { useRecentRuns } from './recent-runs.ts';

/** More held runs than this are told by the run logs. */
const shownRuns = 5;

/** What a question brought up, and the question itself: an answer that did not come is no "nothing". */
interface Needs {
  readonly items: readonly ComponentChild[];
  readonly asked: readonly Asked[];
}

interface Asked {
  readonly data: unknown;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

export function NeedsYou() {
  const words = useWords();
  const needs = [useHostNeeds(), useTokenNeeds(), useRunNeeds(), useSourceNeeds(), useHandOverNeeds(), useSeatNeeds()];
  const items = needs.flatMap((one) => one.items);
  // An earlier answer is kept while later ones fail to come: it says nothing of now.
  const unanswered = needs
    .flatMap(({ asked }) => asked)
    .filter(({ data, error }) => data === undefined || error !== null);
  const refused = unanswered.filter(({ error }) => error !== null);
  return (
    <section class="um-card" aria-labelledby="um-needs">
      <h2 id="um-needs">{words.say('needs.title')}</h2>
      {items.length > 0 && <ul class="um-needs">{items}</ul>}
      {refused.length > 0 ? (
        <FaultNotice
          fault={refused[0]?.error}
          tryAgain={() => {
            for (const { refetch } of refused) void refetch();
          }}
        />
      ) : items.length > 0 ? null : unanswered.length > 0 ? (
        <Skeleton lines={2} />
      ) : (
        <p class="um-quiet">{words.say('needs.nothing')}</p>
      )}
    </section>
  );
}

function useRunNeeds(): Needs {
  const runs = useRecentRuns();
  const recent = runs.data?.items ?? [];
  const { held, more, asked } = useHeld();
  const failed = recent.slice(0, shownRuns).filter(({ ending }) => ending === 'failed');
  return {
    items: [
      ...held.map(({ run, plan }) => <HeldRun key={run.id} run={run} plan={plan} />),
      ...(more ? [<MoreHeld key="more" />] : []),
      ...failed.map((run) => <FailedRun key={run.id} run={run} />),
    ],
    asked: [runs, ...asked],
  };
}

function useSourceNeeds(): Needs {
  const words = useWords();
  const snapshot = useSnapshot();
  const items = (snapshot.data?.sources ?? []).flatMap((source) => {
    const text = sourceNeed(words, source);
    return text === null ? [] : [<li key={source.source}>{text}</li>];
  });
  return { items, asked: [snapshot] };
}

interface RunPage {
  readonly items: readonly RunDocument[];
  readonly nextBefore: number | null;
}

interface Held {
  readonly held: readonly { run: RunDocument; plan: PlanDocument | undefined }[];
  /** Whether there are others, which only the run logs show. */
  readonly more: boolean;
  readonly asked: readonly Asked[];
}

/** Plans that can be approved, whatever has run since. Live ones are asked for apart, so that no rehearsal is in their way. */
function useHeld(): Held {
  const api = useApi();
  const waiting = useQueries({
    // The last one tells whether there are others, also older ones of the same policies.
    queries: ['&newest=true&mode=live', '&newest=true&mode=test', ''].map((which) => ({
      queryKey: [...names.runs, 'undecided', which],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.get<RunPage>(`/runs?standing=undecided${which}&limit=${shownRuns + 1}`, signal),
      refetchInterval: 15_000,
    })),
  });
  const [live, test, all] = waiting.map(({ data }) => data?.items ?? []);
  const chosen = chooseHeld([...(live ?? []), ...(test ?? [])], shownRuns);
  const plans = useQueries({
    queries: chosen.map(({ id }) => ({
      queryKey: [...names.run(id), 'plan'],
      queryFn: () => api.get<PlanDocument>(`/runs/${id}/plan`),
    })),
  });
  return {
    held: chosen.map((run, index) => ({ run, plan: plans[index]?.data })),
    more: (all ?? []).length > chosen.length,
    asked: waiting,
  };
}

function MoreHeld() {
  const words = useWords();
  return (
    <li>
      {words.say('needs.moreHeld')}{' '}
      <a href={writeRoute(['runs'], { standing: 'undecided' })}>{words.say('needs.allHeld')}</a>
    </li>
  );
}

function HeldRun({ run, plan }: { readonly run: RunDocument; readonly plan: PlanDocument | undefined }) {
  const words = useWords();
  const policies = usePolicies();
  const [refusal] = plan?.refusals ?? [];
  const reason = refusal === undefined ? '…' : sayRefusal(words, refusal);
  return (
    <li>
      {words.say('needs.held', { run: `${run.id}`, policy: sayPolicy(words, run.policyId, policies.data), reason })}{' '}
      <a href={writeRoute(['runs', `${run.id}`])}>{words.say('needs.review')}</a>
    </li>
  );
}

function FailedRun({ run }: { readonly run: RunDocument }) {
  const words = useWords();
  const policies = usePolicies();
  const reason = run.failure === null ? '' : (words.find(`fault.${run.failure.code}`) ?? run.failure.message);
  return (
    <li>
      {words.say('needs.failed', { run: `${run.id}`, policy: sayPolicy(words, run.policyId, policies.data), reason })}{' '}
      <a href={writeRoute(['runs', `${run.id}`])}>{words.say('needs.look')}</a>
    </li>
  );
}

function useHostNeeds(): Needs {
  const words = useWords();
  const process = useProcess();
  const asked = [process];
  if (process.data === undefined) return { items: [], asked };
  const { state, failure } = process.data.host;
  if (state === 'changed') return { items: [<li key="host">{words.say('needs.hostChanged')}</li>], asked };
  if (state !== 'unreachable') return { items: [], asked };
  const reason = failure === null ? '' : (words.find(`fault.${failure.code}`) ?? failure.message);
  return { items: [<li key="host">{words.say('needs.hostUnreachable', { reason })}</li>], asked };
}

function useTokenNeeds(): Needs {
  const words = useWords();
  const api = useApi();
  const host = useQuery({ queryKey: ['host'], queryFn: ({ signal }) => api.get<HostDocument>('/host', signal) });
  const token = host.data?.serviceToken;
  if (token?.expiresAt == null || !token.endsSoon) return { items: [], asked: [host] };
  const when = words.relative(token.expiresAt, Date.now());
  return { items: [<li key="token">{words.say('needs.token', { when })}</li>], asked: [host] };
}

function useHandOverNeeds(): Needs {
  const words = useWords();
  const api = useApi();
  const handOvers = useQuery({
    queryKey: ['hand-overs', 'overdue'],
    queryFn: ({ signal }) =>
      api.get<{ items: HandOverDocument[]; counts: { overdue: number } }>('/hand-overs?state=overdue&limit=1', signal),
  });
  const count = handOvers.data?.counts.overdue ?? 0;
  const items = count === 0 ? [] : [<li key="hand-overs">{words.say('needs.handOvers', { count })}</li>];
  return { items, asked: [handOvers] };
}

function useSeatNeeds(): Needs {
  const words = useWords();
  const api = useApi();
  const alert = useQuery({
    queryKey: ['licence', 'alert'],
    queryFn: ({ signal }) => api.get<LicenceAlertDocument>('/licence/alert', signal),
  });
  const items = (alert.data?.raised ?? []).map(({ line, threshold, seats }) => (
    <li key={`seats ${line}`}>
      {words.say('needs.seats', { seats, threshold })} <a href={writeRoute(['licences'])}>{words.say('needs.look')}</a>
    </li>
  ));
  return { items, asked: [alert] };
}

/** What is wrong with a source, or null. A source this Confluence does not have needs nobody. */
function sourceNeed(
  words: ReturnType<typeof useWords>,
  { source, state, reason, evidence, readAt }: SnapshotDocument['sources'][number],
): string | null {
  const name = saySource(words, source);
  const why = reason === null ? '' : ` ${words.find(`fault.${reason}`) ?? reason}`;
  if (state === 'failed') return words.say('needs.source', { source: name }) + why;
  if (evidence?.stale === true) {
    return words.say('needs.sourceStale', { source: name, when: words.relative(evidence.asOf ?? readAt, Date.now()) });
  }
  return state === 'partial' ? words.say('needs.sourcePartly', { source: name }) + why : null;
}
