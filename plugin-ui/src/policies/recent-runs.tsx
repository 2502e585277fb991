// The last ten runs of a policy as a row of small marks, the newest on the right; their words are for those who listen.
import type { RunDocument } from '../../../sidecar/src/contract/runs.ts';
import { sayStanding } from '../plans/run-words.ts';
import { useWords } from '../ui/words/words.ts';
import { useLastRuns } from './policy-queries.ts';

const looks = {
  completed: 'applied',
  quarantined: 'skipped',
  failed: 'failed',
  cancelled: 'already',
} as const;

export function RecentRuns({ policyId }: { readonly policyId: string }) {
  const words = useWords();
  const { data } = useLastRuns(policyId);
  if (data === undefined || data.items.length === 0) return null;
  const runs = [...data.items].reverse();
  const list = runs.map((run) => words.say(sayStanding(run))).join(', ');
  return (
    <span class="um-marks" role="img" aria-label={words.say('policies.recent', { list })} title={list}>
      {runs.map((run) => (
        <span key={run.id} class={`um-share-${lookOf(run)}`} />
      ))}
    </span>
  );
}

function lookOf({ ending }: Pick<RunDocument, 'ending'>): string {
  return ending === null ? 'open' : looks[ending];
}
