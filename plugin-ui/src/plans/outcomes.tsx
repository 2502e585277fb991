// What became of a run's users so far: one bar by outcome, and progress said to those who listen.
import { useEffect, useRef } from 'preact/compat';
import type { RunDetailDocument } from '../../../sidecar/src/contract/runs.ts';
import { useAnnounce } from '../ui/announcer.tsx';
import { SharesBar } from '../ui/shares-bar.tsx';
import { useWords } from '../ui/words/words.ts';
import { RecentUsers } from './recent-users.tsx';
import { sayOutcome } from './run-words.ts';
import { minutesLeft, minutesUntil, type Sight } from './time-left.ts';

const order = [
  'applied',
  'rehearsed',
  'pending-synchronisation',
  'applied-without-effect',
  'already',
  'skipped',
  'refused',
  'unsupported',
  'failed',
  'unknown',
  'open',
];
const looks: Readonly<Record<string, string>> = {
  'pending-synchronisation': 'applied',
  'applied-without-effect': 'skipped',
};

export interface OutcomesProps {
  readonly detail: RunDetailDocument;
  /** Where the figure of an outcome leads. */
  readonly hrefOf?: (outcome: string) => string;
}

export function Outcomes({ detail, hrefOf }: OutcomesProps) {
  const words = useWords();
  const announce = useAnnounce();
  const { users } = detail.counts;
  const total = Object.values(users).reduce((sum, count) => sum + count, 0);
  const done = total - (users.open ?? 0);
  const working = detail.run.state === 'executing';
  // Every tenth is said, not every user.
  const tenth = total === 0 ? 0 : Math.floor((done * 10) / total);
  useEffect(() => {
    if (working && tenth > 0) announce(words.say('run.progress', { done, total }));
  }, [working, tenth]);
  if (total === 0) return null;
  const shares = order
    .filter((key) => (users[key] ?? 0) > 0)
    .map((key) => ({
      key,
      label: sayOutcome(words, key === 'open' && detail.run.state === 'finished' ? 'not-done' : key),
      count: users[key] ?? 0,
      look: looks[key] ?? key,
      href: hrefOf?.(key),
    }));
  return (
    <>
      <SharesBar shares={shares} />
      {working && (
        <p>
          {words.say('run.progress', { done, total })} <progress class="um-progress" max={total} value={done} />{' '}
          <TimeLeft detail={detail} done={done} total={total} />
        </p>
      )}
      <RecentUsers detail={detail} />
    </>
  );
}

interface TimeLeftProps extends Pick<OutcomesProps, 'detail'> {
  readonly done: number;
  readonly total: number;
}

/** By the limit it acts under where there is one, else by its own pace since it was seen or went on. */
function TimeLeft({ detail: { run, pace }, done, total }: TimeLeftProps) {
  const words = useWords();
  const first = useRef<Sight | null>(null);
  const paused = run.pausedBy !== null;
  const now = { atMs: Date.now(), done };
  if (paused) first.current = null;
  else first.current ??= now;
  const left =
    pace !== null
      ? minutesUntil(Date.parse(pace.expectedEndAt) - now.atMs)
      : first.current === null
        ? null
        : minutesLeft({ first: first.current, now, total });
  if (paused || left === null) return null;
  return <span class="um-quiet">{words.say('run.timeLeft', { count: left })}</span>;
}
